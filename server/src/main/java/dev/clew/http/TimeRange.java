// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/// From (inclusive) to (exclusive).
public record TimeRange(Instant from, Instant to) {

  private static final Pattern RELATIVE = Pattern.compile("now(?:-(\\d{1,6})([smhdw]))?");

  public TimeRange {
    if (!from.isBefore(to)) {
      throw new AppException(
          ErrorCode.INVALID, "from: %s (expected: before to, which is %s)".formatted(from, to));
    }
  }

  public long fromSeconds() {
    return from.getEpochSecond();
  }

  /// The last second that lies in the range.
  public long toSeconds() {
    return to.getEpochSecond();
  }

  public long fromNs() {
    return nanos(from);
  }

  public long toNs() {
    return nanos(to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  /// RFC 3339, `now`, or `now-15m` with one of s, m, h, d, w.
  static Instant parse(String name, String text, Instant now) {
    var relative = RELATIVE.matcher(text);
    if (relative.matches()) {
      if (relative.group(1) == null) {
        return now;
      }
      long amount = Long.parseLong(relative.group(1));
      long seconds =
          switch (relative.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            case "d" -> 86_400;
            default -> 604_800;
          };
      return now.minusSeconds(amount * seconds);
    }
    try {
      var time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
      // Nanoseconds since 1970 must fit 64 bits.
      if (time.getEpochSecond() < 0 || time.getEpochSecond() > 9_000_000_000L) {
        throw new DateTimeException("out of range");
      }
      return time;
    } catch (DateTimeException e) {
      throw new AppException(
          ErrorCode.INVALID,
          "%s: %s (expected: RFC 3339 such as 2026-01-02T03:04:05Z, now, or now-1h)"
              .formatted(name, text),
          e);
    }
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
