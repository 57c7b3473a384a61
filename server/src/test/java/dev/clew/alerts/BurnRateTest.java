// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Burn rates against figures that were worked out by hand.
class BurnRateTest {

  private static final Condition.Slo THREE_NINES = new Condition.Slo(0.999, 30);

  /// Shares of bad ones in 5 min, 30 min, 1 h, 6 h and 3 d.
  private static BurnRate worst(
      Condition.Slo slo, double m5, double m30, double h1, double h6, double d3) {
    var shares = Map.of(300, m5, 1_800, m30, 3_600, h1, 21_600, h6, 259_200, d3);
    return BurnRate.worst(slo, seconds -> shares.getOrDefault(seconds, Double.NaN));
  }

  @Test
  void thePacesOfThirtyDaysAreThoseOfTheWorkbook() {
    assertThat(BurnRate.PACES.stream().map(pace -> pace.allowed(30)))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
        .containsExactly(14.4, 6.0, 1.0);
  }

  @Test
  void aShorterPeriodHasLessToBurn() {
    // 2 % of 7 days is 3.36 h.
    assertThat(BurnRate.PACES.getFirst().allowed(7)).isCloseTo(3.36, within(1e-9));
  }

  @Test
  void twoPercentBadForAnHourIsTwentyTimesTooFast() {
    // 0.02 / 0.001 = 20 in 1 h; 0.03 / 0.001 = 30 in 5 min; the slower counts.
    var rate = worst(THREE_NINES, 0.03, 0.025, 0.02, 0.004, 0.0003);
    assertThat(rate.rate()).isCloseTo(20, within(1e-9));
    assertThat(rate.allowed()).isCloseTo(14.4, within(1e-9));
  }

  @Test
  void anHourThatWasBadDoesNotFireWhenTheLastMinutesAreWell() {
    var rate = worst(THREE_NINES, 0, 0.002, 0.02, 0.005, 0.0003);
    // The nearest is 6 h and 30 min: min(5, 2) of 6; 3 d and 6 h: min(0.3, 5) of 1.
    assertThat(rate.rate()).isCloseTo(2, within(1e-9));
    assertThat(rate.rate()).isLessThan(rate.allowed());
  }

  @Test
  void aSlowLossOverDaysIsFound() {
    var rate = worst(THREE_NINES, 0.0015, 0.0015, 0.0015, 0.0012, 0.0011);
    assertThat(rate.rate()).isCloseTo(1.1, within(1e-9));
    assertThat(rate.allowed()).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatIsNotKnownBurnsNothing() {
    var nothing = Double.NaN;
    assertThat(worst(THREE_NINES, nothing, nothing, nothing, nothing, nothing).rate()).isNaN();
  }
}
