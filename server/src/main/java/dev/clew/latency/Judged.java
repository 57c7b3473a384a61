// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// What was found out about a call's time.
///
/// @param expectedMs of the typical call of its key; NaN when the key has no model yet
/// @param expectedFirstMs NaN also for calls that do not stream
/// @param queueMs waiting before prefill, as well as it is known
/// @param prefillMs until the first token without waiting and network; NaN when it is not known
/// @param detail one sentence for the user
record Judged(
    Measured call,
    double expectedMs,
    double expectedFirstMs,
    double expectedTpotMs,
    Terms terms,
    Verdict verdict,
    Evidence evidence,
    double queueMs,
    double prefillMs,
    int load,
    String detail) {

  double differenceMs() {
    return call.durationMs() - expectedMs;
  }
}
