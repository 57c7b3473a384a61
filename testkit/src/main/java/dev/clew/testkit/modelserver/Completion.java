// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A finished answer: text or calls of tools, and what it cost.
record Completion(
    String id, String model, String text, List<Call> calls, int promptTokens, int cachedTokens) {

  /// One call of a tool.
  record Call(String id, String tool, String arguments) {}

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  Completion {
    calls = List.copyOf(calls);
  }

  int outputTokens() {
    int tokens = TokenCount.of(text);
    for (var call : calls) {
      tokens += TokenCount.of(call.tool()) + TokenCount.of(call.arguments());
    }
    return tokens;
  }

  String finishReason() {
    return calls.isEmpty() ? "stop" : "tool_calls";
  }

  /// The whole answer in one object, for a request that does not stream.
  ObjectNode whole(long createdSeconds) {
    var body = envelope("chat.completion", createdSeconds);
    var message = NODES.objectNode().put("role", "assistant");
    if (calls.isEmpty()) {
      message.put("content", text);
    } else {
      message.putNull("content");
      message.set("tool_calls", toolCalls());
    }
    var choice = body.putArray("choices").addObject().put("index", 0);
    choice.set("message", message);
    choice.put("finish_reason", finishReason());
    body.set("usage", usage());
    return body;
  }

  /// One event of a stream.
  ObjectNode chunk(long createdSeconds, JsonNode delta, boolean last) {
    var body = envelope("chat.completion.chunk", createdSeconds);
    var choice = body.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.put("finish_reason", last ? finishReason() : null);
    return body;
  }

  /// The event after the last one, for a request with `stream_options.include_usage`.
  ObjectNode usageChunk(long createdSeconds) {
    var body = envelope("chat.completion.chunk", createdSeconds);
    body.putArray("choices");
    body.set("usage", usage());
    return body;
  }

  private ObjectNode envelope(String object, long createdSeconds) {
    return NODES
        .objectNode()
        .put("id", id)
        .put("object", object)
        .put("created", createdSeconds)
        .put("model", model);
  }

  private ArrayNode toolCalls() {
    var list = NODES.arrayNode();
    for (var call : calls) {
      list.add(toolCall(call, call.arguments()));
    }
    return list;
  }

  static ObjectNode toolCall(Call call, String arguments) {
    var node = NODES.objectNode().put("id", call.id()).put("type", "function");
    node.putObject("function").put("name", call.tool()).put("arguments", arguments);
    return node;
  }

  private ObjectNode usage() {
    var usage =
        NODES
            .objectNode()
            .put("prompt_tokens", promptTokens)
            .put("completion_tokens", outputTokens())
            .put("total_tokens", promptTokens + outputTokens());
    usage.putObject("prompt_tokens_details").put("cached_tokens", cachedTokens);
    return usage;
  }
}
