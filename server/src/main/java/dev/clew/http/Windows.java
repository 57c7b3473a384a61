// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Newest first needs only the newest: growing parts of a range are tried in turn, until a page is
/// full.
public final class Windows {

  private static final List<Duration> LENGTHS =
      List.of(Duration.ofMinutes(2), Duration.ofMinutes(20), Duration.ofHours(3));

  private Windows() {}

  /// @param grow false for the whole range at once
  public static List<TimeRange> newestFirst(TimeRange range, boolean grow) {
    var windows = new ArrayList<TimeRange>();
    if (grow) {
      for (var length : LENGTHS) {
        if (length.compareTo(range.length()) < 0) {
          windows.add(new TimeRange(range.to().minus(length), range.to()));
        }
      }
    }
    windows.add(range);
    return windows;
  }

  /// The number in a cursor.
  public static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new AppException(
          ErrorCode.INVALID, "cursor: not one that this list has given; start again without it", e);
    }
  }
}
