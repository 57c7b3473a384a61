// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.Quirk;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import dev.clew.semconv.dialect.Field;
import org.jspecify.annotations.Nullable;

/// Brings reported tokens to the canonical meaning: input includes the cache, output includes
/// reasoning (algorithm: semconv §4.2).
final class Usages {

  private static final String CACHE = "cache ";
  private static final String REASONING = "reasoning ";

  private Usages() {}

  /// Which of them a conflict of figures is.
  static Quirk quirk(String conflict) {
    if (conflict.startsWith(CACHE)) {
      return Quirk.CACHE_ABOVE_INPUT;
    }
    return conflict.startsWith(REASONING) ? Quirk.REASONING_ABOVE_OUTPUT : Quirk.TOTAL_MISMATCH;
  }

  /// @param read what was said, which may hold an answer of the model
  static Usage of(
      Draft draft,
      Operation op,
      @Nullable String provider,
      @Nullable Boolean stream,
      ContentReader.Result read) {
    // Reading an earlier answer costs nothing, whatever its usage block repeats.
    if (op == Operation.RESPONSE_FETCH) {
      return Usage.UNKNOWN;
    }
    var tokens = Tokens.of(draft, op);
    if (isPlaceholder(tokens, stream, read.answered() || isFinished(draft, op))) {
      return Usage.UNKNOWN;
    }
    var usage = normalise(tokens, draft.origin().cache(), provider, op, read.answered());
    if (!usage.isKnown()) {
      return usage;
    }
    // Agent and workflow spans repeat the sum of their calls under the same names (§4.4).
    if (!op.isModelCall()) {
      return usage.withBasis(UsageBasis.AGGREGATE);
    }
    return !Boolean.FALSE.equals(stream) && Estimates.isMadeUp(draft, tokens, read.content())
        ? usage.withBasis(UsageBasis.ESTIMATED)
        : usage;
  }

  /// Streams without usage are often written as zeros (§4.2); no call has an empty prompt and an
  /// answer.
  private static boolean isPlaceholder(Tokens tokens, @Nullable Boolean stream, boolean answered) {
    boolean isZero =
        Tokens.orZero(tokens.input()) == 0
            && Tokens.orZero(tokens.output()) == 0
            && Tokens.orZero(tokens.total()) == 0;
    return isZero && (answered || Boolean.TRUE.equals(stream));
  }

  /// A model that stopped has answered, though nothing of it was written down.
  private static boolean isFinished(Draft draft, Operation op) {
    return op != Operation.EMBEDDINGS && draft.has(Field.FINISH_REASONS);
  }

  private static Usage normalise(
      Tokens tokens,
      CacheCounting counting,
      @Nullable String provider,
      Operation op,
      boolean answered) {
    var basis = UsageBasis.REPORTED;
    var input = tokens.input();
    var output = tokens.output();
    var total = tokens.total();
    String conflict = null;

    if (input != null && isExclusive(tokens, input, counting, provider)) {
      if (counting == CacheCounting.INCLUSIVE) {
        conflict = CACHE + tokens.cached() + " above input " + input;
      }
      input += tokens.cached();
    }
    if (output != null && tokens.reasoning() != null && isOnTop(tokens, input, output)) {
      // Langfuse counts in buckets that share nothing; then the total tells.
      if (tokens.reasoning() > output && !hasAll(total, input, output + tokens.reasoning())) {
        conflict = REASONING + tokens.reasoning() + " above output " + output;
      }
      output += tokens.reasoning();
    }
    var reasoning = tokens.reasoning();
    if (reasoning == null && output != null && isGoogle(provider)) {
      long thoughts = beyond(total, input, output);
      if (thoughts > 0) {
        reasoning = thoughts;
        output += thoughts;
        basis = UsageBasis.DERIVED;
      }
    }
    if (output != null && output == 0 && answered && op != Operation.EMBEDDINGS) {
      output = null;
    }
    if (total != null && input == null && total >= Tokens.orZero(output)) {
      input = total - Tokens.orZero(output);
      basis = UsageBasis.DERIVED;
    } else if (total != null && input != null && output == null && total > input) {
      output = total - input;
      basis = UsageBasis.DERIVED;
    }
    if (conflict == null && total != null && isOff(total, input, output)) {
      conflict = "total " + total + " is not input " + input + " + output " + output;
    }
    boolean known = input != null || output != null;
    return new Usage(
        input,
        output,
        tokens.cacheRead(),
        tokens.cacheWrite(),
        reasoning,
        known ? basis : null,
        conflict,
        tokens.details());
  }

  /// Figures prove more than tables: a cache larger than the input is not inside it.
  private static boolean isExclusive(
      Tokens tokens, long input, CacheCounting counting, @Nullable String provider) {
    long cached = tokens.cached();
    if (cached == 0) {
      return false;
    }
    if (cached > input) {
      return true;
    }
    return switch (counting) {
      case INCLUSIVE -> false;
      case EXCLUSIVE -> true;
      case UNKNOWN -> {
        if (tokens.total() != null && tokens.output() != null) {
          long rest = tokens.total() - tokens.output();
          yield rest == input + cached
              || rest == input + cached + Tokens.orZero(tokens.reasoning());
        }
        // Both pass their own figures on where nobody adds them up; the conventions have required
        // it since they have had names of their own for cached tokens.
        yield "aws.bedrock".equals(provider)
            || ("anthropic".equals(provider) && !tokens.conventional());
      }
    };
  }

  /// @param input with the cache in it
  private static boolean isOnTop(Tokens tokens, @Nullable Long input, long output) {
    long reasoning = Tokens.orZero(tokens.reasoning());
    if (reasoning == 0) {
      return false;
    }
    if (reasoning > output) {
      return true;
    }
    if (tokens.total() == null || tokens.input() == null || input == null) {
      return false;
    }
    long rest = tokens.total() - output - reasoning;
    return rest == tokens.input() || rest == input;
  }

  /// Gemini counts thoughts beside the answer (§4.1); some senders pass on the answer and the total
  /// only.
  private static boolean isGoogle(@Nullable String provider) {
    return provider != null && provider.startsWith("gcp.");
  }

  /// What the total has more than its parts; 0 where it is not known.
  private static long beyond(@Nullable Long total, @Nullable Long input, long output) {
    return total == null || input == null ? 0 : total - input - output;
  }

  private static boolean hasAll(@Nullable Long total, @Nullable Long input, long output) {
    return total != null && input != null && total == input + output;
  }

  private static boolean isOff(long total, @Nullable Long input, @Nullable Long output) {
    return input != null
        && output != null
        && Math.abs(total - input - output) * 100 > Math.max(1, input + output);
  }
}
