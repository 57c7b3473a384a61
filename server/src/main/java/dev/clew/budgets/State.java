// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// How a budget stands; the later, the worse.
enum State {
  OK,
  /// What is known is below the limit, but not everything is known.
  UNKNOWN,
  WARNING,
  EXCEEDED;

  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What is known to be used decides as far as it can: more can only be worse.
  ///
  /// @param unknownCalls calls whose use nobody knows
  static State of(double used, double limit, double warnAt, long unknownCalls) {
    if (used > limit) {
      return EXCEEDED;
    }
    if (used >= limit * warnAt) {
      return WARNING;
    }
    return unknownCalls > 0 ? UNKNOWN : OK;
  }
}
