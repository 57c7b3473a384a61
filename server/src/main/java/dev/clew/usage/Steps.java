// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.regex.Pattern;

/// How a range is cut into points.
///
/// @param stepMs at round times; 0 for one point over the whole range
record Steps(TimeRange range, long stepMs) {

  private static final Pattern STEP = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final int MAX_POINTS = 1_000;

  /// `step` of a request: seconds, or a number with s, m, h, d.
  static Steps of(Request request) {
    var range = request.range();
    var text = request.text("step");
    if (text == null) {
      return new Steps(range, 0);
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
      if (stepMs > 0 && range.length().toMillis() / stepMs <= MAX_POINTS) {
        return new Steps(range, stepMs);
      }
    }
    throw new AppException(
        ErrorCode.INVALID,
        "step: %s (expected: such as 60s, 5m, 1h, long enough for at most %d points in the range)"
            .formatted(text, MAX_POINTS));
  }

  Statement bind(Statement statement) {
    return statement.with("step", Math.max(1, stepMs));
  }

  /// SQL of the number of a point.
  ///
  /// @param beganMs SQL of a time in milliseconds since 1970
  String point(String beganMs) {
    return stepMs == 0 ? "toInt64(0)" : "toInt64(intDiv(" + beganMs + ", {step:Int64}))";
  }

  long first() {
    return stepMs == 0 ? 0 : range.from().toEpochMilli() / stepMs;
  }

  long last() {
    return stepMs == 0 ? 0 : (range.to().toEpochMilli() - 1) / stepMs;
  }

  /// When a point begins.
  String time(long point) {
    return stepMs == 0 ? range.from().toString() : Instant.ofEpochMilli(point * stepMs).toString();
  }
}
