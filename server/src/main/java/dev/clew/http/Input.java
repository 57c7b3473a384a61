// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads an object that somebody sends, strictly: what is misspelt, missing or out of range is an
/// error that names the field and what is expected.
public final class Input {

  private static final int SHOWN = 200;

  private final String prefix;
  private final JsonNode object;

  private Input(String prefix, JsonNode object, Set<String> known) {
    this.prefix = prefix;
    this.object = object;
    for (var field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw invalid(field.getKey(), "", "of " + new TreeSet<>(known));
      }
    }
  }

  /// @param known every field that may be there
  /// @throws AppException INVALID for any other
  public static Input of(JsonNode object, String... known) {
    return new Input("", object, Set.of(known));
  }

  /// The object that is a field of this one.
  public Input object(String field, String... known) {
    var node = object.path(field);
    if (!node.isObject()) {
      throw invalid(field, node.asText(), "an object with some of " + List.of(known));
    }
    return new Input(prefix + field + ".", node, Set.of(known));
  }

  /// The objects in a list; none when the field is not there.
  public List<Input> objects(String field, int most, String... known) {
    var node = object.path(field);
    if (!node.isMissingNode() && !node.isNull() && (!node.isArray() || node.size() > most)) {
      throw invalid(
          field,
          node.isArray() ? node.size() + " of them" : node.asText(),
          "a list of at most %d".formatted(most));
    }
    var objects = new ArrayList<Input>();
    for (var item : node) {
      var place = "%s%s[%d]".formatted(prefix, field, objects.size());
      if (!item.isObject()) {
        throw new AppException(
            ErrorCode.INVALID, "%s: %s (expected: an object)".formatted(place, item.asText()));
      }
      objects.add(new Input(place + ".", item, Set.of(known)));
    }
    return objects;
  }

  public boolean has(String field) {
    return object.hasNonNull(field);
  }

  /// Text without space around it.
  public String text(String field, int most) {
    var text = text(field, "", most);
    if (text.isEmpty()) {
      throw invalid(field, "", "1 to %d characters".formatted(most));
    }
    return text;
  }

  public String text(String field, String otherwise, int most) {
    var node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isTextual()) {
      throw invalid(field, node.asText(), "text");
    }
    var text = node.asText().strip();
    if (text.length() > most) {
      throw invalid(field, text, "at most %d characters".formatted(most));
    }
    return text;
  }

  public double number(String field, double least, double most) {
    var node = object.path(field);
    double number = node.isNumber() ? node.asDouble() : Double.NaN;
    if (!(number >= least && number <= most)) {
      throw invalid(
          field, node.asText(), "a number, %s to %s".formatted(plain(least), plain(most)));
    }
    return number;
  }

  public int whole(String field, int otherwise, int least, int most) {
    var node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.canConvertToInt() || node.asInt() != node.asDouble()) {
      throw invalid(field, node.asText(), "a whole number, %d to %d".formatted(least, most));
    }
    return (int) number(field, least, most);
  }

  public boolean flag(String field, boolean otherwise) {
    var node = object.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isBoolean()) {
      throw invalid(field, node.asText(), "true or false");
    }
    return node.asBoolean();
  }

  /// One of a few words.
  public <E> E one(String field, E[] values, Function<E, String> label) {
    for (var value : values) {
      if (label.apply(value).equals(object.path(field).asText())) {
        return value;
      }
    }
    throw invalid(
        field, object.path(field).asText(), "of " + Arrays.stream(values).map(label).toList());
  }

  /// Texts; none when the field is not there.
  public List<String> texts(String field, int most) {
    var texts = new ArrayList<String>();
    var node = object.path(field);
    if (!node.isMissingNode() && !node.isArray()) {
      throw invalid(field, node.asText(), "a list of texts");
    }
    for (var item : node) {
      if (!item.isTextual() || item.asText().length() > SHOWN || texts.size() == most) {
        throw invalid(
            field, item.asText(), "at most %d texts of up to %d characters".formatted(most, SHOWN));
      }
      texts.add(item.asText().strip());
    }
    return texts;
  }

  /// What to throw when a field that could be read makes no sense.
  public AppException invalid(String field, String value, String expected) {
    var shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new AppException(
        ErrorCode.INVALID, "%s%s: %s (expected: %s)".formatted(prefix, field, shown, expected));
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
