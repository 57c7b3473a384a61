// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// The figures that verdicts depend on. Those without a source are ours.
final class Limits {

  /// Of the difference, for a term to be the verdict (latency.md §5.4).
  static final double SHARE = 0.4;

  /// A call is slow from here on: beyond the typical call of its key by both.
  static final double SLOW_MS = 300;

  static final double SLOW_SHARE = 0.2;

  /// A residual beyond both means waiting: milliseconds, and medians of the residuals' spread
  /// (latency.md §5.4).
  static final double WAIT_MS = 300;

  static final double WAIT_SPREADS = 3;

  /// A stream that came in one piece (latency.md §5.4).
  static final double BUFFERED_SHARE = 0.9;

  static final long BUFFERED_TOKENS = 50;

  /// Below this nobody minds whether a stream was one.
  static final double BUFFERED_MS = 1_000;

  /// Fewer output tokens give no time per token worth counting (latency.md §5.1).
  static final long TPOT_TOKENS = 16;

  /// Calls that a key needs before it has a cost model.
  static final int FIT_CALLS = 100;

  /// How many of them a fit looks at.
  static final int FIT_SAMPLE = 4_000;

  static final int FIT_DAYS = 7;

  /// After so many days a call counts half.
  static final double HALF_LIFE_DAYS = 2;

  /// The lower envelope of the time to the first token: waiting does not tilt it (latency.md §5.3).
  static final double ENVELOPE = 0.25;

  private Limits() {}
}
