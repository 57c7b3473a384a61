// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedModelServerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOLS =
      """
      , "tools": [{"type": "function", "function": {
          "name": "lookup_order", "description": "Status of an order",
          "parameters": {"type": "object", "properties": {"orderId": {"type": "string"}}}}}]
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  private SimulatedModelServer server;

  @BeforeEach
  void start() throws IOException {
    server = SimulatedModelServer.start(ServerOptions.instant());
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void callsTheToolThatTheQuestionIsAboutWithTheIdentifierFromIt() throws Exception {
    var message = chat("Where is my order A-1001?", TOOLS).at("/choices/0/message");

    assertThat(message.at("/tool_calls/0/function/name").asText()).isEqualTo("lookup_order");
    assertThat(message.at("/tool_calls/0/function/arguments").asText())
        .isEqualTo("{\"orderId\":\"A-1001\"}");
  }

  @Test
  void choosesFromTheWordsThatTheSystemPromptOffers() throws Exception {
    var body =
        """
        {"model": "simulated-small", "messages": [
          {"role": "system", "content": "Answer with one of: order, refund, other"},
          {"role": "user", "content": "I want a refund"}]}
        """;

    assertThat(JSON.readTree(post(body).body()).at("/choices/0/message/content").asText())
        .isEqualTo("refund");
  }

  @Test
  void countsAFourthOfThePromptsCharactersAndWhatIsCachedOfThem() throws Exception {
    var question = "Where is my order A-1001? ".repeat(40);
    var first = chat(question, "").path("usage");
    var second = chat(question, "").path("usage");

    assertThat(first.path("prompt_tokens").asInt()).isBetween(260, 300);
    assertThat(first.at("/prompt_tokens_details/cached_tokens").asInt()).isZero();
    assertThat(second.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(256);
  }

  @Test
  void whatFindsNoSlotWaitsAndIsCounted() throws Exception {
    try (var slow = SimulatedModelServer.start(new ServerOptions(0, 1, 1, false, 1))) {
      var request =
          HttpRequest.newBuilder(URI.create(slow.baseUrl() + "/chat/completions"))
              .POST(
                  BodyPublishers.ofString(
                      "{\"model\": \"simulated-small\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}"))
              .build();
      var both =
          List.of(
              client.sendAsync(request, BodyHandlers.ofString()),
              client.sendAsync(request, BodyHandlers.ofString()));
      double waited = 0;
      for (var answer : both) {
        var timing = answer.get().headers().firstValue("Server-Timing").orElseThrow();
        waited = Math.max(waited, Double.parseDouble(timing.substring(timing.indexOf('=') + 1)));
      }
      // As long as the other takes at least for its first token, less a fifth.
      assertThat(waited).isGreaterThan(20);
      var metrics =
          client
              .send(
                  HttpRequest.newBuilder(slow.baseUrl().resolve("/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(metrics)
          .contains("vllm:num_requests_waiting{model_name=\"simulated-small\"} 0.000000")
          .contains("vllm:request_queue_time_seconds_count{model_name=\"simulated-small\"} 2")
          .contains("vllm:e2e_request_latency_seconds_count{model_name=\"simulated-large\"} 0");
    }
  }

  @Test
  void streamsTheSameTextAndEndsWithUsage() throws Exception {
    var whole = chat("Good morning", "");
    var events =
        post(request(
                "Good morning",
                ", \"stream\": true, \"stream_options\": {\"include_usage\": true}"))
            .body()
            .lines()
            .filter(line -> line.startsWith("data: "))
            .map(line -> line.substring("data: ".length()))
            .toList();

    assertThat(events.getLast()).isEqualTo("[DONE]");
    var chunks = events.subList(0, events.size() - 1).stream().map(this::parse).toList();
    assertThat(text(chunks)).isEqualTo(whole.at("/choices/0/message/content").asText());
    assertThat(chunks.getLast().at("/usage/completion_tokens"))
        .isEqualTo(whole.at("/usage/completion_tokens"));
  }

  @Test
  void anUnknownModelIsNotFound() throws Exception {
    var reply = post("{\"model\": \"gpt-4o\", \"messages\": []}");

    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body()).contains("no such model: gpt-4o");
  }

  @Test
  void aBodyThatIsNotJsonIsRefused() throws Exception {
    assertThat(post("{\"model\":").statusCode()).isEqualTo(400);
  }

  @Test
  void textsThatShareWordsHaveCloserEmbeddings() throws Exception {
    var body =
        "{\"input\": [\"refund of an order\", \"refund for that order\", \"opening hours\"]}";
    var data = JSON.readTree(send("/embeddings", body).body()).path("data");

    assertThat(similarity(data.get(0), data.get(1)))
        .isGreaterThan(similarity(data.get(0), data.get(2)));
  }

  private JsonNode chat(String question, String more) throws Exception {
    return JSON.readTree(post(request(question, more)).body());
  }

  private static String request(String question, String more) {
    return "{\"model\": \"simulated-large\", \"messages\": [{\"role\": \"user\", \"content\": \""
        + question
        + "\"}]"
        + more
        + "}";
  }

  private HttpResponse<String> post(String body) throws Exception {
    return send("/chat/completions", body);
  }

  private HttpResponse<String> send(String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private JsonNode parse(String event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new AssertionError(event, e);
    }
  }

  private static String text(List<JsonNode> chunks) {
    var text = new StringBuilder();
    for (var chunk : chunks) {
      text.append(chunk.at("/choices/0/delta/content").asText(""));
    }
    return text.toString();
  }

  private static double similarity(JsonNode one, JsonNode other) {
    double sum = 0;
    for (int i = 0; i < one.path("embedding").size(); i++) {
      sum += one.path("embedding").get(i).asDouble() * other.path("embedding").get(i).asDouble();
    }
    return sum;
  }
}
