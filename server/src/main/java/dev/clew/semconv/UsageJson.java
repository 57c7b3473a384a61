// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.Attributes;
import dev.clew.model.Usage.Details;
import dev.clew.model.Value;
import dev.clew.semconv.content.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A usage block as JSON, in the names of the providers and of the SDKs that pass it on. Details in
/// inner objects belong to the same call; the first figure of a kind counts.
final class UsageJson {

  private @Nullable Long input;
  private @Nullable Long output;
  private @Nullable Long total;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long reasoning;
  private @Nullable Long cacheWriteHour;
  private @Nullable Long inputAudio;
  private @Nullable Long outputAudio;
  private @Nullable Long inputImage;
  private @Nullable Long outputImage;

  private UsageJson() {}

  static Tokens of(@Nullable Value value) {
    return switch (value) {
      case Value.Text(var text) -> of(text);
      case Value.Fields(var fields) -> new UsageJson().read(fields);
      case null, default -> Tokens.NONE;
    };
  }

  /// MLflow sends the object as one.
  private Tokens read(Attributes fields) {
    for (var field : fields) {
      if (field.value() instanceof Value.Whole whole) {
        figure(field.key(), "", Coercion.tokens(whole));
      }
    }
    return tokens();
  }

  private static Tokens of(String text) {
    // LiteLLM writes the object as Python prints it.
    var json =
        text.startsWith("{'")
            ? text.replace('\'', '"').replace("None", "null").replace("True", "true")
            : text;
    try (var parser = Json.FACTORY.createParser(json)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? of(parser) : Tokens.NONE;
    } catch (IOException e) {
      return Tokens.NONE;
    }
  }

  /// @param parser at the start of the object; left at its end
  static Tokens of(JsonParser parser) throws IOException {
    return new UsageJson().read(parser);
  }

  private Tokens read(JsonParser parser) throws IOException {
    int depth = 1;
    while (depth > 0) {
      switch (parser.nextToken()) {
        case START_OBJECT, START_ARRAY -> depth++;
        case END_OBJECT, END_ARRAY -> depth--;
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            figure(
                parser.currentName(),
                around(parser),
                Coercion.tokens(Value.of(parser.getValueAsLong())));
        case null -> depth = 0;
        default -> {
          // Names, and figures that are null.
        }
      }
    }
    return tokens();
  }

  private Tokens tokens() {
    return new Tokens(
        input,
        output,
        total,
        cacheRead,
        cacheWrite,
        reasoning,
        new Details(cacheWriteHour, inputAudio, outputAudio, inputImage, outputImage),
        false);
  }

  /// The name of the object that a figure stands in, such as `prompt_tokens_details`.
  private static String around(JsonParser parser) {
    var outer = parser.getParsingContext().getParent();
    var name = outer == null ? null : outer.getCurrentName();
    return name == null ? "" : name;
  }

  private void figure(@Nullable String name, String within, @Nullable Long figure) {
    switch (name) {
      case "input_tokens",
          "prompt_tokens",
          "inputTokens",
          "promptTokens",
          "promptTokenCount",
          "prompt_token_count",
          "prompt_eval_count",
          "input" ->
          input = first(input, figure);
      case "output_tokens",
          "completion_tokens",
          "outputTokens",
          "completionTokens",
          "candidatesTokenCount",
          "candidates_token_count",
          "eval_count",
          "output" ->
          output = first(output, figure);
      case "total_tokens", "totalTokens", "totalTokenCount", "total_token_count", "total" ->
          total = first(total, figure);
      case "cached_tokens",
          "cache_read_input_tokens",
          "cache_read_tokens",
          "cache_read",
          "input_cached_tokens",
          "input_cache_read",
          "cacheReadTokens",
          "cacheReadInputTokens",
          "cacheReadInputTokenCount",
          "cachedContentTokenCount",
          "cached_content_token_count",
          "cachedInputTokens" ->
          cacheRead = first(cacheRead, figure);
      case "cache_creation_input_tokens",
          "cache_creation_tokens",
          "cache_write_tokens",
          "cache_creation",
          "input_cache_creation",
          "cacheWriteTokens",
          "cacheWriteInputTokens",
          "cacheWriteInputTokenCount" ->
          cacheWrite = first(cacheWrite, figure);
      case "reasoning_tokens",
          "reasoning",
          "output_reasoning",
          "output_reasoning_tokens",
          "thoughtsTokenCount",
          "thoughts_token_count",
          "thinking_tokens",
          "reasoningTokens" ->
          reasoning = first(reasoning, figure);
      // Anthropic; the other part of what was written is kept for five minutes.
      case "ephemeral_1h_input_tokens", "input_cache_creation_1h" ->
          cacheWriteHour = first(cacheWriteHour, figure);
      case "input_audio_tokens", "inputAudioTokens" -> inputAudio = first(inputAudio, figure);
      case "output_audio_tokens", "outputAudioTokens" -> outputAudio = first(outputAudio, figure);
      case "input_image_tokens" -> inputImage = first(inputImage, figure);
      case "output_image_tokens" -> outputImage = first(outputImage, figure);
      case "audio_tokens", "audio" -> {
        if (isOfOutput(within)) {
          outputAudio = first(outputAudio, figure);
        } else {
          inputAudio = first(inputAudio, figure);
        }
      }
      case "image_tokens", "image" -> {
        if (isOfOutput(within)) {
          outputImage = first(outputImage, figure);
        } else {
          inputImage = first(inputImage, figure);
        }
      }
      case null, default -> {
        // Details that nobody adds up.
      }
    }
  }

  private static boolean isOfOutput(String within) {
    return within.startsWith("completion") || within.startsWith("output");
  }

  private static @Nullable Long first(@Nullable Long known, @Nullable Long figure) {
    return known == null ? figure : known;
  }
}
