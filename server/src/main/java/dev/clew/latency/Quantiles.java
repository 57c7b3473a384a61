// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.Arrays;

/// Quantiles of few values, by sorting.
final class Quantiles {

  private Quantiles() {}

  /// NaN when there are no values.
  static double median(double[] values) {
    return of(values, 0.5);
  }

  /// With interpolation between neighbours; NaN when there are no values.
  static double of(double[] values, double quantile) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = quantile * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  record Interval(double low, double high) {}

  /// The shortest interval that holds this share of the values.
  ///
  /// @param values at least one
  static Interval densest(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int span = Math.max(1, (int) Math.ceil(share * sorted.length)) - 1;
    int best = 0;
    for (int i = 1; i + span < sorted.length; i++) {
      if (sorted[i + span] - sorted[i] < sorted[best + span] - sorted[best]) {
        best = i;
      }
    }
    return new Interval(sorted[best], sorted[best + span]);
  }
}
