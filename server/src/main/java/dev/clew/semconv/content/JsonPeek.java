// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Reads single fields of a JSON object without building the rest of it.
public final class JsonPeek {

  /// LiteLLM writes objects as Python prints them; `None` and `True` end what can be read.
  private static final JsonFactory PYTHON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();

  private JsonPeek() {}

  /// The text of the first of `names` that the object has at its top level.
  public static @Nullable String text(String json, String... names) {
    int best = names.length;
    String found = null;
    var factory = json.startsWith("{'") ? PYTHON : Json.FACTORY;
    try (var parser = factory.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (best > 0 && parser.nextToken() == JsonToken.FIELD_NAME) {
        int place = indexOf(names, parser.currentName());
        var token = parser.nextToken();
        if (place < best && token != null && token.isScalarValue() && isText(parser)) {
          best = place;
          found = parser.getText();
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      // Cut or broken: what was found before the break counts.
      return found;
    }
    return found;
  }

  private static boolean isText(JsonParser parser) throws IOException {
    return parser.currentToken() != JsonToken.VALUE_NULL && !parser.getText().isBlank();
  }

  private static int indexOf(String[] names, String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(name)) {
        return i;
      }
    }
    return names.length;
  }
}
