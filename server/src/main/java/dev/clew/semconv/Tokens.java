// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.Usage.Details;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.Rule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Token figures as one vocabulary reported them.
///
/// @param details parts that are priced apart
/// @param conventional whether the cached tokens have their names from the conventions (1.40 and
///   later), which require that input includes them
record Tokens(
    @Nullable Long input,
    @Nullable Long output,
    @Nullable Long total,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long reasoning,
    Details details,
    boolean conventional) {

  static final Tokens NONE = new Tokens(null, null, null, null, null, null, Details.NONE, false);

  /// The tuple of a single vocabulary: inclusion rules differ, so they are never mixed (semconv
  /// §5.1 rule 4). The one with most figures wins, then the order of [RuleBook#DIALECTS].
  static Tokens of(Draft draft, Operation op) {
    if (!draft.has(Field.INPUT_TOKENS)
        && !draft.has(Field.OUTPUT_TOKENS)
        && !draft.has(Field.TOTAL_TOKENS)
        && !draft.has(Field.USAGE)) {
      return NestedUsage.of(draft, op);
    }
    var best = NONE;
    for (int dialect = draft.dialectAfter(-1);
        dialect >= 0;
        dialect = draft.dialectAfter(dialect)) {
      var tokens = of(draft, dialect).filledFrom(UsageJson.of(draft.value(Field.USAGE, dialect)));
      if (tokens.size() > best.size()) {
        best = tokens;
      }
    }
    return best.isWhole() ? best : best.confirmedBy(NestedUsage.ofProvider(draft, op));
  }

  private boolean isWhole() {
    return input == null || output == null || (total != null && cacheRead != null);
  }

  /// The provider's own block for the same call, which the answer may hold: it tells whether input
  /// has the cache in it, and what the cache and the reasoning were where the emitter leaves them
  /// out.
  private Tokens confirmedBy(Tokens own) {
    var whole = own.input;
    if (whole == null || !Objects.equals(output, own.output)) {
      return this;
    }
    if (isLeftOutOf(own)) {
      return withInput(whole);
    }
    boolean isAdded = own.cached() > 0 && Objects.equals(input, whole + own.cached());
    if (!isAdded && !Objects.equals(input, whole)) {
      return this;
    }
    return new Tokens(
        input,
        output,
        total == null && isAdded ? Long.valueOf(orZero(input) + orZero(output)) : total,
        own.cached() > 0 && cacheRead == null ? own.cacheRead : cacheRead,
        own.cached() > 0 && cacheWrite == null ? own.cacheWrite : cacheWrite,
        reasoning == null ? own.reasoning : reasoning,
        details,
        conventional);
  }

  /// OpenInference for LangChain once wrote what Anthropic charges in full, and the cache beside
  /// it; LangChain's own sum in the answer tells.
  private boolean isLeftOutOf(Tokens own) {
    return own.cached() > 0
        && own.cached() == cached()
        && Objects.equals(own.input, orZero(input) + cached());
  }

  private Tokens withInput(Long whole) {
    return new Tokens(whole, output, null, cacheRead, cacheWrite, reasoning, details, conventional);
  }

  private static Tokens of(Draft draft, int dialect) {
    return new Tokens(
        Coercion.tokens(draft.value(Field.INPUT_TOKENS, dialect)),
        Coercion.tokens(draft.value(Field.OUTPUT_TOKENS, dialect)),
        Coercion.tokens(draft.value(Field.TOTAL_TOKENS, dialect)),
        Coercion.tokens(draft.value(Field.CACHE_READ_TOKENS, dialect)),
        Coercion.tokens(draft.value(Field.CACHE_WRITE_TOKENS, dialect)),
        Coercion.tokens(draft.value(Field.REASONING_TOKENS, dialect)),
        details(draft, dialect),
        isConventional(draft.rule(Field.CACHE_READ_TOKENS, dialect))
            || isConventional(draft.rule(Field.CACHE_WRITE_TOKENS, dialect)));
  }

  private Tokens filledFrom(Tokens block) {
    return block.size() == 0
        ? this
        : new Tokens(
            input == null ? block.input : input,
            output == null ? block.output : output,
            total == null ? block.total : total,
            cacheRead == null ? block.cacheRead : cacheRead,
            cacheWrite == null ? block.cacheWrite : cacheWrite,
            reasoning == null ? block.reasoning : reasoning,
            details.equals(Details.NONE) ? block.details : details,
            conventional);
  }

  private static Details details(Draft draft, int dialect) {
    return draft.hasTokenDetails()
        ? new Details(
            Coercion.tokens(draft.value(Field.CACHE_WRITE_HOUR_TOKENS, dialect)),
            Coercion.tokens(draft.value(Field.INPUT_AUDIO_TOKENS, dialect)),
            Coercion.tokens(draft.value(Field.OUTPUT_AUDIO_TOKENS, dialect)),
            Coercion.tokens(draft.value(Field.INPUT_IMAGE_TOKENS, dialect)),
            Coercion.tokens(draft.value(Field.OUTPUT_IMAGE_TOKENS, dialect)))
        : Details.NONE;
  }

  private static boolean isConventional(@Nullable Rule rule) {
    return rule != null && rule.key().endsWith(".input_tokens");
  }

  private int size() {
    return count(input)
        + count(output)
        + count(total)
        + count(cacheRead)
        + count(cacheWrite)
        + count(reasoning);
  }

  boolean isReported() {
    return input != null || output != null || total != null;
  }

  private static int count(@Nullable Long figure) {
    return figure == null ? 0 : 1;
  }

  long cached() {
    return orZero(cacheRead) + orZero(cacheWrite);
  }

  static long orZero(@Nullable Long figure) {
    return figure == null ? 0 : figure;
  }
}
