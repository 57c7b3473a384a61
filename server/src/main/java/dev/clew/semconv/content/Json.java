// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.clew.model.Attributes;
import dev.clew.model.Value;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON as senders write it: whole, cut off, or as a structured attribute.
public final class Json {

  /// Some senders put line breaks into strings as they are; nothing is gained by refusing them.
  public static final JsonFactory FACTORY =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS).build();

  private static final ObjectReader READER =
      new ObjectMapper(FACTORY).reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MAX_DEPTH = 64;

  private Json() {}

  /// @param whole whether nothing was missing
  public record Document(JsonNode root, boolean whole) {}

  /// `null` when the value is not JSON, not even the beginning of some.
  public static @Nullable Document document(Value value) {
    return switch (value) {
      case Value.Text(var text) -> document(text);
      case Value.Items(var items) -> new Document(items(items, 0), true);
      case Value.Fields(var fields) -> new Document(fields(fields, 0), true);
      case Value.Bool _, Value.Whole _, Value.Real _, Value.Bytes _, Value.Empty _ -> null;
    };
  }

  static @Nullable Document document(String text) {
    if (!looksLikeJson(text)) {
      return null;
    }
    var root = parse(text);
    if (root != null) {
      return new Document(root, true);
    }
    var closed = CutJson.close(text);
    var cut = closed == null ? null : parse(closed);
    return cut == null ? null : new Document(cut, false);
  }

  /// The compact JSON text of a value that may be JSON already.
  static String text(JsonNode node) {
    return node.isTextual() && isWhole(node.textValue()) ? node.textValue() : node.toString();
  }

  /// Whether the text is one complete JSON object, array, number or word.
  static boolean isWhole(String text) {
    if (!couldBeJson(text)) {
      return false;
    }
    try (var parser = FACTORY.createParser(text)) {
      var first = parser.nextToken();
      if (first == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static @Nullable JsonNode parse(String text) {
    try {
      var node = READER.readTree(text);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static boolean looksLikeJson(String text) {
    char first = firstChar(text);
    return first == '[' || first == '{' || first == '"';
  }

  private static boolean couldBeJson(String text) {
    char first = firstChar(text);
    return "[{\"-tfn".indexOf(first) >= 0 || (first >= '0' && first <= '9');
  }

  private static char firstChar(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        return text.charAt(i);
      }
    }
    return ' ';
  }

  public static JsonNode node(Value value) {
    return node(value, 0);
  }

  private static JsonNode node(Value value, int depth) {
    var nodes = JsonNodeFactory.instance;
    return switch (value) {
      case Value.Text(var text) -> TextNode.valueOf(text);
      case Value.Bool(var bool) -> nodes.booleanNode(bool);
      case Value.Whole(var number) -> nodes.numberNode(number);
      case Value.Real(var number) -> nodes.numberNode(number);
      case Value.Bytes(var bytes) -> {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        yield nodes.binaryNode(copy);
      }
      case Value.Empty _ -> nodes.nullNode();
      case Value.Items(var items) -> depth > MAX_DEPTH ? nodes.nullNode() : items(items, depth);
      case Value.Fields(var fields) -> depth > MAX_DEPTH ? nodes.nullNode() : fields(fields, depth);
    };
  }

  private static JsonNode items(List<Value> items, int depth) {
    var array = JsonNodeFactory.instance.arrayNode(items.size());
    for (var item : items) {
      array.add(node(item, depth + 1));
    }
    return array;
  }

  private static JsonNode fields(Attributes fields, int depth) {
    var object = JsonNodeFactory.instance.objectNode();
    for (var field : fields) {
      object.set(field.key(), node(field.value(), depth + 1));
    }
    return object;
  }
}
