// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.latency.Measured.Seen;
import dev.clew.latency.Neighbours.Beside;
import dev.clew.model.SpanId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private static final List<Synthetic.Truth> CALLS = Synthetic.calls(3, 3_000);
  private static final CostModel MODEL = Synthetic.fitted(CALLS);

  @Test
  void findsTheCallsThatWaited() {
    int found = 0;
    int wrong = 0;
    int missed = 0;
    for (var truth : Synthetic.calls(17, 3_000)) {
      boolean isFound = Synthetic.judged(truth.call(), MODEL).queueMs() > 0;
      found += isFound && truth.queued() > 0 ? 1 : 0;
      wrong += isFound && truth.queued() == 0 ? 1 : 0;
      missed += !isFound && truth.queued() > 0 ? 1 : 0;
    }

    assertThat(found / (double) (found + wrong)).as("precision").isGreaterThanOrEqualTo(0.95);
    assertThat(found / (double) (found + missed)).as("recall").isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void saysHowLongTheyWaited() {
    double said = 0;
    double waited = 0;
    double readSaid = 0;
    double read = 0;
    for (var truth : Synthetic.calls(19, 3_000)) {
      var judged = Synthetic.judged(truth.call(), MODEL);
      if (truth.queued() > 0) {
        said += judged.queueMs();
        waited += truth.queued();
        readSaid += judged.prefillMs();
        read += truth.prefill();
      }
    }

    assertThat(said / waited).isCloseTo(1, within(0.05));
    assertThat(readSaid / read).isCloseTo(1, within(0.05));
  }

  @Test
  void theTermsAddUpToTheDifferenceWhateverTheCall() {
    var random = new Random(23);
    for (int i = 0; i < 5_000; i++) {
      var call = anything(random, i);
      var beside =
          new Beside(
              1 + random.nextInt(40),
              random.nextInt(20),
              random.nextInt(3_000) - 100,
              random.nextInt(3_000) - 100);
      double waiting = random.nextInt(3) == 0 ? random.nextInt(5) : Double.NaN;

      var judged = Judge.of(call, MODEL, beside, waiting);

      assertThat(judged.terms().sum())
          .as(call.toString())
          .isCloseTo(judged.differenceMs(), within(1e-6 * Math.max(1, call.durationMs())));
      assertThat(judged.queueMs()).isGreaterThanOrEqualTo(0);
      assertThat(judged.prefillMs()).isGreaterThanOrEqualTo(0);
      assertThat(call.networkMs()).isGreaterThanOrEqualTo(0);
      assertThat(judged.detail()).isNotBlank();
    }
  }

  private static Measured anything(Random random, int number) {
    double first = 1 + random.nextInt(20_000);
    double duration = first + random.nextInt(30_000);
    var seen =
        switch (random.nextInt(4)) {
          case 0 ->
              new Seen(first * random.nextDouble(), duration, Double.NaN, Double.NaN, Double.NaN);
          case 1 ->
              new Seen(
                  Double.NaN,
                  Double.NaN,
                  first * random.nextDouble() * 2,
                  first * random.nextDouble() * 2,
                  duration - first);
          default -> Seen.NOTHING;
        };
    return new Measured(
        new SpanId(number + 1),
        Synthetic.KEY,
        "shop",
        "",
        1_700_000_000_000_000_000L,
        duration,
        first,
        random.nextInt(200_000),
        random.nextInt(100_000),
        random.nextInt(5_000),
        random.nextBoolean(),
        false,
        random.nextInt(100_000),
        random.nextInt(2_000),
        seen);
  }

  @Test
  void aTypicalCallIsNormal() {
    var typical = MODEL.typical();
    var call =
        Synthetic.call(
            1,
            typical.uncached(),
            typical.cached(),
            typical.output(),
            Synthetic.prefill(typical.uncached(), typical.cached()),
            Synthetic.TPOT);

    assertThat(Synthetic.judged(call, MODEL).verdict()).isEqualTo(Verdict.NORMAL);
  }

  @Test
  void waitingIsTheQueue() {
    var judged = Synthetic.judged(like(4_200, 1, 1, 1), MODEL);

    assertThat(judged.verdict()).isEqualTo(Verdict.QUEUE);
    assertThat(judged.terms().queue()).isCloseTo(4_200, within(60.0));
    assertThat(judged.evidence()).isEqualTo(Evidence.ESTIMATED);
    assertThat(judged.detail()).contains("4.2 s waiting for the model server");
  }

  @Test
  void fiveTimesTheInputIsTheCallersDoing() {
    assertThat(Synthetic.judged(like(0, 5, 1, 1), MODEL).verdict()).isEqualTo(Verdict.MORE_INPUT);
  }

  @Test
  void tenTimesTheOutputIsTheCallersDoing() {
    assertThat(Synthetic.judged(like(0, 1, 10, 1), MODEL).verdict())
        .isEqualTo(Verdict.LONGER_OUTPUT);
  }

  @Test
  void slowerTokensAreTheServicesDoing() {
    assertThat(Synthetic.judged(like(0, 1, 1, 3), MODEL).verdict()).isEqualTo(Verdict.SLOW_DECODE);
  }

  @Test
  void aLongPromptThatAloneGotSlowerDidNotWait() {
    var call = like(1_500, 1.8, 1, 1);
    var contention = new Beside(6, 10, 20, 900);

    assertThat(Judge.of(call, MODEL, contention, Double.NaN).verdict())
        .isEqualTo(Verdict.SLOW_PREFILL);
  }

  @Test
  void theServersQueueIsBelievedMoreThanTheModel() {
    var call = like(2_000, 1, 1, 1);

    assertThat(Judge.of(call, MODEL, Beside.NOBODY, 7).verdict()).isEqualTo(Verdict.QUEUE);
    assertThat(Judge.of(call, MODEL, Beside.NOBODY, 7).evidence()).isEqualTo(Evidence.JOINED);
    assertThat(Judge.of(call, MODEL, Beside.NOBODY, 0).verdict()).isEqualTo(Verdict.SLOW_PREFILL);
  }

  @Test
  void anEnginesSpanIsMeasured() {
    var plain = like(2_000, 1, 1, 1);
    var call = seen(plain, new Seen(Double.NaN, Double.NaN, 1_900, plain.firstMs() - 1_950, 1_000));

    var judged = Synthetic.judged(call, MODEL);

    assertThat(judged.evidence()).isEqualTo(Evidence.MEASURED);
    assertThat(judged.verdict()).isEqualTo(Verdict.QUEUE);
    assertThat(judged.terms().queue()).isEqualTo(1_900);
    assertThat(judged.terms().network()).isCloseTo(50, within(1e-6));
  }

  @Test
  void whatTheGatewayDidNotSeeIsTheNetwork() {
    var plain = like(1_000, 1, 1, 1);
    var call =
        seen(
            plain,
            new Seen(
                plain.firstMs() - 1_000,
                plain.durationMs() - 1_000,
                Double.NaN,
                Double.NaN,
                Double.NaN));

    assertThat(Synthetic.judged(call, MODEL).verdict()).isEqualTo(Verdict.NETWORK);
  }

  @Test
  void aSlowReaderIsAStall() {
    var plain = like(0, 1, 1, 1);
    var call =
        new Measured(
            plain.span(),
            plain.key(),
            "shop",
            "",
            plain.startNs(),
            plain.durationMs() + 3_000,
            plain.firstMs(),
            plain.uncached(),
            plain.cached(),
            plain.output(),
            true,
            false,
            0,
            0,
            new Seen(plain.firstMs(), plain.durationMs(), Double.NaN, Double.NaN, Double.NaN));

    assertThat(Synthetic.judged(call, MODEL).verdict()).isEqualTo(Verdict.CLIENT_STALL);
  }

  @Test
  void aStreamInOnePieceIsBuffered() {
    var call = Synthetic.call(1, 2_000, 0, 200, 4_000, 0.5);

    var judged = Synthetic.judged(call, MODEL);

    assertThat(judged.verdict()).isEqualTo(Verdict.BUFFERED);
    assertThat(judged.terms().queue()).isZero();
  }

  @Test
  void aPrefixThatWasCachedBeforeIsAColdCache() {
    var typical = MODEL.typical();
    var call =
        new Measured(
            new SpanId(1),
            Synthetic.KEY,
            "shop",
            "",
            1,
            Synthetic.prefill(60_000, 0) + typical.output() * Synthetic.TPOT,
            Synthetic.prefill(60_000, 0),
            60_000,
            0,
            typical.output(),
            true,
            false,
            58_000,
            0,
            Seen.NOTHING);

    assertThat(Synthetic.judged(call, MODEL).verdict()).isEqualTo(Verdict.COLD_CACHE);
  }

  @Test
  void attemptsThatFailedAreARetry() {
    var plain = like(3_000, 1, 1, 1);
    var call =
        new Measured(
            plain.span(),
            plain.key(),
            "shop",
            "",
            plain.startNs(),
            plain.durationMs(),
            plain.firstMs(),
            plain.uncached(),
            plain.cached(),
            plain.output(),
            true,
            false,
            0,
            2_800,
            Seen.NOTHING);

    assertThat(Synthetic.judged(call, MODEL).verdict()).isEqualTo(Verdict.RETRY);
  }

  @Test
  void withoutAModelNothingIsSaid() {
    var judged = Judge.of(like(0, 1, 1, 1), null, Beside.NOBODY, Double.NaN);

    assertThat(judged.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(judged.expectedMs()).isNaN();
    assertThat(judged.detail()).contains("too few calls");
  }

  private static Measured seen(Measured call, Seen seen) {
    return new Measured(
        call.span(),
        call.key(),
        call.service(),
        call.agent(),
        call.startNs(),
        call.durationMs(),
        call.firstMs(),
        call.uncached(),
        call.cached(),
        call.output(),
        true,
        false,
        0,
        0,
        seen);
  }

  /// The typical call, with waiting and times as much of something.
  private static Measured like(double queued, double input, double output, double pace) {
    var typical = MODEL.typical();
    long uncached = Math.round(typical.uncached() * input);
    return Synthetic.call(
        1,
        uncached,
        typical.cached(),
        Math.round(typical.output() * output),
        queued + Synthetic.prefill(uncached, typical.cached()),
        Synthetic.TPOT * pace);
  }
}
