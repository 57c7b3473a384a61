// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.clew.semconv.content.Json;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The provider's id of an answer inside OpenInference's `output.value`. Never read from
/// `input.value`: that one holds the ids of earlier answers.
final class ResponseId {

  /// Where the id is, by path without array positions. LangChain wraps the answer in generations,
  /// LlamaIndex keeps it under `raw`. The lowest number wins.
  private static final Map<String, Integer> PATHS =
      Map.of(
          "id", 0,
          "raw.id", 1,
          "llm_output.id", 2,
          "generations.message.kwargs.response_metadata.id", 3,
          "generations.message.kwargs.id", 4);

  private static final int MAX_DEPTH = 5;

  private ResponseId() {}

  static @Nullable String of(Draft draft) {
    var stated = draft.name(Field.RESPONSE_ID);
    if (stated != null || draft.primary() != RuleBook.OPENINFERENCE) {
      return stated;
    }
    var output = Coercion.text(draft.value(Field.OUTPUT_TEXT, RuleBook.OPENINFERENCE));
    return output != null && output.charAt(0) == '{' ? find(output) : null;
  }

  static @Nullable String find(String json) {
    String found = null;
    int best = PATHS.size();
    try (var parser = Json.FACTORY.createParser(json)) {
      var names = new String[StreamReadConstraints.DEFAULT_MAX_DEPTH + 1];
      int depth = 0;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          depth++;
          if (depth > MAX_DEPTH) {
            parser.skipChildren();
            depth--;
          }
        } else if (token == JsonToken.END_OBJECT) {
          depth--;
        } else if (token == JsonToken.FIELD_NAME) {
          names[depth] = parser.currentName();
        } else if (token == JsonToken.VALUE_STRING && "id".equals(names[depth])) {
          int place = PATHS.getOrDefault(path(names, depth), best);
          if (place < best && !isLocal(parser.getText())) {
            best = place;
            found = parser.getText();
          }
        }
        if (best == 0) {
          return found;
        }
      }
    } catch (IOException e) {
      return found;
    }
    return found;
  }

  /// LangChain makes up ids of its own for messages.
  private static boolean isLocal(String id) {
    return id.isEmpty() || id.startsWith("run-") || id.startsWith("lc_run");
  }

  private static String path(String[] names, int depth) {
    var path = new StringBuilder(names[1]);
    for (int i = 2; i <= depth; i++) {
      path.append('.').append(names[i]);
    }
    return path.toString();
  }
}
