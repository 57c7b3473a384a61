// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.List;

/// How long calls of a key take by their tokens, in milliseconds.
///
/// TTFT ≈ base + perToken·u + perAttention·u·(c + u/2); the end ≈ TTFT + (n − 1)·TPOT (latency.md
/// §5.2). For calls that do not stream only their end is known, so `perOutput` is fitted with the
/// rest.
///
/// @param fittedAtMs since 1970
/// @param calls how many the fit looked at
/// @param fit of the calls that did not wait: share of the variance that the line explains
/// @param slack what calls that did not wait usually took beyond the line
/// @param spread median distance of theirs from it
/// @param typical the reference that single calls are compared with
/// @param byLoad time per output token by calls under way, ascending; empty when nothing streamed
record CostModel(
    CostKey key,
    long fittedAtMs,
    int calls,
    double base,
    double perToken,
    double perAttention,
    double perOutput,
    double fit,
    double slack,
    double spread,
    Typical typical,
    List<Pace> byLoad) {

  CostModel {
    byLoad = List.copyOf(byLoad);
  }

  /// The medians of a key's calls.
  ///
  /// @param tpotMs NaN when nothing streamed
  record Typical(
      long uncached,
      long cached,
      long output,
      double networkMs,
      double tpotMs,
      double tpotSpread,
      double outputLow,
      double outputHigh) {}

  /// Time per output token while `fromLoad` calls or more were under way.
  record Pace(int fromLoad, int calls, double tpotMs) {}

  /// Of a call that does not wait: until the first token, or what comes before the output of a call
  /// that does not stream.
  double prefill(long uncached, long cached) {
    return base + perToken * uncached + perAttention * Sample.attention(uncached, cached);
  }

  double tokenMs() {
    return key.streams() ? typical.tpotMs() : perOutput;
  }

  /// Until the first token of the typical call; NaN for calls that do not stream.
  double typicalFirstMs() {
    return key.streams()
        ? typical.networkMs() + slack + prefill(typical.uncached(), typical.cached())
        : Double.NaN;
  }

  double typicalMs() {
    return typical.networkMs()
        + slack
        + prefill(typical.uncached(), typical.cached())
        + Math.max(0, typical.output() - 1) * tokenMs();
  }

  /// A residual beyond this means that the call waited.
  double waitBound() {
    return Math.max(Limits.WAIT_MS, Limits.WAIT_SPREADS * spread);
  }

  double tpotAt(int load) {
    double at = typical.tpotMs();
    for (var pace : byLoad) {
      if (pace.fromLoad() <= load) {
        at = pace.tpotMs();
      }
    }
    return at;
  }

  /// How long a call of this size would take now.
  Forecast forecast(long uncached, long cached, long output, int load) {
    double before = typical.networkMs() + slack + prefill(uncached, cached);
    double perToken = key.streams() ? tpotAt(load) : perOutput;
    double tail = Math.max(0, output - 1) * perToken;
    double uncertain =
        spread + Math.max(0, output - 1) * (key.streams() ? typical.tpotSpread() : 0);
    return new Forecast(
        before + tail,
        Math.max(0, before + tail - 2 * uncertain),
        before + tail + 2 * uncertain,
        key.streams() ? before : Double.NaN,
        perToken);
  }

  /// @param lowMs two spreads below
  /// @param highMs two spreads above
  /// @param firstMs NaN for calls that do not stream
  record Forecast(double ms, double lowMs, double highMs, double firstMs, double tpotMs) {}
}
