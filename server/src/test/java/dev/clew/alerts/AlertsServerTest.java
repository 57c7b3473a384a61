// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.notify.HttpReceiver;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Alerts, from the wire to a receiver of webhooks, also when the server is killed.
class AlertsServerTest {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void anAlertFiresIsSeenAndOutlivesAKilledServerWithoutBeingLostOrToldTwice(@TempDir Path data)
      throws Exception {
    int port;
    try (var receiver = new HttpReceiver()) {
      port = receiver.port();
    }
    String id;
    try (var server = ServerProcess.start(data)) {
      for (int i = 1; i <= 4; i++) {
        call(server, "shop", i, true);
      }
      call(server, "desk", 9, false);
      Awaiting.until(
          () -> get(server, "/api/v1/traces").path("traces").size(), n -> n == 5, "all traces");
      var channel =
          post(
              server,
              "/api/v1/alerts/channels",
              "{\"name\":\"ops\",\"kind\":\"webhook\",\"secret\":\"s3cret\",\"url\":\"http://127.0.0.1:%d/x/y\"}"
                  .formatted(port));
      assertThat(channel.toString()).doesNotContain("s3cret", "/x/y");
      var rule = Rules.document().put("group_by", "service");
      rule.putArray("channels").add(channel.path("channel").path("id").asText());
      var past = post(server, "/api/v1/alerts/preview", rule.toString());
      assertThat(past.path("groups").findValuesAsText("member")).contains("shop", "desk");
      id = post(server, "/api/v1/alerts", rule.toString()).path("alert").path("id").asText();
      var alert = awaitState(server, id, "firing");
      assertThat(alert.path("members")).hasSize(1);
      var member = alert.path("members").path(0);
      assertThat(member.path("member").asText()).isEqualTo("shop");
      assertThat(member.path("value").asDouble()).isEqualTo(1);
      assertThat(member.path("link").asText()).contains("service%3A%22shop%22", "has%3Aerror");
      var drawn = get(server, "/api/v1/annotations?tags=firing").path("annotations");
      assertThat(drawn).hasSize(1);
      assertThat(drawn.path(0).path("title").asText()).endsWith(" · shop fires");
      assertThat(drawn.path(0).path("link").asText()).isEqualTo("/alerts/" + id);
      assertThat(member.path("changed").path("q").asText()).isEqualTo("has:error");
      // Nobody listens: the first attempt fails, the delivery waits.
      Awaiting.until(
          () -> get(server, "/api/v1/alerts/deliveries").path("deliveries").path(0),
          one -> one.path("attempts").asInt() >= 1,
          "a first attempt");
      server.kill();
    }
    try (var receiver = new HttpReceiver(port);
        var server = ServerProcess.start(data)) {
      Awaiting.until(() -> receiver.received().size(), n -> n >= 1, "the notification");
      var delivered =
          Awaiting.until(
              () -> get(server, "/api/v1/alerts/deliveries").path("deliveries").path(0),
              one -> one.path("status").asText().equals("delivered"),
              "written down");
      assertThat(delivered.path("notification").path("state").asText()).isEqualTo("firing");
      server.kill();
      try (var again = ServerProcess.start(data)) {
        var alert = awaitState(again, id, "firing");
        Awaiting.until(
            () -> get(again, "/api/v1/alerts/" + id).path("alert").path("evaluated_at"),
            at -> at.isTextual(),
            "evaluated after the restart");
        assertThat(alert.path("members").path(0).path("told").asBoolean()).isTrue();
        assertThat(get(again, "/api/v1/alerts/" + id).path("history")).hasSize(1);
        assertThat(get(again, "/api/v1/alerts/deliveries").path("deliveries")).hasSize(1);
        var ids = new HashSet<String>();
        receiver.received().forEach(one -> ids.add(one.delivery()));
        assertThat(ids).hasSize(1);

        send(again, "DELETE", "/api/v1/alerts/" + id, "", 200);
        Awaiting.until(
            () -> receiver.received().getLast().body(),
            body -> body.contains("\"resolved\""),
            "the end of the alert");
        assertThat(get(again, "/api/v1/alerts").path("alerts")).isEmpty();
      }
    }
  }

