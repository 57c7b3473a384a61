// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// What a point says. NaN stands for a sum, minimum or maximum that was not sent.
public sealed interface PointValue {

  /// A gauge or a sum. Whole numbers beyond 2⁵³ are rounded.
  record Scalar(double value) implements PointValue {}

  /// @param bounds upper bounds of all buckets but the last, which has none; inclusive, ascending
  /// @param counts one for each bucket; empty when only count and sum are known
  record Histogram(
      long count, double sum, double min, double max, List<Double> bounds, List<Long> counts)
      implements PointValue {
    public Histogram {
      bounds = List.copyOf(bounds);
      counts = List.copyOf(counts);
    }
  }

  /// Bucket `i` holds values in (base^i, base^(i+1)] with base = 2^(2^-scale).
  ///
  /// @param zeroThreshold values up to it, of either sign, are counted in `zeroCount`
  record ExponentialHistogram(
      long count,
      double sum,
      double min,
      double max,
      int scale,
      long zeroCount,
      double zeroThreshold,
      Buckets positive,
      Buckets negative)
      implements PointValue {}

  /// @param offset index of the first bucket
  record Buckets(int offset, List<Long> counts) {
    public static final Buckets NONE = new Buckets(0, List.of());

    public Buckets {
      counts = List.copyOf(counts);
    }
  }

  /// Quantiles that the sender computed.
  record Summary(long count, double sum, List<Quantile> quantiles) implements PointValue {
    public Summary {
      quantiles = List.copyOf(quantiles);
    }
  }

  /// @param quantile 0..1
  record Quantile(double quantile, double value) {}

  /// The sender says that it has no value at this time.
  record NoValue() implements PointValue {}

  PointValue NO_VALUE = new NoValue();
}
