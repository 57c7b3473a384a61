// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.model.Usage;
import org.jspecify.annotations.Nullable;

/// The tokens of a call without contradictions: parts are never more than the whole.
///
/// @param inputKnown false when nobody said how long the prompt was; `input` is 0 then
/// @param cacheKnown false when nobody said what came from a cache
/// @param isConsistent the figures as sent agree with each other
public record Tokens(
    long input,
    long cacheRead,
    long cacheWrite,
    long output,
    long reasoning,
    boolean inputKnown,
    boolean cacheKnown,
    boolean isConsistent) {

  public static Tokens of(Usage usage) {
    long input = known(usage.input());
    long read = Math.min(known(usage.cacheRead()), input);
    long write = Math.min(known(usage.cacheWrite()), input - read);
    long output = known(usage.output());
    long reasoning = Math.min(known(usage.reasoning()), output);
    boolean isConsistent =
        usage.conflict() == null
            && read == known(usage.cacheRead())
            && write == known(usage.cacheWrite())
            && reasoning == known(usage.reasoning());
    return new Tokens(
        input,
        read,
        write,
        output,
        reasoning,
        usage.input() != null && usage.input() >= 0,
        usage.cacheRead() != null,
        isConsistent);
  }

  long uncached() {
    return input - cacheRead - cacheWrite;
  }

  private static long known(@Nullable Long tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }
}
