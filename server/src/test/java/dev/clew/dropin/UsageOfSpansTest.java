// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UsageOfSpansTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void opikNamesCachedTokensAndReasoningAsEachProviderDoes() {
    var anthropic =
        opik(
            """
            {"prompt_tokens": 484, "completion_tokens": 20, "total_tokens": 504,
             "original_usage.input_tokens": 36, "original_usage.output_tokens": 20,
             "original_usage.cache_read_input_tokens": 384,
             "original_usage.cache_creation_input_tokens": 64}""");
    assertThat(anthropic)
        .containsEntry("gen_ai.usage.input_tokens", "484")
        .containsEntry("gen_ai.usage.cache_read.input_tokens", "384")
        .containsEntry("gen_ai.usage.cache_creation.input_tokens", "64");

    var responses =
        opik(
            """
            {"prompt_tokens": 458, "completion_tokens": 57, "total_tokens": 515,
             "original_usage.input_tokens_details.cached_tokens": 448,
             "original_usage.output_tokens_details.reasoning_tokens": 20}""");
    assertThat(responses)
        .containsEntry("gen_ai.usage.cache_read.input_tokens", "448")
        .containsEntry("gen_ai.usage.reasoning.output_tokens", "20");
  }

  @Test
  void weavePassesTheProvidersBlockOnWhole() {
    var usage =
        "{\"prompt_tokens\":458,\"completion_tokens\":57,\"total_tokens\":515,\"prompt_tokens_details\":{\"cached_tokens\":448}}";
    var span =
        attributes(
            new WeaveSpans(),
            "call",
            "{\"id\": \"c\", \"trace_id\": \"t\", \"op_name\": \"openai.chat\", \"output\": {\"usage\": %s}}"
                .formatted(usage));

    assertThat(span)
        .containsEntry("gen_ai.usage.input_tokens", "458")
        .containsEntry("gen_ai.usage.raw", usage);
  }

  private static Map<String, String> opik(String usage) {
    return attributes(
        new OpikSpans(),
        OpikSpans.SPAN,
        "{\"id\": \"s\", \"trace_id\": \"t\", \"type\": \"llm\", \"usage\": %s}".formatted(usage));
  }

  private static Map<String, String> attributes(Protocol protocol, String kind, String fields) {
    try {
      var piece = new Piece(kind, "s", (ObjectNode) JSON.readTree(fields));
      var values = new HashMap<String, String>();
      for (var attribute :
          Objects.requireNonNull(protocol.span(piece, null)).json().path("attributes")) {
        values.put(
            attribute.path("key").asText(), attribute.path("value").iterator().next().asText());
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
