// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Operation;
import dev.clew.model.Value;
import dev.clew.semconv.content.Json;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Usage that is only inside an output. Haystack's generators have it beside each reply, as
/// `meta.usage`; so do other frameworks that keep the provider's answer whole. Under OpenInference,
/// a Haystack agent may make its calls without spans, and its `output.value` ends with the sum of
/// them as `token_usage`; the replies of its generators are texts, as Python prints them.
final class NestedUsage {

  private static final String SCOPE = "openinference.instrumentation.haystack";
  private static final String AGENT = "Agent.run";

  private static final Set<String> BLOCKS =
      Set.of(
          "usage",
          "token_usage",
          "usage_metadata",
          "usageMetadata",
          "tokenUsage",
          // Cohere's answers to requests that only have input.
          "billed_units");

  /// Answers hold JSON of all sorts; further down it is the model's or a tool's.
  private static final int MAX_DEPTH = 6;

  private NestedUsage() {}

  static boolean isAgent(Draft draft) {
    return draft.span().name().equals(AGENT) && draft.origin().scope().name().equals(SCOPE);
  }

  static Tokens of(Draft draft, Operation op) {
    if (!(draft.value(Field.OUTPUT_TEXT) instanceof Value.Text(var json))
        || !json.startsWith("{")
        || !(json.contains("sage") || json.contains("billed_units"))) {
      return Tokens.NONE;
    }
    if (isAgent(draft)) {
      return read(json, Set.of("token_usage"), 1);
    }
    return op.isModelCall() ? ofAnswer(draft, json) : Tokens.NONE;
  }

  private static Tokens ofAnswer(Draft draft, String json) {
    return draft.origin().scope().name().equals(SCOPE)
        ? ofPrinted(json)
        : read(json, BLOCKS, MAX_DEPTH);
  }

  /// `ChatMessage(…, _meta={'model': …, 'usage': {'prompt_tokens': …}})`.
  private static Tokens ofPrinted(String replies) {
    int meta = replies.lastIndexOf("_meta={");
    int usage = meta < 0 ? -1 : replies.indexOf("'usage': {'", meta);
    if (usage < 0) {
      return Tokens.NONE;
    }
    int from = replies.indexOf('{', usage);
    int end = closing(replies, from);
    return end < 0 ? Tokens.NONE : UsageJson.of(Value.of(replies.substring(from, end + 1)));
  }

  /// Where the object that begins at `from` ends; -1 when it does not.
  private static int closing(String text, int from) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// The provider's block of an answer that is kept whole, if it speaks of cached tokens; that is
  /// where emitters' figures need a second opinion.
  static Tokens ofProvider(Draft draft, Operation op) {
    return op.isModelCall()
            && draft.value(Field.OUTPUT_TEXT) instanceof Value.Text(var json)
            && json.startsWith("{")
            && json.contains("cache")
        ? ofAnswer(draft, json)
        : Tokens.NONE;
  }

  /// The model that answered, as a Haystack generator has it: `replies[0].meta.model`.
  static @Nullable String model(Draft draft) {
    if (draft.primary() != RuleBook.HAYSTACK
        || !(draft.value(Field.OUTPUT_TEXT) instanceof Value.Text(var json))) {
      return null;
    }
    try (var parser = Json.FACTORY.createParser(json)) {
      for (int depth = 0; ; ) {
        var token = parser.nextToken();
        if (token == null) {
          return null;
        }
        depth += step(token);
        if (token == JsonToken.VALUE_STRING
            && depth <= MAX_DEPTH
            && "model".equals(parser.currentName())) {
          return parser.getText().isBlank() ? null : parser.getText();
        }
      }
    } catch (IOException e) {
      return null;
    }
  }

  /// The first block of one of the names, not deeper than `maxDepth`.
  private static Tokens read(String json, Set<String> names, int maxDepth) {
    try (var parser = Json.FACTORY.createParser(json)) {
      for (int depth = 0; ; ) {
        var token = parser.nextToken();
        if (token == null) {
          return Tokens.NONE;
        }
        if (token == JsonToken.START_OBJECT && depth <= maxDepth && isNamed(parser, names)) {
          var usage = UsageJson.of(parser);
          if (usage.isReported()) {
            return usage;
          }
        } else {
          depth += step(token);
        }
      }
    } catch (IOException e) {
      return Tokens.NONE;
    }
  }

  private static boolean isNamed(JsonParser parser, Set<String> names) throws IOException {
    var name = parser.currentName();
    return name != null && names.contains(name);
  }

  private static int step(JsonToken token) {
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }
}
