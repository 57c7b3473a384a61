// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Quirk;
import dev.clew.model.RawSpan;
import dev.clew.model.Usage;
import dev.clew.model.Value;
import dev.clew.semconv.dialect.Field;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is odd about a span as it was sent (semconv §5.3).
final class Quirks {

  private final EnumSet<Quirk> found = EnumSet.noneOf(Quirk.class);

  private Quirks() {}

  /// @param cut whether JSON in its content had lost its end
  static List<Quirk> of(Draft draft, Usage usage, boolean cut) {
    var quirks = new Quirks();
    for (int i = 0; i < draft.filled(); i++) {
      quirks.look(draft.field(i), draft.value(i));
    }
    if (usage.conflict() != null) {
      quirks.found.add(Usages.quirk(usage.conflict()));
    }
    quirks.look(draft.span(), cut);
    return quirks.found.isEmpty() ? List.of() : List.copyOf(quirks.found);
  }

  private void look(RawSpan span, boolean cut) {
    var dropped = span.dropped();
    add(Quirk.JSON_CUT, cut);
    add(
        Quirk.DROPPED_BY_SENDER,
        dropped.attributes() > 0 || dropped.events() > 0 || dropped.links() > 0);
    add(Quirk.CLIPPED, dropped.clipped() > 0);
    add(Quirk.ENDS_BEFORE_START, span.endNs() < span.startNs());
  }

  private void add(Quirk quirk, boolean isSo) {
    if (isSo) {
      found.add(quirk);
    }
  }

  private void look(Field field, Value value) {
    switch (field) {
      case INPUT_TOKENS,
          OUTPUT_TOKENS,
          TOTAL_TOKENS,
          CACHE_READ_TOKENS,
          CACHE_WRITE_TOKENS,
          REASONING_TOKENS ->
          tokens(value);
      case TTFT_SECONDS, TTFT_MILLIS, TTFT_NANOS -> number(value);
      case STREAM -> add(Quirk.WRONG_TYPE, Coercion.bool(value) == null);
      case PROVIDER,
          SYSTEM,
          REQUEST_MODEL,
          RESPONSE_MODEL,
          RESPONSE_ID,
          SESSION,
          USER,
          AGENT,
          TOOL_NAME,
          TOOL_CALL_ID ->
          add(Quirk.WRONG_TYPE, isStructure(value));
      default -> {
        // Whatever has no type of its own, or is read in any shape.
      }
    }
  }

  private void tokens(Value value) {
    var number = number(value);
    if (number == null) {
      return;
    }
    if (number < 0) {
      found.add(Quirk.NEGATIVE_TOKENS);
    } else {
      add(Quirk.ABSURD_TOKENS, Coercion.tokens(value) == null);
    }
  }

  private @Nullable Double number(Value value) {
    var number = Coercion.number(value);
    if (value instanceof Value.Text(var text)) {
      // "None" and its like say that there is none.
      boolean isAbsent = number == null && Coercion.name(value) == null && !text.isEmpty();
      add(number == null ? Quirk.WRONG_TYPE : Quirk.NUMBER_AS_TEXT, !isAbsent);
    } else {
      add(Quirk.WRONG_TYPE, number == null && !(value instanceof Value.Real));
      add(Quirk.ABSURD_TOKENS, number == null && value instanceof Value.Real);
    }
    return number;
  }

  private static boolean isStructure(Value value) {
    return switch (value) {
      case Value.Items _, Value.Fields _, Value.Bytes _ -> true;
      case Value.Text _, Value.Whole _, Value.Real _, Value.Bool _, Value.Empty _ -> false;
    };
  }
}
