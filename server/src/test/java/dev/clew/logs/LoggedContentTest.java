// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// GenAI events become messages of their span, whichever of the two comes first.
class LoggedContentTest {

  private static final TestApi API = TestApi.shared();

  private static final String ARGUMENTS = "{\"city\":\"Oslo\"}";

  @Test
  void eventsThatFollowTheirSpanAreItsMessages() {
    var root = SentSpan.root(1, "ask");
    var chat = SentSpan.chat(root, 1, "gpt-a", 10, 5);
    API.send("logged-after", root, chat);
    assertThat(span("logged-after", chat).path("messages_in")).isEmpty();
    API.sendLogs("logged-after", events(chat));
    assertConversation("logged-after", chat);
  }

  @Test
  void eventsThatPrecedeTheirSpanAreItsMessages() {
    var root = SentSpan.root(1, "ask");
    var chat = SentSpan.chat(root, 1, "gpt-a", 10, 5);
    API.sendLogs("logged-before", events(chat));
    API.send("logged-before", root, chat);
    assertConversation("logged-before", chat);
    var run = API.get("logged-before", "/traces", "from", "now-1h").body().path("traces").get(0);
    assertThat(run.path("input_preview").asText()).isEqualTo("Weather in Oslo?");
    assertThat(run.path("output_preview").asText()).isEqualTo("Rain.");
  }

  @Test
  void aUserWhomOnlyARecordNamesIsTheUserOfTheRun() {
    var root = SentSpan.root(1, "ask");
    var chat = SentSpan.chat(root, 1, "gpt-a", 10, 5);
    var told =
        event(chat, "gen_ai.user.message", Map.of("content", "Weather in Oslo?"))
            .with("user.id", "ada");
    API.sendLogs("logged-user", SentLog.request(told));
    API.send("logged-user", root, chat);
    assertThat(span("logged-user", chat).path("user_id").asText()).isEqualTo("ada");
  }

  private static String events(SentSpan chat) {
    return SentLog.request(
        event(chat, "gen_ai.system.message", Map.of("content", "Be brief.")),
        event(chat, "gen_ai.user.message", Map.of("content", "Weather in Oslo?")),
        event(
            chat,
            "gen_ai.choice",
            Map.of(
                "index",
                0L,
                "finish_reason",
                "stop",
                "message",
                Map.of("role", "assistant", "content", "Rain."))));
  }

  private static SentLog event(SentSpan chat, String name, Map<String, Object> body) {
    return SentLog.of(body)
        .event(name)
        .in(chat.trace(), chat.id())
        .ago(chat.agoMs())
        .with("gen_ai.system", "openai");
  }

  private static void assertConversation(String project, SentSpan chat) {
    var span = span(project, chat);
    assertThat(texts(span.path("system_instructions"))).isEqualTo("Be brief.");
    assertThat(texts(span.path("messages_in"))).isEqualTo("Weather in Oslo?");
    assertThat(texts(span.path("messages_out"))).isEqualTo("Rain.");
    var conversation = API.get(project, "/traces/" + chat.trace() + "/conversation").body();
    assertThat(conversation.path("calls").get(0).path("input")).hasSize(1);
    assertThat(conversation.path("messages")).hasSize(3);
  }

  @Test
  void detailsOfACallWinOverItsOtherEvents() {
    var root = SentSpan.root(1, "ask");
    var chat = SentSpan.chat(root, 1, "gpt-a", 10, 5);
    API.send("logged-details", root, chat);
    API.sendLogs(
        "logged-details",
        SentLog.request(
            event(chat, "gen_ai.user.message", Map.of("content", "twice?")),
            SentLog.of("")
                .event("gen_ai.client.inference.operation.details")
                .in(chat.trace(), chat.id())
                .with(
                    "gen_ai.input.messages",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"once\"}]}]")
                .with(
                    "gen_ai.output.messages",
                    "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"weather\",\"arguments\":"
                        + ARGUMENTS
                        + "}]}]")));
    var span = span("logged-details", chat);
    assertThat(texts(span.path("messages_in"))).isEqualTo("once");
    var call = span.path("messages_out").get(0).path("parts").get(0);
    assertThat(call.path("name").asText()).isEqualTo("weather");
    assertThat(call.path("arguments").toString()).isEqualTo(ARGUMENTS);
  }

  @Test
  void detailsInTwoEventsAreOneCall() {
    var root = SentSpan.root(1, "ask");
    var chat = SentSpan.chat(root, 1, "gpt-a", 10, 5);
    API.send("logged-halves", root, chat);
    var details = SentLog.of("").event("gen_ai.client.inference.operation.details");
    API.sendLogs(
        "logged-halves",
        SentLog.request(
            details
                .in(chat.trace(), chat.id())
                .with("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"in\"}]"),
            details
                .in(chat.trace(), chat.id())
                .ago(59_000)
                .with("gen_ai.output.messages", "[{\"role\":\"assistant\",\"content\":\"out\"}]")));
    var span = span("logged-halves", chat);
    assertThat(texts(span.path("messages_in"))).isEqualTo("in");
    assertThat(texts(span.path("messages_out"))).isEqualTo("out");
  }

  @Test
  void aSpanThatHasMessagesKeepsItsOwn() {
    var root = SentSpan.root(1, "ask");
    var chat =
        SentSpan.chat(root, 1, "gpt-a", 10, 5)
            .with("gen_ai.input.messages", "[{\"role\":\"user\",\"content\":\"mine\"}]");
    API.send("logged-own", root, chat);
    API.sendLogs("logged-own", events(chat));
    assertThat(texts(span("logged-own", chat).path("messages_in"))).isEqualTo("mine");
  }

  private static JsonNode span(String project, SentSpan span) {
    return API.get(project, "/traces/" + span.trace() + "/spans/" + span.id()).body();
  }

  private static String texts(JsonNode messages) {
    var text = new StringBuilder();
    for (var message : messages) {
      for (var part : message.path("parts")) {
        text.append(part.path("text").asText());
      }
    }
    return text.toString();
  }
}
