// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.Arrays;
import java.util.Locale;

/// How the values of a step become one.
enum Aggregation {
  AVG,
  MIN,
  MAX,
  SUM,
  LAST,
  RATE,
  INCREASE,
  COUNT,
  P50(0.50),
  P90(0.90),
  P95(0.95),
  P99(0.99);

  private final double quantile;

  Aggregation() {
    this(Double.NaN);
  }

  Aggregation(double quantile) {
    this.quantile = quantile;
  }

  boolean isQuantile() {
    return !Double.isNaN(quantile);
  }

  /// 0..1; NaN when it is not one.
  double quantile() {
    return quantile;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Aggregation of(String text) {
    return Arrays.stream(values())
        .filter(one -> one.label().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new AppException(
                    ErrorCode.INVALID,
                    "agg: %s (expected: one of %s)"
                        .formatted(
                            text, Arrays.stream(values()).map(Aggregation::label).toList())));
  }

  /// INVALID: this does not apply to metrics of a kind.
  AppException notFor(String kind, String expected) {
    return new AppException(
        ErrorCode.INVALID, "agg: %s of %s (expected: %s)".formatted(label(), kind, expected));
  }
}
