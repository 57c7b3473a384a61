// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Value;
import dev.clew.semconv.content.Json;
import dev.clew.semconv.dialect.Field;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Usage that is only inside an output. Under OpenInference, a Haystack agent makes its calls
/// without spans; its `output.value` ends with the sum of them as `token_usage`.
final class NestedUsage {

  private static final String SCOPE = "openinference.instrumentation.haystack";
  private static final String AGENT = "Agent.run";

  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long total;
  private @Nullable Long cacheRead;
  private @Nullable Long reasoning;

  private NestedUsage() {}

  static boolean isAgent(Draft draft) {
    return draft.span().name().equals(AGENT) && draft.origin().scope().name().equals(SCOPE);
  }

  static Tokens of(Draft draft) {
    return isAgent(draft) && draft.value(Field.OUTPUT_TEXT) instanceof Value.Text(var json)
        ? new NestedUsage().read(json)
        : Tokens.NONE;
  }

  private Tokens read(String json) {
    try (var parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Tokens.NONE;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isUsage = parser.currentName().equals("token_usage");
        if (parser.nextToken() == JsonToken.START_OBJECT && isUsage) {
          readUsage(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return Tokens.NONE;
    }
    return new Tokens(input, output, total, cacheRead, null, reasoning, false);
  }

  /// Through the object at the parser and those in it; their fields have names of their own.
  private void readUsage(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      switch (parser.nextToken()) {
        case START_OBJECT -> depth++;
        case END_OBJECT -> depth--;
        case VALUE_NUMBER_INT -> {
          var figure = Coercion.tokens(Value.of(parser.getValueAsLong()));
          switch (parser.currentName()) {
            case "prompt_tokens" -> input = figure;
            case "completion_tokens" -> output = figure;
            case "total_tokens" -> total = figure;
            case "cached_tokens" -> cacheRead = figure;
            case "reasoning_tokens" -> reasoning = figure;
            default -> {
              // Details that nobody adds up.
            }
          }
        }
        case null -> depth = 0;
        default -> {
          // Names, and figures that are null.
        }
      }
    }
  }
}
