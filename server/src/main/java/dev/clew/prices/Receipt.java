// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import org.jspecify.annotations.Nullable;

/// What a job of pricing anew does or has done.
///
/// @param state `running`, `done`, `stopped` or `failed`
/// @param from of the range, as `to` in ISO 8601
/// @param costBeforeUsd of all runs in the range
/// @param costAfterUsd `null` until the job has ended
/// @param error what went wrong, or who stopped it; empty when nothing did
record Receipt(
    String id,
    String state,
    String from,
    String to,
    long runsTotal,
    long runsDone,
    @Nullable Double costBeforeUsd,
    @Nullable Double costAfterUsd,
    String startedAt,
    @Nullable String endedAt,
    String error) {

  static final String RUNNING = "running";

  Receipt progressed(long done) {
    return new Receipt(
        id, state, from, to, runsTotal, done, costBeforeUsd, null, startedAt, null, "");
  }

  Receipt ended(String how, @Nullable Double after, String at, String why) {
    return new Receipt(
        id, how, from, to, runsTotal, runsDone, costBeforeUsd, after, startedAt, at, why);
  }
}
