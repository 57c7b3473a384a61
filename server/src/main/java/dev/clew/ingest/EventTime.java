// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.concurrent.TimeUnit;

/// Where a span is filed by time. What was sent is kept; an absurd start is filed under the time of
/// arrival, so that a wrong clock neither hides a span nor multiplies partitions.
///
/// @param minute seconds since 1970, a multiple of 60
/// @param day days since 1970: the partition
public record EventTime(long minute, long day) {

  private static final long DAY_SECONDS = TimeUnit.DAYS.toSeconds(1);

  /// 2000-01-01: an earlier start means an unset clock (robustness case 30).
  private static final long EARLIEST_SECONDS = 946_684_800L;

  /// A clock may be ahead by this much.
  private static final long AHEAD_SECONDS = DAY_SECONDS;

  /// Older spans share the partition of the day they arrived on.
  private static final long PARTITIONED_SECONDS = 45 * DAY_SECONDS;

  public static EventTime of(long startNs, long nowSeconds) {
    long filed = isAbsurd(startNs, nowSeconds) ? nowSeconds : seconds(startNs);
    long partitioned = filed < nowSeconds - PARTITIONED_SECONDS ? nowSeconds : filed;
    return new EventTime(
        filed - Math.floorMod(filed, 60L), Math.floorDiv(partitioned, DAY_SECONDS));
  }

  /// Whether the clock that said this start was wrong.
  static boolean isAbsurd(long startNs, long nowSeconds) {
    long seconds = seconds(startNs);
    return seconds < EARLIEST_SECONDS || seconds > nowSeconds + AHEAD_SECONDS;
  }

  private static long seconds(long startNs) {
    return Math.floorDiv(startNs, 1_000_000_000L);
  }
}
