// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// Times as other back ends write them.
final class Times {

  private static final int LONGEST_DATE = 64;
  private static final double YEAR_2200_SECONDS = 7.26e9;

  private Times() {}

  /// Nanoseconds since 1970 of a date, with or without a zone (UTC then), or of a number of
  /// seconds, milliseconds or microseconds; 0 when there is none.
  static long nanos(JsonNode node) {
    if (node.isNumber()) {
      double number = node.asDouble();
      if (number <= 0 || !Double.isFinite(number)) {
        return 0;
      }
      while (number > YEAR_2200_SECONDS) {
        number /= 1_000;
      }
      return Math.multiplyExact((long) (number * 1e6), 1_000L);
    }
    return node.isTextual() ? nanos(node.asText().strip()) : 0;
  }

  private static long nanos(String text) {
    if (text.length() > LONGEST_DATE) {
      return 0;
    }
    try {
      var date = text.replace(' ', 'T');
      boolean hasZone = date.endsWith("Z") || date.matches(".*T.*[+-]\\d\\d:?\\d\\d");
      return nanos(
          hasZone
              ? OffsetDateTime.parse(date).toInstant()
              : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return 0;
    }
  }

  static long nanos(Instant instant) {
    try {
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    } catch (ArithmeticException e) {
      return 0;
    }
  }
}
