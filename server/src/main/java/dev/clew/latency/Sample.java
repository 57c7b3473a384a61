// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// A call as the fit of a cost model sees it.
///
/// @param firstMs until the first token, without what network and queue are known to have taken; of
///   a call that did not stream, until the end
/// @param tpotMs time per output token after the first; NaN when it is not known
/// @param uncached prompt tokens that had to be computed
/// @param cached prompt tokens in front of them that had not
/// @param output output tokens, those of reasoning included
/// @param load calls of the same key that were under way, this one included
/// @param weight what it counts, in (0, 1]: older calls count less
record Sample(
    double firstMs,
    double tpotMs,
    double networkMs,
    long uncached,
    long cached,
    long output,
    int load,
    double weight) {

  /// What prefill computes beyond the linear part: each new token attends to all before it. `u·(c +
  /// u/2)` of latency.md §5.2.
  static double attention(long uncached, long cached) {
    return uncached * (cached + uncached / 2.0);
  }

  double attention() {
    return attention(uncached, cached);
  }
}
