// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// How long a period of the roll-up is. Periods begin at round times, and an hour is four quarters.
public enum Length {
  /// Long enough that few rows are kept, short enough that little is left over at both ends of a
  /// range.
  QUARTER(900),
  /// For ranges of days.
  HOUR(3_600);

  private final int seconds;

  Length(int seconds) {
    this.seconds = seconds;
  }

  public int seconds() {
    return seconds;
  }

  /// Where the period begins in which a time lies.
  ///
  /// @param second since 1970
  long begin(long second) {
    return second - second % seconds;
  }

  /// The lengths whose periods fit into steps without being cut.
  ///
  /// @param stepMs 0 for one step, however long
  public static List<Length> dividing(long stepMs) {
    return Arrays.stream(values()).filter(one -> stepMs % (one.seconds * 1_000L) == 0).toList();
  }

  /// The lengths that are no longer than `most`.
  public static List<Length> upTo(Duration most) {
    return Arrays.stream(values()).filter(one -> one.seconds <= most.toSeconds()).toList();
  }
}
