// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// What the points of a metric are (opentelemetry-proto `metrics.proto`).
public enum MetricType {
  GAUGE(0),
  SUM(1),
  HISTOGRAM(2),
  EXPONENTIAL_HISTOGRAM(3),
  SUMMARY(4);

  private final int number;
  private final String label = name().toLowerCase(Locale.ROOT);

  MetricType(int number) {
    this.number = number;
  }

  /// As tables keep it.
  public int number() {
    return number;
  }

  public String label() {
    return label;
  }
}
