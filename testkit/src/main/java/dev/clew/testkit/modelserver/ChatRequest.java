// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A chat completion request, as far as the simulation reads it.
record ChatRequest(
    String model,
    List<Turn> turns,
    List<ToolOffer> tools,
    boolean stream,
    boolean includeUsage,
    String prompt) {

  /// A message of the conversation.
  ///
  /// @param calledTools names of the tools that an assistant message calls
  record Turn(String role, String text, List<String> calledTools) {
    Turn {
      calledTools = List.copyOf(calledTools);
    }
  }

  /// A tool that the model may call.
  record ToolOffer(String name, String description, JsonNode parameters) {}

  ChatRequest {
    turns = List.copyOf(turns);
    tools = List.copyOf(tools);
  }

  static ChatRequest read(JsonNode body) {
    var turns = new ArrayList<Turn>();
    // Tools come first, as in real chat templates: they are the part that all requests share.
    var prompt = new StringBuilder(body.path("tools").toString());
    for (var message : body.path("messages")) {
      prompt.append('\n').append(message);
      turns.add(turn(message));
    }
    var tools = new ArrayList<ToolOffer>();
    for (var tool : body.path("tools")) {
      var function = tool.path("function");
      tools.add(
          new ToolOffer(
              function.path("name").asText(),
              function.path("description").asText(),
              function.path("parameters")));
    }
    return new ChatRequest(
        body.path("model").asText(),
        turns,
        tools,
        body.path("stream").asBoolean(),
        body.path("stream_options").path("include_usage").asBoolean(),
        prompt.toString());
  }

  private static Turn turn(JsonNode message) {
    var called = new ArrayList<String>();
    for (var call : message.path("tool_calls")) {
      called.add(call.path("function").path("name").asText());
    }
    return new Turn(message.path("role").asText(), text(message.path("content")), called);
  }

  private static String text(JsonNode content) {
    if (!content.isArray()) {
      return content.asText();
    }
    var text = new StringBuilder();
    for (var part : content) {
      text.append(part.path("text").asText());
    }
    return text.toString();
  }

  String question() {
    int last = lastUserTurn();
    return last < 0 ? "" : turns.get(last).text();
  }

  /// What happened since the user's last message.
  List<Turn> sinceQuestion() {
    return turns.subList(lastUserTurn() + 1, turns.size());
  }

  List<String> texts(String role) {
    return turns.stream().filter(turn -> turn.role().equals(role)).map(Turn::text).toList();
  }

  private int lastUserTurn() {
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (turns.get(i).role().equals("user")) {
        return i;
      }
    }
    return -1;
  }
}
