// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Attribute;
import dev.clew.model.RawSpan;
import dev.clew.model.Value;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.Rule;
import dev.clew.semconv.dialect.RuleBook;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the attributes of one span say, sorted by field and dialect. Filled in one pass, read by
/// the stages of [Conventions], and used again for the next span: this is the hot path.
final class Draft {

  private static final long CONTENT =
      bit(Field.INPUT_MESSAGES)
          | bit(Field.OUTPUT_MESSAGES)
          | bit(Field.SYSTEM_INSTRUCTIONS)
          | bit(Field.TOOL_DEFINITIONS)
          | bit(Field.TOOL_ARGUMENTS)
          | bit(Field.TOOL_RESULT)
          | bit(Field.INPUT_TEXT)
          | bit(Field.OUTPUT_TEXT);

  private static final long TOKEN_DETAILS =
      bit(Field.CACHE_WRITE_HOUR_TOKENS)
          | bit(Field.INPUT_AUDIO_TOKENS)
          | bit(Field.OUTPUT_AUDIO_TOKENS)
          | bit(Field.INPUT_IMAGE_TOKENS)
          | bit(Field.OUTPUT_IMAGE_TOKENS);

  private final @Nullable Rule[] rules = new Rule[RuleBook.DIALECTS.size() * Field.COUNT];
  private final @Nullable Value[] values = new Value[rules.length];
  private final int[] touched = new int[rules.length];
  private int touchedCount;
  private long present;

  /// Of the fields behind the first 64.
  private long presentBeyond;

  /// The dialects that fill any field, a bit each.
  private int spoken;

  private int shown;
  private int primary;
  private RawSpan span;
  private Origin origin;
  private final List<IndexedAttribute> indexed = new ArrayList<>();

  /// An attribute of a field that is spread over many keys.
  record IndexedAttribute(Rule rule, Attribute attribute) {}

  Draft(RawSpan span, Origin origin) {
    this.span = span;
    this.origin = origin;
    read(span, origin);
  }

  void read(RawSpan newSpan, Origin newOrigin) {
    clear();
    span = newSpan;
    origin = newOrigin;
    for (var attribute : newSpan.attributes().entries()) {
      read(attribute);
    }
    primary = detect();
  }

  private void clear() {
    for (int i = 0; i < touchedCount; i++) {
      rules[touched[i]] = null;
      values[touched[i]] = null;
    }
    touchedCount = 0;
    present = 0;
    presentBeyond = 0;
    spoken = 0;
    shown = 0;
    indexed.clear();
  }

  private void read(Attribute attribute) {
    var rule = RuleBook.rule(attribute.key(), origin.dialect());
    if (rule != null) {
      offer(rule, attribute.value());
      return;
    }
    var indexedRule = RuleBook.indexedRule(attribute.key());
    if (indexedRule != null) {
      indexed.add(new IndexedAttribute(indexedRule, attribute));
      shown |= 1 << indexedRule.dialect();
    }
  }

  private void offer(Rule rule, Value value) {
    if (rule.shows()) {
      shown |= 1 << rule.dialect();
    }
    if (isBlank(value)) {
      return;
    }
    int slot = rule.dialect() * Field.COUNT + rule.field().slot();
    var known = rules[slot];
    if (known == null) {
      touched[touchedCount++] = slot;
    } else if (known.rank() <= rule.rank()) {
      return;
    }
    rules[slot] = rule;
    values[slot] = value;
    spoken |= 1 << rule.dialect();
    if (isBeyond(rule.field())) {
      presentBeyond |= bit(rule.field());
    } else {
      present |= bit(rule.field());
    }
  }

  private static boolean isBeyond(Field field) {
    return field.slot() >= Long.SIZE;
  }

  private static long bit(Field field) {
    return 1L << field.slot();
  }

  private static boolean isBlank(Value value) {
    return switch (value) {
      case Value.Empty _ -> true;
      case Value.Text(var text) -> text.isEmpty();
      default -> false;
    };
  }

  private int detect() {
    if (origin.dialect() >= 0) {
      return origin.dialect();
    }
    for (int dialect : RuleBook.DETECTION) {
      if ((shown & 1 << dialect) != 0) {
        return dialect;
      }
    }
    return RuleBook.OTEL;
  }

  RawSpan span() {
    return span;
  }

  Origin origin() {
    return origin;
  }

  /// The dialect that explains the span.
  int primary() {
    return primary;
  }

  /// The next dialect that fills any field, in the order of [RuleBook#DIALECTS].
  ///
  /// @param dialect -1 to begin
  /// @return -1 when no other does
  int dialectAfter(int dialect) {
    int left = spoken & (-1 << (dialect + 1));
    return left == 0 ? -1 : Integer.numberOfTrailingZeros(left);
  }

  boolean has(Field field) {
    return ((isBeyond(field) ? presentBeyond : present) & bit(field)) != 0;
  }

  /// Whether any attribute carries messages, tool definitions, input or output.
  boolean hasContent() {
    return (present & CONTENT) != 0 || !indexed.isEmpty();
  }

  /// Whether any attribute says more of the tokens than most do.
  boolean hasTokenDetails() {
    return (present & TOKEN_DETAILS) != 0;
  }

  /// The value of the primary dialect, else of the first other one that has it.
  @Nullable Value value(Field field) {
    var rule = rule(field);
    return rule == null ? null : value(field, rule.dialect());
  }

  @Nullable Value value(Field field, int dialect) {
    return values[dialect * Field.COUNT + field.slot()];
  }

  /// The rule behind `value(field)`; `null` when no attribute fills the field.
  @Nullable Rule rule(Field field) {
    if (!has(field)) {
      return null;
    }
    var rule = rules[primary * Field.COUNT + field.slot()];
    for (int d = dialectAfter(-1); rule == null && d >= 0; d = dialectAfter(d)) {
      rule = rules[d * Field.COUNT + field.slot()];
    }
    return rule;
  }

  @Nullable Rule rule(Field field, int dialect) {
    return rules[dialect * Field.COUNT + field.slot()];
  }

  /// How many fields are filled, those of each dialect counted.
  int filled() {
    return touchedCount;
  }

  /// @param index from 0 to [#filled]
  Field field(int index) {
    var rule = rules[touched[index]];
    return rule == null ? Field.MARK : rule.field();
  }

  /// @param index from 0 to [#filled]
  Value value(int index) {
    var value = values[touched[index]];
    return value == null ? Value.EMPTY : value;
  }

  @Nullable String text(Field field) {
    return Coercion.text(value(field));
  }

  @Nullable String name(Field field) {
    return Coercion.name(value(field));
  }

  /// In the order sent; not sorted by number.
  List<IndexedAttribute> indexed() {
    return indexed;
  }
}
