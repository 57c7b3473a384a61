// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A period at a moment.
///
/// @param end exclusive
/// @param recentFrom since when use counts for the rate; may lie before the period's begin, so that
///   the first minutes of a period do not stand for all of it
record Window(Period period, Instant begin, Instant end, Instant now, Instant recentFrom) {

  /// The first moment whose calls matter.
  Instant from() {
    return recentFrom.isBefore(begin) ? recentFrom : begin;
  }

  /// What will have been used at the end, when the rest of the period goes on like its recent part.
  /// A run has no end to look forward to.
  ///
  /// @param used since the period began
  /// @param recent used since `recentFrom`
  @Nullable Double forecast(double used, double recent) {
    if (period == Period.RUN) {
      return null;
    }
    var left = Duration.between(now, end).toMillis();
    return used + recent * left / Duration.between(recentFrom, now).toMillis();
  }
}
