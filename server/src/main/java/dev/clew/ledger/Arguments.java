// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Arguments of a tool without what differs between two calls that ask for the same: the order of
/// keys, blanks, how a number is written, ids and times of the call itself.
final class Arguments {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int DEEPEST = 50;

  /// Keys whose values name the call and not what is wanted.
  private static final Set<String> VOLATILE =
      Set.of(
          "_meta",
          "nonce",
          "timestamp",
          "requestid",
          "traceid",
          "spanid",
          "traceparent",
          "tracestate",
          "correlationid",
          "idempotencykey",
          "toolcallid",
          "progresstoken");

  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern UUID =
      Pattern.compile("\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,15})?");

  private Arguments() {}

  /// What two calls that ask for the same have in common.
  static String normalised(String arguments) {
    try {
      var json = JSON.readTree(arguments);
      var text = new StringBuilder();
      write(json, 0, text);
      return text.toString();
    } catch (JsonProcessingException e) {
      return text(arguments);
    }
  }

  private static void write(JsonNode node, int depth, StringBuilder into) {
    if (depth > DEEPEST) {
      into.append(text(node.toString()));
    } else if (node.isObject()) {
      var sorted = new TreeMap<String, JsonNode>();
      for (var field : node.properties()) {
        if (!isVolatile(field.getKey()) && !field.getValue().isNull()) {
          sorted.put(field.getKey(), field.getValue());
        }
      }
      into.append('{');
      sorted.forEach(
          (key, value) -> {
            into.append(key).append(':');
            write(value, depth + 1, into);
            into.append(',');
          });
      into.append('}');
    } else if (node.isArray()) {
      into.append('[');
      for (var item : node) {
        write(item, depth + 1, into);
        into.append(',');
      }
      into.append(']');
    } else {
      into.append(text(node.asText()));
    }
  }

  private static boolean isVolatile(String key) {
    return VOLATILE.contains(key.startsWith("_") ? key : plain(key));
  }

  private static String plain(String key) {
    return key.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }

  private static String text(String value) {
    var text = UUID.matcher(BLANKS.matcher(value.strip()).replaceAll(" ")).replaceAll("*");
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    double number = Double.parseDouble(text);
    return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
  }
}
