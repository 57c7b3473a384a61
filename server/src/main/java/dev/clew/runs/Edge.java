// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import org.jspecify.annotations.Nullable;

/// Calls of one run from one service to another that began in one minute and took about as long.
///
/// @param minute seconds since 1970
/// @param callee a service, or what one called that sends no spans
/// @param durationClass see [#durationClass]
record Edge(long minute, Node caller, Node callee, int durationClass) {

  /// How a node got its name, which is also how its traces are found.
  enum KnownBy {
    /// Nobody: the caller of a trace's first span.
    NOTHING,
    /// Its own spans.
    SERVICE,
    PROVIDER,
    MCP_SERVER,
    /// What a client calls it.
    PEER
  }

  /// One end of a call.
  ///
  /// @param layer as in `spans`; empty when nobody knows
  record Node(String name, String layer, KnownBy knownBy) {

    static final Node OUTSIDE = new Node("", "", KnownBy.NOTHING);
  }

  /// How many calls, and what they used.
  record Totals(long calls, long errors, long inputTokens, long outputTokens) {

    Totals plus(@Nullable Totals other) {
      return other == null
          ? this
          : new Totals(
              calls + other.calls,
              errors + other.errors,
              inputTokens + other.inputTokens,
              outputTokens + other.outputTokens);
    }
  }

  private static final int CLASSES_PER_DOUBLING = 8;
  private static final double SMALLEST_NS = 1_000;

  /// Durations within 9 % of each other: eighths of a doubling, from one microsecond. Counts of
  /// classes add up over runs, which quantiles do not.
  static int durationClass(long durationNs) {
    double times = Math.max(1, durationNs / SMALLEST_NS);
    double doublings = Math.log(times) / Math.log(2);
    return (int) Math.round(CLASSES_PER_DOUBLING * doublings);
  }
}
