// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.MessageType;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.tool.ToolCallback;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.RawValue;

/// Spring AI's messages in the JSON of OpenTelemetry's GenAI conventions.
final class GenAiJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private GenAiJson() {}

  static String systemInstructions(List<Message> messages) {
    var parts =
        messages.stream()
            .filter(message -> message.getMessageType() == MessageType.SYSTEM)
            .map(message -> text(message.getText()))
            .toList();
    return parts.isEmpty() ? "" : JSON.writeValueAsString(parts);
  }

  static String messages(List<Message> messages) {
    return JSON.writeValueAsString(
        messages.stream()
            .map(
                message ->
                    Map.of("role", message.getMessageType().getValue(), "parts", parts(message)))
            .toList());
  }

  static String answers(List<Generation> generations) {
    return JSON.writeValueAsString(
        generations.stream()
            .map(
                generation ->
                    Map.of(
                        "role", "assistant",
                        "parts", parts(generation.getOutput()),
                        "finish_reason", finishReason(generation)))
            .toList());
  }

  static String toolDefinitions(List<ToolCallback> tools) {
    return JSON.writeValueAsString(
        tools.stream()
            .map(ToolCallback::getToolDefinition)
            .map(
                tool ->
                    Map.of(
                        "type", "function",
                        "name", tool.name(),
                        "description", tool.description(),
                        "parameters", new RawValue(tool.inputSchema())))
            .toList());
  }

  private static List<Map<String, Object>> parts(Message message) {
    var parts = new ArrayList<Map<String, Object>>();
    if (message.getText() != null && !message.getText().isEmpty()) {
      parts.add(text(message.getText()));
    }
    if (message instanceof AssistantMessage answer) {
      for (var call : answer.getToolCalls()) {
        parts.add(
            Map.of(
                "type", "tool_call",
                "id", call.id(),
                "name", call.name(),
                "arguments", call.arguments()));
      }
    }
    if (message instanceof ToolResponseMessage replies) {
      for (var reply : replies.getResponses()) {
        parts.add(
            Map.of(
                "type", "tool_call_response", "id", reply.id(), "response", reply.responseData()));
      }
    }
    return parts;
  }

  private static Map<String, Object> text(String content) {
    return Map.of("type", "text", "content", content == null ? "" : content);
  }

  private static String finishReason(Generation generation) {
    var reason = generation.getMetadata().getFinishReason();
    return reason == null ? "" : reason.toLowerCase(Locale.ROOT);
  }
}
