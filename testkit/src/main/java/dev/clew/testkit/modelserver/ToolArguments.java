// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/// Fills in a tool's parameters from the conversation: what looks like an identifier goes where one
/// is asked for, the question itself goes everywhere else.
final class ToolArguments {

  private static final Pattern IDENTIFIER = Pattern.compile("\\b[A-Z]{1,4}-?\\d{3,}\\b");
  private static final Pattern NUMBER = Pattern.compile("\\b\\d{1,6}\\b");
  private static final Pattern ASKS_FOR_IDENTIFIER =
      Pattern.compile("(?i).*(id|number|code)$|.*(order|parcel).*");

  private ToolArguments() {}

  static ObjectNode fill(JsonNode parameters, ChatRequest request) {
    var arguments = JsonNodeFactory.instance.objectNode();
    for (var property : parameters.path("properties").properties()) {
      arguments.set(property.getKey(), value(property.getKey(), property.getValue(), request));
    }
    return arguments;
  }

  private static JsonNode value(String name, JsonNode schema, ChatRequest request) {
    var nodes = JsonNodeFactory.instance;
    if (schema.path("enum").size() > 0) {
      return schema.path("enum").get(0);
    }
    return switch (schema.path("type").asText()) {
      case "integer", "number" -> {
        var digits = latest(NUMBER, List.of(request.question()));
        yield nodes.numberNode(digits.isEmpty() ? 1 : Integer.parseInt(digits));
      }
      case "boolean" -> nodes.booleanNode(true);
      default ->
          nodes.textNode(
              ASKS_FOR_IDENTIFIER.matcher(name).matches()
                  ? latest(IDENTIFIER, request.texts("user"))
                  : request.question());
    };
  }

  /// The last match in the newest text that has one; empty when none has.
  private static String latest(Pattern pattern, List<String> texts) {
    for (var text : texts.reversed()) {
      var matches = pattern.matcher(text).results().toList();
      if (!matches.isEmpty()) {
        return matches.getLast().group();
      }
    }
    return "";
  }
}
