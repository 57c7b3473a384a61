// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.model.SpanId;

/// What is known of one charged call's time. Milliseconds; NaN is unknown. Tokens; -1 is unknown.
///
/// @param firstMs until the first token, as the caller saw it; NaN when it did not stream
/// @param uncached prompt tokens without those read from the cache
/// @param isCacheKnown false: nobody said, so all of the prompt counts as uncached
/// @param prompt of the call before it in the same conversation: what could be in the cache; 0 when
///   it is the first
/// @param retryMs spent on attempts before the one that was answered
/// @param seen what others than the caller saw of the call
record Measured(
    SpanId span,
    CostKey key,
    String service,
    String agent,
    long startNs,
    double durationMs,
    double firstMs,
    long uncached,
    long cached,
    long output,
    boolean isCacheKnown,
    boolean hasFailed,
    long prompt,
    double retryMs,
    Seen seen) {

  /// What a gateway and an engine saw. NaN is unknown.
  ///
  /// @param gatewayMs until the gateway had sent the last chunk
  /// @param engineDecodeMs from the first token to the last
  record Seen(
      double gatewayFirstMs,
      double gatewayMs,
      double engineQueueMs,
      double enginePrefillMs,
      double engineDecodeMs) {

    static final Seen NOTHING =
        new Seen(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    boolean isEngine() {
      return !Double.isNaN(engineQueueMs) && !Double.isNaN(enginePrefillMs);
    }
  }

  boolean streams() {
    return key.streams();
  }

  /// Time per output token after the first (latency.md §5.1); NaN when it is not known.
  double tpotMs() {
    if (output < 2) {
      return Double.NaN;
    }
    if (streams()) {
      return (durationMs - firstMs) / (output - 1);
    }
    return seen.engineDecodeMs() / (output - 1);
  }

  /// Between the caller and who answered.
  double networkMs() {
    if (seen.isEngine()) {
      double engine =
          seen.engineQueueMs() + seen.enginePrefillMs() + (streams() ? 0 : decodeOfEngine());
      return Math.max(0, (streams() ? firstMs : durationMs) - engine);
    }
    if (streams() && !Double.isNaN(seen.gatewayFirstMs())) {
      return Math.max(0, firstMs - seen.gatewayFirstMs());
    }
    return !streams() && !Double.isNaN(seen.gatewayMs())
        ? Math.max(0, durationMs - seen.gatewayMs())
        : 0;
  }

  /// Known to have waited at the engine; 0 when nobody says.
  double queueMs() {
    return seen.isEngine() ? seen.engineQueueMs() : 0;
  }

  /// What a cost model explains: until the first token, or the end of a call that does not stream.
  double modelledMs() {
    double until = streams() ? firstMs : durationMs;
    return Math.max(0, until - networkMs() - queueMs());
  }

  /// How much later the caller was done with the answer than the gateway was, beyond the delay of
  /// the first token.
  double stallMs() {
    double stall =
        streams() ? durationMs - seen.gatewayMs() - (firstMs - seen.gatewayFirstMs()) : Double.NaN;
    return Double.isNaN(stall) ? 0 : Math.max(0, stall);
  }

  /// Whether there is enough to compare it with others.
  boolean isComparable() {
    return !hasFailed && uncached >= 0 && output >= 0 && durationMs > 0;
  }

  long endNs() {
    return startNs + (long) (durationMs * 1e6);
  }

  private double decodeOfEngine() {
    return Double.isNaN(seen.engineDecodeMs()) ? 0 : seen.engineDecodeMs();
  }
}
