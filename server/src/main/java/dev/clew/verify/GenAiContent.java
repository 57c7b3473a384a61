// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A model call by OpenTelemetry's GenAI conventions, and what a server must make of it.
final class GenAiContent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String INPUT =
      """
      [{"role":"user","parts":[{"type":"text","content":"How warm is it in Zürich? 🌡"}]},
       {"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"weather","arguments":{"city":"Zürich"}}]},
       {"role":"tool","parts":[{"type":"tool_call_response","id":"call_1","response":{"celsius":21.5}}]}]
      """;
  private static final String OUTPUT =
      """
      [{"role":"assistant","parts":[{"type":"text","content":"It is 21.5 °C."}],"finish_reason":"stop"}]
      """;
  private static final String SYSTEM = "[{\"type\":\"text\",\"content\":\"Answer briefly.\"}]";
  private static final String TOOLS =
      """
      [{"type":"function","name":"weather","description":"The weather of a city","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}]
      """;

  private static final String MESSAGES_IN =
      """
      [{"role":"user","parts":[{"type":"text","text":"How warm is it in Zürich? 🌡"}]},
       {"role":"assistant","parts":[{"type":"tool_call","id":"call_1","name":"weather","arguments":{"city":"Zürich"}}]},
       {"role":"tool","parts":[{"type":"tool_result","id":"call_1","result":{"celsius":21.5}}]}]
      """;
  private static final String MESSAGES_OUT =
      "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"text\":\"It is 21.5 °C.\"}]}]";
  private static final String INSTRUCTIONS =
      "[{\"role\":\"system\",\"parts\":[{\"type\":\"text\",\"text\":\"Answer briefly.\"}]}]";

  private GenAiContent() {}

  static SpanNode describe(SpanNode span) {
    return span.attribute("gen_ai.operation.name", "chat")
        .attribute("gen_ai.provider.name", "openai")
        .attribute("gen_ai.request.model", "gpt-4.1")
        .attribute("gen_ai.response.model", "gpt-4.1-2025-04-14")
        .attribute("gen_ai.response.finish_reasons", List.of("stop"))
        .attribute("gen_ai.request.temperature", 0.25)
        .attribute("gen_ai.usage.input_tokens", 1234)
        .attribute("gen_ai.usage.output_tokens", 56)
        .attribute("gen_ai.usage.cache_read.input_tokens", 1024)
        .attribute("gen_ai.input.messages", INPUT.strip())
        .attribute("gen_ai.output.messages", OUTPUT.strip())
        .attribute("gen_ai.system_instructions", SYSTEM)
        .attribute("gen_ai.tool.definitions", TOOLS.strip());
  }

  static JsonNode chat(String session) {
    var span = JSON.createObjectNode();
    span.put("op", "chat").put("op_group", "model").put("session_id", session);
    span.put("provider", "openai").put("request_model", "gpt-4.1");
    span.put("response_model", "gpt-4.1-2025-04-14");
    span.put("input_tokens", 1234).put("output_tokens", 56).put("cache_read_tokens", 1024);
    span.put("billable", true);
    span.putArray("finish_reasons").add("stop");
    span.set("messages_in", parse(MESSAGES_IN));
    span.set("messages_out", parse(MESSAGES_OUT));
    span.set("system_instructions", parse(INSTRUCTIONS));
    span.set("tool_defs", parse(TOOLS));
    return span;
  }

  static JsonNode agent(String session) {
    return object("agent_invoke", "agent").put("agent_name", "planner").put("session_id", session);
  }

  static JsonNode tool() {
    return object("tool_call", "tool")
        .put("tool_name", "weather")
        .put("tool_call_id", "call_1")
        .put("tool_arguments", "{\"city\":\"Zürich\"}")
        .put("tool_result", "{\"celsius\":21.5}");
  }

  private static ObjectNode object(String op, String group) {
    return JSON.createObjectNode().put("op", op).put("op_group", group);
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
