// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.Message;
import dev.clew.model.Message.Role;
import dev.clew.model.SpanEvent;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Messages that came as span events, the carrier of the conventions up to 1.36 and of some SDKs
/// today (semconv §3.8). Events are kept, so nothing is taken from them.
public final class EventContent {

  private final List<Message> input = new ArrayList<>();
  private final List<Message> output = new ArrayList<>();
  private final List<Message> system = new ArrayList<>();
  private final List<String> tools = new ArrayList<>();
  private final MessageReader asked;
  private final MessageReader answered;
  private final MessageReader instructed;

  public EventContent(Findings findings) {
    asked = new MessageReader(Role.USER, findings);
    answered = new MessageReader(Role.ASSISTANT, findings);
    instructed = new MessageReader(Role.SYSTEM, findings);
  }

  public static boolean isCarrier(SpanEvent event) {
    return event.name().startsWith("gen_ai.") && !event.name().endsWith(".chunk");
  }

  public void read(SpanEvent event) {
    var attributes = event.attributes();
    switch (event.name()) {
      case "gen_ai.content.prompt" -> addAll(attributes.get("gen_ai.prompt"), asked, input);
      case "gen_ai.content.completion" ->
          addAll(attributes.get("gen_ai.completion"), answered, output);
      case "gen_ai.client.inference.operation.details" -> {
        addAll(attributes.get("gen_ai.input.messages"), asked, input);
        addAll(attributes.get("gen_ai.output.messages"), answered, output);
        addAll(attributes.get("gen_ai.system_instructions"), instructed, system);
        var definitions = attributes.get("gen_ai.tool.definitions");
        var list = definitions == null ? null : ToolDefinitions.of(definitions);
        if (list != null) {
          tools.addAll(list);
        }
      }
      case "gen_ai.choice" -> output.add(answered.message(body(event, "assistant")));
      case "gen_ai.system.message" -> input.add(asked.message(body(event, "system")));
      case "gen_ai.user.message" -> input.add(asked.message(body(event, "user")));
      case "gen_ai.assistant.message" -> input.add(asked.message(body(event, "assistant")));
      case "gen_ai.tool.message" -> input.add(asked.message(body(event, "tool")));
      default -> {
        // Not a carrier of content.
      }
    }
  }

  private static void addAll(@Nullable Value value, MessageReader reader, List<Message> messages) {
    var document = value == null ? null : Json.document(value);
    if (document != null) {
      messages.addAll(reader.messages(document.root()));
    } else if (value instanceof Value.Text(var text)) {
      messages.add(reader.message(JsonNodeFactory.instance.textNode(text)));
    }
  }

  /// The message that the event's attributes, or the JSON in one of them, describe.
  private static ObjectNode body(SpanEvent event, String role) {
    var body = JsonNodeFactory.instance.objectNode();
    var whole = event.attributes().get("gen_ai.event.content");
    var document = whole == null ? null : Json.document(whole);
    if (document != null && document.root() instanceof ObjectNode object) {
      body.setAll(object);
    } else {
      for (var attribute : event.attributes()) {
        var inner = Json.document(attribute.value());
        body.set(attribute.key(), inner == null ? Json.node(attribute.value()) : inner.root());
      }
      // The conventions put the dialect's name on each event.
      body.remove(List.of("gen_ai.system", "event.name"));
    }
    if (!body.has("role") && !body.has("message")) {
      body.put("role", role);
    }
    return body;
  }

  public List<Message> input() {
    return input;
  }

  public List<Message> output() {
    return output;
  }

  public List<Message> system() {
    return system;
  }

  public List<String> tools() {
    return tools;
  }
}
