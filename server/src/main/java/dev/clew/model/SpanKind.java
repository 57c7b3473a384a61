// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

/// `Span.SpanKind` of OTLP, in the order of its numbers.
public enum SpanKind {
  UNSPECIFIED,
  INTERNAL,
  SERVER,
  CLIENT,
  PRODUCER,
  CONSUMER;

  private static final SpanKind[] BY_NUMBER = values();

  /// Unknown numbers are UNSPECIFIED.
  public static SpanKind of(int number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : UNSPECIFIED;
  }
}
