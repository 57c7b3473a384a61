// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Points in time as access logs write them, in nanoseconds since 1970.
final class Times {

  private static final DateTimeFormatter COMMON_LOG =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
  private static final double MAX_SECONDS = 9e9;

  private Times() {}

  static @Nullable Long ofSeconds(@Nullable Double seconds) {
    return seconds == null || seconds <= 0 || seconds > MAX_SECONDS
        ? null
        // Through microseconds: a double cannot hold today's nanoseconds.
        : (Long) (Math.round(seconds * 1e6) * 1_000);
  }

  static @Nullable Long ofMillis(@Nullable Double millis) {
    return millis == null ? null : ofSeconds(millis / 1e3);
  }

  /// RFC 3339, nginx's `$time_iso8601`, the common log format's `24/Nov/2026:16:34:29 +0000`, or
  /// seconds or milliseconds since 1970.
  static @Nullable Long of(Line line, String... names) {
    var number = line.number(names);
    if (number != null) {
      return number > MAX_SECONDS ? ofMillis(number) : ofSeconds(number);
    }
    var text = line.text(names);
    if (text == null) {
      return null;
    }
    try {
      var time =
          text.indexOf('/') > 0
              ? OffsetDateTime.parse(text, COMMON_LOG)
              : OffsetDateTime.parse(text.replace(' ', 'T'));
      long seconds = time.toEpochSecond();
      return seconds <= 0 || seconds > MAX_SECONDS
          ? null
          : (Long) (seconds * 1_000_000_000L + time.getNano());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Never negative, at most a month.
  static long duration(@Nullable Double millis) {
    return millis == null ? 0 : (long) (Math.clamp(millis, 0, 2.7e9) * 1e6);
  }
}
