// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// Tokens of one call. `null` is unknown, which is not zero.
///
/// Canonical meaning, whatever the sender's: input includes cache reads and writes, output includes
/// reasoning; the other classes are parts of these two.
///
/// @param conflict why the figures as sent contradict each other; `null` when they do not
/// @param details what is priced apart
public record Usage(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    @Nullable UsageBasis basis,
    @Nullable String conflict,
    Details details) {

  public static final Usage UNKNOWN = new Usage(null, null, null, null, null, null, null);

  /// Parts of the parts, where the sender tells them.
  ///
  /// @param cacheWriteHour of the tokens written to a cache, those that it keeps for an hour;
  ///   `null` leaves them all at the usual five minutes
  public record Details(
      @Nullable Long cacheWriteHour,
      @Nullable Long inputAudio,
      @Nullable Long outputAudio,
      @Nullable Long inputImage,
      @Nullable Long outputImage) {

    public static final Details NONE = new Details(null, null, null, null, null);
  }

  /// A call of text, of which no more is known.
  public Usage(
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long cacheRead,
      @Nullable Long cacheWrite,
      @Nullable Long reasoning,
      @Nullable UsageBasis basis,
      @Nullable String conflict) {
    this(input, output, cacheRead, cacheWrite, reasoning, basis, conflict, Details.NONE);
  }

  public boolean isKnown() {
    return input != null || output != null;
  }

  public Usage withBasis(UsageBasis newBasis) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, newBasis, conflict, details);
  }

  public Usage withConflict(String why) {
    return new Usage(input, output, cacheRead, cacheWrite, reasoning, basis, why, details);
  }
}
