// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import dev.clew.model.Filter;
import dev.clew.model.Filter.Comparison;
import java.util.ArrayList;
import java.util.List;

/// Reads the filter language (docs/api.md, "Filter language"): `service:checkout -status:ok
/// (tokens>20000 OR has:error) "refund policy"`.
public final class FilterParser {

  private static final int MAX_LENGTH = 8_192;
  private static final int MAX_CONDITIONS = 200;
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;
  private int conditions;

  private FilterParser(String text) {
    this.text = text;
  }

  /// @throws FilterException with the position of the first thing that is wrong
  public static Filter parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new FilterException(
          "filter: %d characters (expected: at most %d)".formatted(text.length(), MAX_LENGTH),
          MAX_LENGTH,
          1,
          null);
    }
    var parser = new FilterParser(text);
    var filter = parser.either(0);
    parser.skipSpace();
    if (parser.at < text.length()) {
      throw parser.wrong("unexpected ')'", parser.at, 1);
    }
    return filter;
  }

  private Filter either(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("parentheses nested too deep (expected: at most " + MAX_DEPTH + ")", at, 1);
    }
    var any = new ArrayList<Filter>();
    any.add(every(depth));
    while (takeWord("OR")) {
      any.add(every(depth));
    }
    return any.size() == 1 ? any.getFirst() : new Filter.Or(any);
  }

  private Filter every(int depth) {
    var all = new ArrayList<Filter>();
    while (true) {
      skipSpace();
      if (at >= text.length() || text.charAt(at) == ')' || isWord("OR")) {
        break;
      }
      if (!takeWord("AND")) {
        all.add(one(depth));
      }
    }
    return all.size() == 1 ? all.getFirst() : new Filter.And(all);
  }

  private Filter one(int depth) {
    if (++conditions > MAX_CONDITIONS) {
      throw wrong("too many conditions (expected: at most " + MAX_CONDITIONS + ")", at, 1);
    }
    int start = at;
    if (takeWord("NOT")) {
      skipSpace();
      if (at == text.length() || text.charAt(at) == ')') {
        throw wrong("a condition must follow NOT", start, 3);
      }
      return new Filter.Not(one(depth));
    }
    if (text.charAt(at) == '-' && at + 1 < text.length() && text.charAt(at + 1) != ' ') {
      at++;
      return new Filter.Not(one(depth));
    }
    if (text.charAt(at) == '(') {
      int open = at++;
      var inner = either(depth + 1);
      skipSpace();
      if (at >= text.length()) {
        throw wrong("'(' is never closed", open, 1);
      }
      at++;
      return inner;
    }
    if (text.charAt(at) == '"') {
      return new Filter.Text(quoted(), Filter.Where.ANYWHERE);
    }
    return condition();
  }

  private Filter condition() {
    int start = at;
    while (at < text.length() && isNameCharacter(text.charAt(at))) {
      at++;
    }
    var name = text.substring(start, at);
    if (at < text.length() && !name.isEmpty()) {
      char next = text.charAt(at);
      if (next == ':') {
        at++;
        return is(name, start);
      }
      if (next == '>' || next == '<' || next == '=') {
        return compares(name, start);
      }
    }
    // Not a field after all: a bare word runs to the next space.
    while (at < text.length() && !isBoundary(text.charAt(at))) {
      at++;
    }
    return new Filter.Text(text.substring(start, at), Filter.Where.ANYWHERE);
  }

  private Filter is(String name, int start) {
    int valueStart = at;
    var values = new ArrayList<String>();
    do {
      values.add(value());
    } while (take(','));
    if (values.size() == 1 && values.getFirst().isEmpty()) {
      throw wrong("a value must follow " + name + ":", valueStart - 1, 1);
    }
    return switch (name) {
      case "text" -> new Filter.Text(values.getFirst(), Filter.Where.ANYWHERE);
      case "in" -> new Filter.Text(values.getFirst(), Filter.Where.INPUT);
      case "out" -> new Filter.Text(values.getFirst(), Filter.Where.OUTPUT);
      case "has" ->
          values.getFirst().equals("error")
              ? new Filter.HasError()
              : new Filter.Present(known(values.getFirst(), valueStart).name());
      default -> field(known(name, start), values, valueStart);
    };
  }

  private Filter field(Field field, List<String> values, int position) {
    if (values.equals(List.of("*"))) {
      return new Filter.Present(field.name());
    }
    check(field, values, position);
    return new Filter.Is(field.name(), values);
  }

  private void check(Field field, List<String> values, int position) {
    for (var value : values) {
      boolean wrong =
          switch (field.type()) {
            case NUMBER -> !isNumber(value);
            case ENUM -> !field.values().contains(value) && !value.endsWith("*");
            case BOOLEAN -> !field.values().contains(value);
            case ID -> !value.matches("[0-9a-fA-F]+");
            case STRING, STRINGS -> false;
          };
      if (wrong) {
        throw wrong(
            "%s: %s (expected: %s)"
                .formatted(
                    field.name(),
                    value,
                    field.values().isEmpty()
                        ? field.type() == Field.Type.ID ? "hexadecimal digits" : "a number"
                        : "one of " + String.join(", ", field.values())),
            position,
            Math.max(1, at - position));
      }
    }
  }

  private Filter compares(String name, int start) {
    var field = known(name, start);
    boolean attribute = Fields.isAttribute(field) || Fields.isResource(field);
    if (field.type() != Field.Type.NUMBER && !attribute) {
      throw wrong(name + " is not a number; use " + name + ":value", start, name.length());
    }
    int sign = at;
    char first = text.charAt(at++);
    boolean orEqual = take('=');
    int valueStart = at;
    var value = value();
    if (!isNumber(value)) {
      throw wrong(
          "%s: '%s' (expected: a number)".formatted(name, value),
          valueStart == text.length() ? sign : valueStart,
          Math.max(1, value.length()));
    }
    double number = Double.parseDouble(value);
    return switch (first) {
      case '>' ->
          new Filter.Compares(
              field.name(), orEqual ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER, number);
      case '<' ->
          new Filter.Compares(
              field.name(), orEqual ? Comparison.LESS_OR_EQUAL : Comparison.LESS, number);
      default -> new Filter.Is(field.name(), List.of(value));
    };
  }

  private Field known(String name, int position) {
    var field = Fields.find(name);
    if (field == null) {
      var near = Fields.nearest(name);
      throw new FilterException(
          "unknown field '%s'%s"
              .formatted(name, near == null ? "" : "; did you mean '" + near + "'?"),
          position,
          Math.max(1, name.length()),
          near);
    }
    return field;
  }

  private String value() {
    if (at < text.length() && text.charAt(at) == '"') {
      return quoted();
    }
    int start = at;
    while (at < text.length() && text.charAt(at) != ',' && !isBoundary(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    int open = at++;
    var value = new StringBuilder();
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '"') {
        return value.toString();
      }
      if (next == '\\' && at < text.length()) {
        next = text.charAt(at++);
      }
      value.append(next);
    }
    throw wrong("the quote is never closed", open, text.length() - open);
  }

  private boolean take(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takeWord(String word) {
    skipSpace();
    if (isWord(word)) {
      at += word.length();
      return true;
    }
    return false;
  }

  private boolean isWord(String word) {
    int end = at + word.length();
    return text.startsWith(word, at) && (end == text.length() || isBoundary(text.charAt(end)));
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBoundary(char c) {
    return Character.isWhitespace(c) || c == '(' || c == ')';
  }

  private static boolean isNameCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-' || c == '/' || c == '@';
  }

  private static boolean isNumber(String value) {
    return value.matches("-?\\d{1,18}(\\.\\d{1,9})?");
  }

  private FilterException wrong(String message, int position, int length) {
    return new FilterException(message, position, length, null);
  }
}
