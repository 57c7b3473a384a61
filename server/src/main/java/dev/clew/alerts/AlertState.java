// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// A group of a rule that is not well. Who is well has no state.
///
/// @param member the group; empty without grouping
/// @param sinceMs when it was first bad, in milliseconds since 1970
/// @param lastBadMs when it was last bad
/// @param isTold whether channels were told that it fires
record AlertState(
    String rule,
    String member,
    Phase phase,
    long sinceMs,
    long lastBadMs,
    double value,
    double threshold,
    boolean isTold) {

  /// How far it is.
  enum Phase {
    /// Bad, but not yet for long enough.
    PENDING,
    FIRING,
    /// Well again; only in what changed and what is told.
    RESOLVED;

    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  String key() {
    return rule + " " + member;
  }
}
