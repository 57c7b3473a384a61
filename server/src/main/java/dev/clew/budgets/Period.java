// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
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

  /// Whether so many calls are in it that settled ones are read from the roll-up.
  boolean isLong() {
    return this == MONTH;
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

  /// When use is asked for to draw a period until now: its begin, then a moment each minute of an
  /// hour, quarter of an hour of a day or six hours of a month, and now. None for runs.
  List<Instant> moments(Window window) {
    var step =
        switch (this) {
          case HOUR -> Duration.ofMinutes(1);
          case DAY -> Duration.ofMinutes(15);
          case MONTH -> Duration.ofHours(6);
          case RUN -> Duration.ZERO;
        };
    var moments = new ArrayList<Instant>();
    if (this != RUN) {
      for (var at = window.begin(); at.isBefore(window.now()); at = at.plus(step)) {
        moments.add(at);
      }
      moments.add(window.now());
    }
    return moments;
  }

  private Window calendar(ZonedDateTime begin, ChronoUnit length, Instant now) {
    var from = begin.toInstant();
    var to = begin.plus(1, length).toInstant();
    return new Window(this, from, to, now, now.minus(Duration.between(from, to).dividedBy(PARTS)));
  }
}
