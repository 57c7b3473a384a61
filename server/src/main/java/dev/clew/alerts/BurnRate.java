// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.List;

/// How fast an error budget is used up (Google, The Site Reliability Workbook, chapter 5, "Alerting
/// on SLOs", multiwindow, multi-burn-rate alerts).
///
/// A rate of 1 uses all of the budget in exactly its period. A pace is too fast when it uses a
/// share of the whole budget within its long window; the short window makes it stop soon after the
/// errors stop. With a period of 30 days these are 14.4 over 1 h, 6 over 6 h and 1 over 3 d.
///
/// @param rate at which errors come, over the window of the pair in which they come slower
/// @param allowed the rate from which on the pace is too fast
record BurnRate(double rate, double allowed) {

  private static final double DAY = 86_400;

  /// @param share of the budget that may not go within the long window
  record Pace(int longSeconds, int shortSeconds, double share) {

    double allowed(int days) {
      return share * days * DAY / longSeconds;
    }
  }

  static final List<Pace> PACES =
      List.of(
          new Pace(3_600, 300, 0.02),
          new Pace(21_600, 1_800, 0.05),
          new Pace(259_200, 21_600, 0.10));

  /// The share of bad ones in the last so many seconds; NaN when there were none at all.
  interface Shares {
    double within(int seconds);
  }

  /// The pace that is nearest to what is allowed, or farthest beyond it. NaN when nothing is known.
  static BurnRate worst(Condition.Slo slo, Shares bad) {
    double budget = 1 - slo.objective();
    var worst = new BurnRate(Double.NaN, PACES.getFirst().allowed(slo.days()));
    for (var pace : PACES) {
      double rate =
          Math.min(bad.within(pace.longSeconds()), bad.within(pace.shortSeconds())) / budget;
      var one = new BurnRate(rate, pace.allowed(slo.days()));
      if (!Double.isNaN(rate)
          && (Double.isNaN(worst.rate) || rate / one.allowed > worst.rate / worst.allowed)) {
        worst = one;
      }
    }
    return worst;
  }
}
