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
}
