// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FittingTest {

  @Test
  void findsTheCostOfATokenThoughATenthOfTheCallsWaited() {
    var model = Synthetic.fitted(Synthetic.calls(1, 3_000));

    assertThat(model.perToken()).isCloseTo(Synthetic.PER_TOKEN, within(Synthetic.PER_TOKEN * 0.03));
    assertThat(model.perAttention())
        .isCloseTo(Synthetic.PER_ATTENTION, within(Synthetic.PER_ATTENTION * 0.1));
    assertThat(model.base()).isCloseTo(Synthetic.BASE, within(10.0));
    assertThat(model.typical().tpotMs()).isCloseTo(Synthetic.TPOT, within(0.3));
    assertThat(model.fit()).isGreaterThan(0.98);
  }

  @Test
  void aCallThatDoesNotStreamIsFittedToItsEnd() {
    var random = new Random(5);
    var key = new CostKey("openai", "gpt-4o", "", false);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 1_000; i++) {
      long uncached = 100L + random.nextInt(8_000);
      long output = 5L + random.nextInt(300);
      double ms = 200 + 0.04 * uncached + 12 * (output - 1) + 20 * Math.abs(random.nextGaussian());
      samples.add(new Sample(ms, Double.NaN, 0, uncached, 0, output, 1, 1));
    }

    var model = Fitting.of(key, samples, 0);

    assertThat(model.perOutput()).isCloseTo(12, within(0.1));
    assertThat(model.prefill(4_000, 0)).isCloseTo(360, within(15.0));
    assertThat(model.byLoad()).isEmpty();
    assertThat(model.typicalFirstMs()).isNaN();
  }

  @Test
  void timePerTokenIsKnownByHowManyCallsWereUnderWay() {
    var random = new Random(7);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 900; i++) {
      int load = 1 + i % 9;
      samples.add(
          new Sample(300, 10 + 2 * load + 0.1 * random.nextGaussian(), 0, 500, 0, 100, load, 1));
    }

    var model = Fitting.of(Synthetic.KEY, samples, 0);

    assertThat(model.byLoad()).extracting(CostModel.Pace::fromLoad).containsExactly(1, 2, 4, 8);
    assertThat(model.tpotAt(1)).isCloseTo(12, within(0.2));
    assertThat(model.tpotAt(9)).isCloseTo(27, within(1.5));
  }

  @Test
  void equalCallsGiveAFlatLine() {
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 300; i++) {
      samples.add(new Sample(250, 10, 0, 100, 0, 50, 1, 1));
    }

    var model = Fitting.of(Synthetic.KEY, samples, 0);

    assertThat(model.prefill(100, 0) + model.slack()).isCloseTo(250, within(0.1));
    assertThat(model.fit()).isZero();
  }

  @Test
  void noCostIsNegative() {
    var random = new Random(11);
    var samples = new ArrayList<Sample>();
    for (int i = 0; i < 300; i++) {
      int uncached = 100 + random.nextInt(5_000);
      samples.add(new Sample(900 - uncached / 10.0, 10, 0, uncached, 0, 50, 1, 1));
    }

    var model = Fitting.of(Synthetic.KEY, samples, 0);

    assertThat(model.perToken()).isZero();
    assertThat(model.perAttention()).isZero();
    assertThat(model.base()).isPositive();
  }
}
