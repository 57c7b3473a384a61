// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// Whether a sum or histogram counts since the point before or since its start (opentelemetry-proto
/// `metrics.proto`, `AggregationTemporality`).
public enum Temporality {
  UNSPECIFIED(0),
  DELTA(1),
  CUMULATIVE(2);

  private final int number;
  private final String label = name().toLowerCase(Locale.ROOT);

  Temporality(int number) {
    this.number = number;
  }

  /// As OTLP and the tables know it.
  public int number() {
    return number;
  }

  public String label() {
    return label;
  }

  /// An unknown number is unspecified.
  public static Temporality of(int number) {
    return switch (number) {
      case 1 -> DELTA;
      case 2 -> CUMULATIVE;
      default -> UNSPECIFIED;
    };
  }
}
