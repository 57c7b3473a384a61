// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.Locale;

/// Why a call took longer than calls like it usually do (latency.md §5.4).
enum Verdict {
  NORMAL,
  NETWORK,
  QUEUE,
  MORE_INPUT,
  SLOW_PREFILL,
  LONGER_OUTPUT,
  SLOW_DECODE,
  /// More input, because a prefix that the call before had in the cache was computed again.
  COLD_CACHE,
  /// A stream that came in one piece at the end.
  BUFFERED,
  RETRY,
  CLIENT_STALL,
  /// Of a trace: most of its time went into tools, not models.
  TOOL,
  /// Of a trace: most of its time went into the application between the calls.
  AGENT,
  MIXED,
  /// Too little is known about calls like it.
  UNKNOWN;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
