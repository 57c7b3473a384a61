// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// JSON from senders: reading it, and putting pieces of one object together.
final class Pieces {

  /// When an object began and ended, where that is told by others: the smaller and the larger wins.
  static final String FROM = "clew.from";

  static final String TO = "clew.to";

  private static final int MAX_DEPTH = 200;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxStringLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private Pieces() {}

  /// @throws AppException INVALID when it is not JSON
  static JsonNode parse(ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    try {
      var node = JSON.readTree(bytes);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      throw new AppException(ErrorCode.INVALID, "not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new AppException(ErrorCode.INVALID, "not JSON", e);
    }
  }

  /// An object out of text, `null` when it is something else.
  static @Nullable ObjectNode parse(String line) {
    try {
      return JSON.readTree(line) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /// Adds what `update` says to `object`. What it does not say, or says is null, stays; objects
  /// inside are put together likewise.
  static void merge(ObjectNode object, ObjectNode update) {
    for (var field : update.properties()) {
      var name = field.getKey();
      var value = field.getValue();
      var known = object.get(name);
      if (value.isNull() && known != null) {
        continue;
      }
      if (known instanceof ObjectNode inner && value instanceof ObjectNode more) {
        merge(inner, more);
      } else if (known != null && name.equals(FROM)) {
        object.put(name, Math.min(known.asLong(), value.asLong()));
      } else if (known != null && name.equals(TO)) {
        object.put(name, Math.max(known.asLong(), value.asLong()));
      } else {
        object.set(name, value);
      }
    }
  }

  /// Text as it is, anything else as JSON; `null` for what is missing or null.
  static @Nullable String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return value.isTextual() ? value.asText() : value.toString();
  }

  /// The first of these fields that holds something; empty when none does.
  static String first(JsonNode object, String... names) {
    for (var name : names) {
      var text = text(object.path(name));
      if (text != null && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
