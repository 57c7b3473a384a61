// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.http.TimeRange;

/// How a range is cut: whole seconds at round times, so that a chart which is asked again keeps its
/// steps. With one point, the range as it is.
record RowSteps(long firstMs, long stepMs, int count) {

  private static final long[] ROUND_SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400
  };

  static RowSteps of(TimeRange range, int about) {
    long from = range.from().toEpochMilli();
    long length = Math.max(1, range.to().toEpochMilli() - from);
    if (about == 1) {
      return new RowSteps(from, length, 1);
    }
    long step = step(length, about);
    long first = Math.floorDiv(from, step) * step;
    return new RowSteps(
        first, step, Math.toIntExact(Math.ceilDiv(range.to().toEpochMilli() - first, step)));
  }

  private static long step(long lengthMs, int about) {
    for (long seconds : ROUND_SECONDS) {
      if (lengthMs / (seconds * 1_000) <= about) {
        return seconds * 1_000;
      }
    }
    return Math.ceilDiv(lengthMs, about * 86_400_000L) * 86_400_000L;
  }
}
