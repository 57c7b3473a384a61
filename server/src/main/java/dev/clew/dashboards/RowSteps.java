// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a range is cut: at round times, so that charts of different sources have the same steps.
///
/// @param firstMs when the first step begins, in milliseconds since 1970
record RowSteps(long firstMs, long stepMs, int count) {

  private static final Pattern STEP = Pattern.compile("(\\d{1,9})([smhd]?)");
  private static final int MAX_STEPS = 1_000;

  /// @param text seconds, or a number with s, m, h, d; `null` for one step over the whole range
  static RowSteps of(TimeRange range, @Nullable String text) {
    long from = range.from().toEpochMilli();
    long length = Math.max(1, range.to().toEpochMilli() - from);
    if (text == null) {
      return new RowSteps(from, length, 1);
    }
    long step = millis(text);
    if (step <= 0 || length / step > MAX_STEPS) {
      throw new AppException(
          ErrorCode.INVALID,
          "step: %s (expected: such as 60s, 5m, 1h, long enough for at most %d steps in the range)"
              .formatted(text, MAX_STEPS));
    }
    long first = Math.floorDiv(from, step) * step;
    return new RowSteps(
        first, step, Math.toIntExact(Math.ceilDiv(range.to().toEpochMilli() - first, step)));
  }

  /// 0 for what is no step.
  private static long millis(String text) {
    var step = STEP.matcher(text);
    if (!step.matches()) {
      return 0;
    }
    long unit =
        switch (step.group(2)) {
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    return Long.parseLong(step.group(1)) * unit;
  }
}
