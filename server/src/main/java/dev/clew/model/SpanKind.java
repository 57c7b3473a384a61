// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// `Span.SpanKind` of OTLP, in the order of its numbers.
public enum SpanKind {
  UNSPECIFIED(0),
  INTERNAL(1),
  SERVER(2),
  CLIENT(3),
  PRODUCER(4),
  CONSUMER(5);

  private static final SpanKind[] BY_NUMBER = values();

  private final int number;

  SpanKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// Unknown numbers are UNSPECIFIED.
  public static SpanKind of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSPECIFIED;
  }
}
