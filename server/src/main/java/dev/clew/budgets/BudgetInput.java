// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Reads a budget that somebody sends, strictly: a limit that was misread would limit nothing.
final class BudgetInput {

  private static final int MAX_TEXT = 200;
  private static final double MAX_LIMIT = 1e15;
  private static final double WARN_AT = 0.8;
  private static final Set<String> FIELDS =
      Set.of("name", "scope", "period", "unit", "limit", "warn_at");
  private static final Set<String> SCOPE_FIELDS = Set.of("kind", "value");

  private BudgetInput() {}

  /// @throws AppException that names the field and what is expected
  static Budget read(JsonNode body, String id, String createdAt) {
    onlyKnown("", body, FIELDS);
    var name = text(body, "name", "name");
    if (name.isEmpty()) {
      throw invalid("name", name, "1 to %d characters".formatted(MAX_TEXT));
    }
    return new Budget(
        id,
        name,
        scope(body.path("scope")),
        one("period", body.path("period"), Period.values(), Period::label),
        one("unit", body.path("unit"), Unit.values(), Unit::label),
        number("limit", body.path("limit"), MAX_LIMIT),
        body.path("warn_at").isMissingNode() ? WARN_AT : number("warn_at", body.path("warn_at"), 1),
        createdAt);
  }

  private static Scope scope(JsonNode scope) {
    if (!scope.isObject()) {
      throw invalid("scope", scope.asText(), "such as {\"kind\": \"service\", \"value\": \"*\"}");
    }
    onlyKnown("scope.", scope, SCOPE_FIELDS);
    var kind = one("scope.kind", scope.path("kind"), Scope.Kind.values(), Scope.Kind::label);
    var value = text(scope, "value", "scope.value");
    if (kind == Scope.Kind.PROJECT && !value.isEmpty()) {
      throw invalid("scope.value", value, "nothing: a project is one whole");
    }
    if (kind != Scope.Kind.PROJECT && value.isEmpty()) {
      throw invalid("scope.value", value, "a name, or * for each alone");
    }
    return new Scope(kind, value);
  }

  private static void onlyKnown(String prefix, JsonNode object, Set<String> known) {
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw invalid(prefix + field.getKey(), "", "of " + known.stream().sorted().toList());
      }
    }
  }

  private static <E> E one(String field, JsonNode node, E[] values, Function<E, String> label) {
    for (var value : values) {
      if (label.apply(value).equals(node.asText())) {
        return value;
      }
    }
    List<String> labels = Arrays.stream(values).map(label).toList();
    throw invalid(field, node.asText(), "of " + labels);
  }

  private static double number(String field, JsonNode node, double most) {
    double number = node.isNumber() ? node.asDouble() : -1;
    if (!(number > 0 && number <= most)) {
      throw invalid(field, node.asText(), "a number above 0, at most %.0f".formatted(most));
    }
    return number;
  }

  private static String text(JsonNode object, String key, String field) {
    var node = object.path(key);
    if (!node.isMissingNode() && !node.isTextual()) {
      throw invalid(field, node.asText(), "text");
    }
    var text = node.asText("").strip();
    if (text.length() > MAX_TEXT) {
      throw invalid(field, text, "at most %d characters".formatted(MAX_TEXT));
    }
    return text;
  }

  private static AppException invalid(String field, String value, String expected) {
    return new AppException(
        ErrorCode.INVALID, "%s: %s (expected: %s)".formatted(field, shortened(value), expected));
  }

  private static String shortened(String value) {
    return value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) + "…" : value;
  }
}
