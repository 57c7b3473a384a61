// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Count, sum and extremes of what was observed within a step.
final class Totals {

  private long count;
  private double sum;
  private double min = Double.NaN;
  private double max = Double.NaN;

  /// @param least NaN when unknown, like `greatest`
  void add(long observations, double total, double least, double greatest) {
    if (observations == 0) {
      return;
    }
    count += observations;
    sum += total;
    min = Double.isNaN(min) ? least : Double.isNaN(least) ? min : Math.min(min, least);
    max = Double.isNaN(max) ? greatest : Double.isNaN(greatest) ? max : Math.max(max, greatest);
  }

  /// Cumulative histograms do not say what the extremes of a step were; the outermost buckets do,
  /// roughly.
  ///
  /// @param quantile of everything observed
  void answer(
      Aggregation aggregation,
      Groups into,
      List<String> labels,
      long step,
      DoubleUnaryOperator quantile) {
    switch (aggregation) {
      case RATE -> into.setRate(labels, step, (double) count);
      case COUNT, INCREASE -> into.set(labels, step, (double) count);
      case SUM -> into.set(labels, step, sum);
      case AVG -> into.set(labels, step, count == 0 ? Double.NaN : sum / count);
      case MIN -> into.set(labels, step, Double.isNaN(min) ? quantile.applyAsDouble(0) : min);
      case MAX -> into.set(labels, step, Double.isNaN(max) ? quantile.applyAsDouble(1) : max);
      case P50, P90, P95, P99 ->
          into.set(labels, step, quantile.applyAsDouble(aggregation.quantile()));
      case LAST ->
          throw aggregation.notFor("a histogram", "avg, rate, count, sum, min, max or a quantile");
    }
  }
}
