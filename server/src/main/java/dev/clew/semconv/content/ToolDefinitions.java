// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.clew.model.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tools that a call offers, each as one compact JSON object. They are copied as tokens: the
/// same schemas come with every call of an agent, and nothing here needs to look inside.
public final class ToolDefinitions {

  private ToolDefinitions() {}

  /// `null` when the value is not a list of tools.
  public static @Nullable List<String> of(Value value) {
    return switch (value) {
      case Value.Text(var text) -> split(text);
      case Value.Items(var items) -> {
        var tools = new ArrayList<String>(items.size());
        for (var item : items) {
          tools.add(
              item instanceof Value.Text(var text) ? compact(text) : Json.node(item).toString());
        }
        yield tools;
      }
      case Value.Fields _ -> List.of(Json.node(value).toString());
      case Value.Bool _, Value.Whole _, Value.Real _, Value.Bytes _, Value.Empty _ -> null;
    };
  }

  /// The text without blanks between its tokens; a JSON string when it is not JSON.
  static String compact(String text) {
    try (var parser = Json.FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        var tool = copy(parser);
        if (parser.nextToken() == null) {
          return tool;
        }
      }
    } catch (IOException e) {
      return quoted(text);
    }
    return quoted(text);
  }

  private static @Nullable List<String> split(String text) {
    var tools = new ArrayList<String>();
    try (var parser = Json.FACTORY.createParser(text)) {
      var first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        return List.of(copy(parser));
      }
      if (first != JsonToken.START_ARRAY) {
        return null;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        tools.add(
            parser.currentToken() == JsonToken.VALUE_STRING
                ? compact(parser.getText())
                : copy(parser));
      }
      return parser.nextToken() == null ? tools : null;
    } catch (IOException e) {
      return null;
    }
  }

  private static String copy(JsonParser parser) throws IOException {
    var out = new StringWriter();
    try (JsonGenerator generator = Json.FACTORY.createGenerator(out)) {
      generator.copyCurrentStructureExact(parser);
    }
    return out.toString();
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }
}
