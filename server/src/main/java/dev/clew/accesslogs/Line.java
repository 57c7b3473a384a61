// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.Value;
import dev.clew.semconv.Decimal;
import dev.clew.semconv.content.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The fields of a logged JSON object, read as what they should have been: numbers in strings,
/// objects in strings, `-` and empty text for "absent", and what a length limit left of a longer
/// line.
final class Line {

  private static final Line EMPTY = new Line(JsonNodeFactory.instance.objectNode());
  private static final double MAX_WHOLE = 1e15;

  private final ObjectNode fields;

  private Line(ObjectNode fields) {
    this.fields = fields;
  }

  /// `null` when the text is not a JSON object, not even the beginning of one.
  static @Nullable Line parse(String text) {
    var document = Json.document(Value.of(text));
    return document != null && document.root() instanceof ObjectNode object
        ? new Line(object)
        : null;
  }

  boolean has(String name) {
    return fields.has(name);
  }

  boolean hasAny(String... names) {
    for (var name : names) {
      if (fields.has(name)) {
        return true;
      }
    }
    return false;
  }

  /// An object, perhaps as JSON text; empty when the field is anything else.
  Line at(String name) {
    var node = fields.get(name);
    if (node instanceof ObjectNode object) {
      return new Line(object);
    }
    var parsed = node != null && node.isTextual() ? parse(node.textValue()) : null;
    return parsed == null ? EMPTY : parsed;
  }

  /// Every field that is an object.
  List<Line> objects() {
    var objects = new ArrayList<Line>();
    for (var field : fields.properties()) {
      if (field.getValue() instanceof ObjectNode object) {
        objects.add(new Line(object));
      }
    }
    return objects;
  }

  /// The first of `names` that holds something.
  @Nullable String text(String... names) {
    for (var name : names) {
      var text = scalar(fields.get(name));
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /// Text as it is, lists and objects as JSON.
  @Nullable String json(String... names) {
    for (var name : names) {
      var node = fields.get(name);
      if (node != null && node.isContainerNode() && !node.isEmpty()) {
        return node.toString();
      }
      var text = scalar(node);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  @Nullable Double number(String... names) {
    for (var name : names) {
      var number = decimal(scalar(fields.get(name)));
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  /// A count that is not negative.
  @Nullable Long whole(String... names) {
    for (var name : names) {
      var number = decimal(scalar(fields.get(name)));
      if (number != null && number >= 0 && number <= MAX_WHOLE) {
        return (long) (double) number;
      }
    }
    return null;
  }

  @Nullable Boolean bool(String... names) {
    var text = text(names);
    if (text == null) {
      return null;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "on", "hit" -> true;
      case "false", "0", "no", "off", "miss", "bypass" -> false;
      default -> null;
    };
  }

  /// The values of a field that a retry turns into a list: `502, 200` or `-, 0.441`. Absent ones
  /// stay, as empty text.
  List<String> attempts(String name) {
    var node = fields.get(name);
    if (node == null || !node.isValueNode() || node.isNull()) {
      return List.of();
    }
    var attempts = new ArrayList<String>();
    // nginx separates servers by commas and groups of servers by " : ".
    for (var attempt : node.asText().split(",|\\s:\\s")) {
      var text = attempt.strip();
      attempts.add(text.equals("-") ? "" : text);
    }
    return attempts.size() == 1 && attempts.getFirst().isEmpty() ? List.of() : attempts;
  }

  /// The sum of what is a number among the attempts.
  @Nullable Double total(String name) {
    Double total = null;
    for (var attempt : attempts(name)) {
      var number = decimal(attempt);
      if (number != null) {
        total = total == null ? number : (Double) (total + number);
      }
    }
    return total;
  }

  /// The last number among the attempts: what the answer came from.
  @Nullable Double last(String name) {
    for (var attempt : attempts(name).reversed()) {
      var number = decimal(attempt);
      if (number != null) {
        return number;
      }
    }
    return null;
  }

  static @Nullable Double millis(@Nullable Double seconds) {
    return seconds == null ? null : (Double) (seconds * 1e3);
  }

  private static @Nullable Double decimal(@Nullable String text) {
    return text == null ? null : Decimal.parse(text);
  }

  private static @Nullable String scalar(@Nullable JsonNode node) {
    if (node == null || !node.isValueNode() || node.isNull()) {
      return null;
    }
    var text = node.asText().strip();
    return text.isEmpty() || text.equals("-") || text.equals("null") ? null : text;
  }
}
