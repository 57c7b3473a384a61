// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns messages as LangChain serialises them (`langchain_core.load.dump`, and `model_dump` of a
/// message) into the shape of OpenAI's, which everything else here reads.
final class LangChainMessages {

  private static final Map<String, String> ROLES =
      Map.of(
          "human", "user",
          "HumanMessage", "user",
          "ai", "assistant",
          "AIMessage", "assistant",
          "AIMessageChunk", "assistant",
          "system", "system",
          "SystemMessage", "system",
          "tool", "tool",
          "ToolMessage", "tool");

  private static final Set<String> TYPICAL = Set.of("additional_kwargs", "response_metadata");

  private LangChainMessages() {}

  /// A list of answers, one above the other for each prompt of a batch; `null` when it is none.
  static @Nullable JsonNode generations(JsonNode root) {
    var prompts = root.get("generations");
    if (prompts == null || !prompts.isArray()) {
      return null;
    }
    var messages = JsonNodeFactory.instance.arrayNode();
    for (var answers : prompts) {
      for (var answer : answers) {
        messages.add(answer.has("message") ? answer.get("message") : text(answer));
      }
    }
    return messages.isEmpty() ? null : messages;
  }

  private static JsonNode text(JsonNode answer) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("role", "assistant")
        .put("content", answer.path("text").asText());
  }

  /// The message in OpenAI's shape; `null` when it is not one of LangChain's.
  static @Nullable ObjectNode plain(JsonNode node) {
    var message = node;
    var type = node.path("type").asText();
    if (node.has("lc") && node.path("kwargs").isObject()) {
      message = node.get("kwargs");
      var id = node.path("id");
      type = message.path("type").asText(id.path(id.size() - 1).asText());
    } else if (TYPICAL.stream().noneMatch(node::has)) {
      return null;
    }
    var role = ROLES.get(type);
    if (role == null || !message.has("content")) {
      return null;
    }
    var plain = JsonNodeFactory.instance.objectNode();
    plain.put("role", role);
    plain.set("content", message.get("content"));
    copy(message, "name", plain);
    copy(message, "tool_call_id", plain);
    addToolCalls(message, plain);
    return plain;
  }

  private static void copy(JsonNode from, String field, ObjectNode to) {
    if (from.path(field).isTextual()) {
      to.set(field, from.get(field));
    }
  }

  /// Claude's requests for tools are in the content too.
  private static void addToolCalls(JsonNode message, ObjectNode plain) {
    var calls = message.path("tool_calls");
    boolean isInContent =
        message.path("content").isArray()
            && message.path("content").findValuesAsText("type").contains("tool_use");
    if (calls.isEmpty() || isInContent) {
      return;
    }
    ArrayNode list = plain.putArray("tool_calls");
    for (var call : calls) {
      var one = list.addObject().put("id", call.path("id").asText()).put("type", "function");
      one.putObject("function")
          .put("name", call.path("name").asText())
          .set("arguments", call.path("args"));
    }
  }
}
