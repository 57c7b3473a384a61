// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.config.ForwardTarget;
import org.jspecify.annotations.Nullable;

/// What became of the requests for one target since the start.
///
/// @param sent and taken
/// @param dropped because there was no room for them
/// @param refused by the target, for good
/// @param unmatched of which nothing passed the filter
/// @param queued that wait
/// @param queuedBytes on disk
/// @param retries of requests that were not taken at once
/// @param error of the last try; `null` when it worked
public record ForwardState(
    ForwardTarget target,
    long sent,
    long dropped,
    long refused,
    long unmatched,
    long queued,
    long queuedBytes,
    long retries,
    @Nullable String error) {}
