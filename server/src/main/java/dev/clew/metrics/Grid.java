// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.regex.Pattern;

/// How a range of time is cut into steps, which begin at multiples of their length.
///
/// @param first number of the first step since 1970
/// @param points how many steps
record Grid(TimeRange range, long stepMs, long first, int points) {

  private static final Pattern STEP = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final int MAX_POINTS = 11_000;
  private static final int POINTS_UNASKED = 240;
  private static final long[] ROUND_SECONDS = {
    10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400
  };

  /// How far before the range points are read: the first increase needs a point before it.
  private static final long LOOK_BACK_MS = 600_000;

  /// `step` of a request: seconds, or a number with s, m, h, d; without it about 240 steps.
  static Grid of(Request request) {
    var range = request.range();
    var text = request.text("step");
    if (text == null) {
      return of(range, unasked(range));
    }
    var step = STEP.matcher(text);
    if (step.matches()) {
      long unit =
          switch (step.group(2)) {
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            case "d" -> 86_400_000;
            default -> 1_000;
          };
      long stepMs = Long.parseLong(step.group(1)) * unit;
      if (stepMs > 0 && range.length().toMillis() / stepMs < MAX_POINTS) {
        return of(range, stepMs);
      }
    }
    throw new AppException(
        ErrorCode.INVALID,
        "step: %s (expected: such as 60s, 5m, 1h, long enough for at most %d steps in the range)"
            .formatted(text, MAX_POINTS));
  }

  private static Grid of(TimeRange range, long stepMs) {
    long first = range.from().toEpochMilli() / stepMs;
    long last = (range.to().toEpochMilli() - 1) / stepMs;
    return new Grid(range, stepMs, first, (int) (last - first + 1));
  }

  private static long unasked(TimeRange range) {
    for (long seconds : ROUND_SECONDS) {
      if (range.length().toSeconds() / seconds <= POINTS_UNASKED) {
        return seconds * 1_000;
      }
    }
    return (range.length().toDays() / POINTS_UNASKED + 1) * 86_400_000;
  }

  /// Binds `step`, `first_step`, `first_ms`, `end_ms` and `read_ms`: the range, and from where to
  /// read.
  Statement bind(Statement statement) {
    return statement
        .with("step", stepMs)
        .with("first_step", first)
        .with("first_ms", range.from().toEpochMilli())
        .with("end_ms", range.to().toEpochMilli())
        .with("read_ms", readFromMs());
  }

  long readFromMs() {
    return range.from().toEpochMilli() - Math.max(LOOK_BACK_MS, 2 * stepMs);
  }

  /// The index of a step, by its number since 1970; -1 when it is outside.
  int index(long step) {
    long index = step - first;
    return index >= 0 && index < points ? (int) index : -1;
  }

  /// How much of a step lies within the range.
  double seconds(int index) {
    long begin = (first + index) * stepMs;
    long from = Math.max(begin, range.from().toEpochMilli());
    long to = Math.min(begin + stepMs, range.to().toEpochMilli());
    return Math.max(1, to - from) / 1_000.0;
  }

  Instant start() {
    return Instant.ofEpochMilli(first * stepMs);
  }
}
