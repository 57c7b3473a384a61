// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Value;
import dev.clew.semconv.content.Json;
import dev.clew.semconv.dialect.Field;
import java.io.IOException;

/// Usage that is only inside an output. Under OpenInference, a Haystack agent makes its calls
/// without spans; its `output.value` ends with the sum of them as `token_usage`.
final class NestedUsage {

  private static final String SCOPE = "openinference.instrumentation.haystack";
  private static final String AGENT = "Agent.run";

  private NestedUsage() {}

  static boolean isAgent(Draft draft) {
    return draft.span().name().equals(AGENT) && draft.origin().scope().name().equals(SCOPE);
  }

  static Tokens of(Draft draft) {
    return isAgent(draft) && draft.value(Field.OUTPUT_TEXT) instanceof Value.Text(var json)
        ? read(json)
        : Tokens.NONE;
  }

  private static Tokens read(String json) {
    var usage = Tokens.NONE;
    try (var parser = Json.FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Tokens.NONE;
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean isUsage = parser.currentName().equals("token_usage");
        if (parser.nextToken() == JsonToken.START_OBJECT && isUsage) {
          usage = UsageJson.of(parser);
        } else {
          parser.skipChildren();
        }
      }
    } catch (IOException e) {
      return Tokens.NONE;
    }
    return usage;
  }
}
