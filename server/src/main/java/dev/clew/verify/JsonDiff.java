// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/// Collects where an answer differs from what was expected. Types count: 5, 5.0 and "5" are three
/// values. The order of an object's fields does not.
final class JsonDiff {

  private static final int SHOWN_CHARS = 120;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<String> differences = new ArrayList<>();

  List<String> differences() {
    return differences;
  }

  void compare(String path, String expected, JsonNode actual) {
    compare(path, NODES.textNode(expected), actual);
  }

  void compare(String path, long expected, JsonNode actual) {
    compare(path, NODES.numberNode(expected), actual);
  }

  /// Every value of `expected` must be in `actual`; further fields are fine.
  void compare(String path, JsonNode expected, JsonNode actual) {
    if (expected.isObject() && actual.isObject()) {
      expected
          .properties()
          .forEach(
              field ->
                  compare(
                      path + "." + field.getKey(), field.getValue(), actual.path(field.getKey())));
    } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
      for (int i = 0; i < expected.size(); i++) {
        compare(path + "[" + i + "]", expected.get(i), actual.get(i));
      }
    } else if (!same(expected, actual)) {
      add(path, show(actual), show(expected));
    }
  }

  /// No field of `actual` may be unknown to `expected`.
  void nothingElse(String path, JsonNode expected, JsonNode actual) {
    actual
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!expected.has(key)) {
                add(path + "." + key, show(actual.path(key)), "nothing");
              }
            });
  }

  void add(String path, String actual, String expected) {
    differences.add("%s: %s (expected: %s)".formatted(path, actual, expected));
  }

  private static boolean same(JsonNode expected, JsonNode actual) {
    if (expected.isIntegralNumber() && actual.isIntegralNumber()) {
      return expected.bigIntegerValue().equals(actual.bigIntegerValue());
    }
    if (expected.isFloatingPointNumber() && actual.isFloatingPointNumber()) {
      return Double.compare(expected.doubleValue(), actual.doubleValue()) == 0;
    }
    return expected.equals(actual);
  }

  private static String show(JsonNode node) {
    var text = node.isMissingNode() ? "nothing" : node.toString();
    return text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, SHOWN_CHARS) + "… (" + text.length() + " characters)";
  }
}
