// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import org.jspecify.annotations.Nullable;

/// What a job of judging runs again does or has done.
///
/// @param state `running`, `done`, `stopped` or `failed`
/// @param from of the range, as `to` in ISO 8601
/// @param findingsBefore of all runs in the range
/// @param findingsAfter `null` until the job has ended
/// @param error what went wrong, or what stopped it; empty when nothing did
record JudgingReceipt(
    String id,
    String state,
    String from,
    String to,
    long runsTotal,
    long runsDone,
    long findingsBefore,
    @Nullable Long findingsAfter,
    String startedAt,
    @Nullable String endedAt,
    String error) {

  static final String RUNNING = "running";

  JudgingReceipt progressed(long done) {
    return new JudgingReceipt(
        id, state, from, to, runsTotal, done, findingsBefore, null, startedAt, null, "");
  }

  JudgingReceipt ended(String how, @Nullable Long after, String at, String why) {
    return new JudgingReceipt(
        id, how, from, to, runsTotal, runsDone, findingsBefore, after, startedAt, at, why);
  }
}