  @Test
  void whatIsWrongIsNamedAndASilenceHoldsBack(@TempDir Path data) throws Exception {
    try (var receiver = new HttpReceiver();
        var server = ServerProcess.start(data)) {
      var bad = send(server, "POST", "/api/v1/alerts", "{\"source\":\"moon\"}", 400);
      assertThat(bad.path("detail").asText()).startsWith("source: moon");
      send(server, "GET", "/api/v1/alerts/none", "", 404);
      send(
          server,
          "POST",
          "/api/v1/alerts/channels",
          "{\"name\":\"a\",\"kind\":\"webhook\",\"url\":\"file:///etc\"}",
          400);
      send(
          server,
          "POST",
          "/api/v1/alerts/silences",
          "{\"to\":\"2020-01-01T00:00:00Z\",\"reason\":\"x\"}",
          400);
      var channel =
          post(
              server,
              "/api/v1/alerts/channels",
              "{\"name\":\"ops\",\"kind\":\"webhook\",\"url\":\"%s\"}".formatted(receiver.url()));
      var tested =
          post(
              server,
              "/api/v1/alerts/channels/" + channel.path("channel").path("id").asText() + "/test",
              "");
      assertThat(tested.path("delivered").asBoolean()).isTrue();
      var silence =
          post(
              server,
              "/api/v1/alerts/silences",
              "{\"to\":\"%s\",\"reason\":\"a new model comes\",\"author\":\"ann\"}"
                  .formatted(Instant.now().plusSeconds(3_600)));
      call(server, "shop", 1, true);
      Awaiting.until(
          () -> get(server, "/api/v1/traces").path("traces").size(), n -> n == 1, "the trace");
      ObjectNode rule = Rules.document();
      rule.putArray("channels").add(channel.path("channel").path("id").asText());
      var id = post(server, "/api/v1/alerts", rule.toString()).path("alert").path("id").asText();
      awaitState(server, id, "firing");
      var history = get(server, "/api/v1/alerts/" + id).path("history");
      assertThat(history.path(0).path("silenced").asBoolean()).isTrue();
      assertThat(receiver.received()).hasSize(1);
      send(
          server,
          "DELETE",
          "/api/v1/alerts/silences/" + silence.path("silence").path("id").asText(),
          "",
          200);
      send(server, "PUT", "/api/v1/alerts/" + id, rule.toString(), 200);
      Awaiting.until(() -> receiver.received().size(), n -> n == 2, "told when the silence ended");
    }
  }

  private JsonNode awaitState(ServerProcess server, String id, String state) throws Exception {
    return Awaiting.until(
        () -> get(server, "/api/v1/alerts/" + id).path("alert"),
        alert -> alert.path("state").asText().equals(state),
        state);
  }

  private JsonNode get(ServerProcess server, String path) throws Exception {
    return send(server, "GET", path, "", 200);
  }

  private JsonNode post(ServerProcess server, String path, String body) throws Exception {
    return send(server, "POST", path, body, 200);
  }

  private JsonNode send(ServerProcess server, String method, String path, String body, int status)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.api(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
    return json.readTree(answer.body());
  }

  private void call(ServerProcess server, String service, int trace, boolean hasFailed)
      throws Exception {
    long start = Instant.now().minusSeconds(10).getEpochSecond() * 1_000_000_000L;
    var body =
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%1$s"}}]},"scopeSpans":[{"spans":[
          {"traceId":"%2$032x","spanId":"%2$016x","name":"chat","kind":3,"startTimeUnixNano":"%3$d","endTimeUnixNano":"%3$d","status":{"code":%4$d},"attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}}]}]}]}]}
        """
            .formatted(service, trace, start, hasFailed ? 2 : 1);
    var request =
        HttpRequest.newBuilder(server.otlp("/v1/traces"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
