// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

/// What kind of series a metric has, as far as it decides how it can be asked.
enum MetricKind {
  GAUGE,
  COUNTER,
  HISTOGRAM;

  /// @param type as `metric_series` has it
  static MetricKind of(String type, boolean isMonotonic) {
    return switch (type) {
      case "histogram", "exponential_histogram" -> HISTOGRAM;
      case "sum" -> isMonotonic ? COUNTER : GAUGE;
      default -> GAUGE;
    };
  }

  /// Whether `GET /api/v1/metrics/query` answers this for the kind.
  boolean takes(String aggregation) {
    return switch (aggregation) {
      case "rate", "increase" -> this != GAUGE;
      case "p50", "p90", "p95", "p99" -> this != COUNTER;
      case "last" -> this != HISTOGRAM;
      default -> true;
    };
  }
}
