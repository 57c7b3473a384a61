// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.ArrayList;
import java.util.List;

/// The segments of one call scaled to what the provider charged: Σ `input` is the input of the
/// bill, to the token.
///
/// @param segments as the call has them, with what the telemetry does not show in its place
/// @param input tokens of each segment
/// @param scale charged tokens for each estimated one
@SuppressWarnings("ArrayRecordComponent") // never compared
record Charged(List<Segment> segments, long[] input, double scale, Confidence confidence) {

  /// No tokenizer is that far off: much was sent that the telemetry does not show.
  private static final double FAR_MORE = 4;

  private static final long GAP = 0x6761_7000L;

  static Charged of(LedgerCall call, Tokens tokens) {
    var segments = call.input();
    double raw = segments.stream().mapToDouble(Segment::tokens).sum();
    double estimated = raw * call.learned();
    if (tokens.input() == 0) {
      return new Charged(List.of(), new long[0], 1, Confidence.LOW);
    }
    if (estimated <= 0) {
      return new Charged(
          List.of(gap(call, (double) tokens.input())),
          new long[] {tokens.input()},
          1,
          Confidence.LOW);
    }
    double scale = tokens.input() / raw;
    var confidence =
        call.tier() == Tier.USAGE_DELTA
            ? Confidence.MEDIUM
            : Confidence.ofScale(tokens.input() / estimated);
    boolean isMore = tokens.input() > FAR_MORE * estimated && call.tier() != Tier.USAGE_DELTA;
    if (isMore || (!call.complete() && tokens.input() > estimated)) {
      // What was not seen is not put on the account of what was.
      double gap = tokens.input() - estimated;
      segments = withGap(call, gap / call.learned());
      confidence = Confidence.ofGap(gap / tokens.input()).orWorse(Confidence.MEDIUM);
      scale = call.learned();
    }
    if (!tokens.isConsistent()) {
      confidence = Confidence.LOW;
    }
    var weights = segments.stream().mapToDouble(Segment::tokens).toArray();
    var keys = segments.stream().mapToLong(Segment::key).toArray();
    return new Charged(segments, Shares.of(weights, keys, tokens.input()), scale, confidence);
  }

  /// After the system prompt and the definitions: what is missing is mostly more of these.
  private static List<Segment> withGap(LedgerCall call, double tokens) {
    var segments = new ArrayList<>(call.input());
    int at = 0;
    while (at < segments.size() && segments.get(at).kind().isPreamble()) {
      at++;
    }
    segments.add(at, gap(call, tokens));
    return segments;
  }

  private static Segment gap(LedgerCall call, double tokens) {
    return Segment.of(GAP ^ call.agent().hashCode(), Segment.Kind.OVERHEAD, tokens);
  }

  /// Output tokens of each segment of the answer, without reasoning that is charged by itself.
  static long[] output(LedgerCall call, Tokens tokens) {
    var weights = new double[call.output().size()];
    var keys = new long[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      var segment = call.output().get(i);
      boolean isCounted = segment.kind() == Segment.Kind.REASONING && tokens.reasoning() > 0;
      weights[i] = isCounted ? 0 : segment.tokens();
      keys[i] = segment.key();
      sum += weights[i];
    }
    return sum > 0
        ? Shares.of(weights, keys, tokens.output() - tokens.reasoning())
        : new long[weights.length];
  }
}
