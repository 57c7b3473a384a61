// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// Tokens of one call. `null` is unknown, which is not zero.
///
/// Canonical meaning, whatever the sender's: input includes cache reads and writes, output includes
/// reasoning; the other classes are parts of these two.
///
/// @param conflict why the figures as sent contradict each other; `null` when they do not
public record Usage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    @Nullable UsageBasis basis,
    @Nullable String conflict) {

  public static final Usage UNKNOWN = new Usage(null, null, null, null, null, null, null);

  public boolean isKnown() {
    return input != null || output != null;
  }

  public Usage withBasis(UsageBasis newBasis) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, newBasis, conflict);
  }
}
