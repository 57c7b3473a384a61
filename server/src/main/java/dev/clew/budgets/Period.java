// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// What a limit holds for: an hour, day or month of the calendar in UTC, or any single run.
enum Period {
  HOUR,
  DAY,
  MONTH,
  RUN;

  /// How far back runs are looked at.
  private static final Duration RUNS = Duration.ofHours(24);

  /// The rate of a forecast is that of the last quarter of a period's length.
  private static final int PARTS = 4;

  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The period that a moment lies in; for runs the 24 hours before it.
  Window at(Instant now) {
    var utc = now.atZone(ZoneOffset.UTC);
    return switch (this) {
      case HOUR -> calendar(utc.truncatedTo(ChronoUnit.HOURS), ChronoUnit.HOURS, now);
      case DAY -> calendar(utc.truncatedTo(ChronoUnit.DAYS), ChronoUnit.DAYS, now);
      case MONTH ->
          calendar(utc.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1), ChronoUnit.MONTHS, now);
      case RUN -> new Window(this, now.minus(RUNS), now, now, now);
    };
  }

  private Window calendar(ZonedDateTime begin, ChronoUnit length, Instant now) {
    var from = begin.toInstant();
    var to = begin.plus(1, length).toInstant();
    return new Window(this, from, to, now, now.minus(Duration.between(from, to).dividedBy(PARTS)));
  }
}
