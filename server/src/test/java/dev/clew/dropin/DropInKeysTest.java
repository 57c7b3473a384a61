// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where keys are required, each sender's own way to send the key of its back end.
class DropInKeysTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String AUTHORIZATION = "authorization";

  /// How one product sends.
  ///
  /// @param header that holds the key
  /// @param value what stands there for a key
  /// @param body with `%s` for the trace id, in single quotes
  private record Sender(
      String name, String path, String header, UnaryOperator<String> value, String body) {}

  private static final List<Sender> SENDERS =
      List.of(
          new Sender(
              "Langfuse",
              "/api/public/ingestion",
              AUTHORIZATION,
              key -> basic("pk-lf-1:" + key),
              "{'batch':[{'id':'e','type':'span-create','body':{'id':'s','traceId':'%s','startTime':'2026-01-01T00:00:00Z','endTime':'2026-01-01T00:00:01Z'}}]}"),
          new Sender(
              "LangSmith",
              "/runs",
              "x-api-key",
              key -> key,
              "{'id':'r','trace_id':'%s','name':'ask','start_time':'2026-01-01T00:00:00','end_time':'2026-01-01T00:00:01'}"),
          new Sender(
              "Opik",
              "/api/v1/private/traces",
              AUTHORIZATION,
              key -> key,
              "{'id':'%s','start_time':'2026-01-01T00:00:00Z','end_time':'2026-01-01T00:00:01Z'}"),
          new Sender(
              "Weave",
              "/traces/call/upsert_batch",
              AUTHORIZATION,
              key -> basic("api:" + key),
              "{'batch':[{'mode':'start','req':{'start':{'id':'c','trace_id':'%s','op_name':'ask','started_at':'2026-01-01T00:00:00Z'}}},{'mode':'end','req':{'end':{'id':'c','ended_at':'2026-01-01T00:00:01Z'}}}]}"),
          new Sender(
              "Weave, calls that are over",
              "/traces/v2/entity/project/calls/complete",
              AUTHORIZATION,
              key -> basic("api:" + key),
              "{'batch':[{'id':'d','trace_id':'%s','op_name':'ask','started_at':'2026-01-01T00:00:00Z','ended_at':'2026-01-01T00:00:01Z'}]}"),
          new Sender(
              "MLflow with a token",
              "/api/3.0/mlflow/traces",
              AUTHORIZATION,
              key -> "Bearer " + key,
              "{'trace':{'trace_info':{'trace_id':'tr-%s','request_time':'2026-01-01T00:00:00Z','trace_metadata':{'mlflow.trace.user':'u'}}}}"),
          new Sender(
              "MLflow with a password",
              "/api/3.0/mlflow/traces",
              AUTHORIZATION,
              key -> basic("user:" + key),
              "{'trace':{'trace_info':{'trace_id':'tr-%s','request_time':'2026-01-01T00:00:00Z','trace_metadata':{'mlflow.trace.user':'u'}}}}"),
          new Sender(
              "Zipkin with a header",
              "/api/v2/spans",
              AUTHORIZATION,
              key -> "Bearer " + key,
              "[{'traceId':'%s','id':'bb','name':'get','timestamp':1767225600000000,'duration':1500}]"));

  @Test
  void eachSenderIsKnownByItsOwnWayToSendAKey(@TempDir Path data) throws Exception {
    String ingest;
    String admin;
    String read;
    try (var open = ServerProcess.start(data)) {
      ingest = key(open, "ingest");
      admin = key(open, "admin");
      read = key(open, "read");
    }
    try (var server = ServerProcess.start(data, Map.of("CLEW_BIND", "0.0.0.0"))) {
      for (int i = 0; i < SENDERS.size(); i++) {
        var sender = SENDERS.get(i);
        var trace = "0123456789abcdef0123456789abcd%02x".formatted(i);
        assertThat(send(server, sender, "", trace)).as(sender.name()).isEqualTo(401);
        assertThat(send(server, sender, "sk-of-another", trace)).as(sender.name()).isEqualTo(401);
        assertThat(send(server, sender, read, trace)).as(sender.name()).isEqualTo(403);
        assertThat(spans(server, admin, trace)).as(sender.name()).isEmpty();
        assertThat(send(server, sender, ingest, trace)).as(sender.name()).isBetween(200, 207);
        assertThat(spans(server, admin, trace)).as(sender.name()).hasSize(1);
      }
      // What Zipkin's own senders do: they know no key.
      assertThat(send(server, SENDERS.getLast(), "", "aa")).isEqualTo(401);
    }
  }

  private static int send(ServerProcess server, Sender sender, String key, String trace)
      throws Exception {
    var request =
        HttpRequest.newBuilder(server.otlp(sender.path()))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    sender.body().formatted(trace).replace('\'', '"')));
    if (!key.isEmpty()) {
      request.header(sender.header(), sender.value().apply(key));
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static JsonNode spans(ServerProcess server, String admin, String trace) throws Exception {
    return ask(HttpRequest.newBuilder(server.api("/api/v1/traces/" + trace))
            .header(AUTHORIZATION, "Bearer " + admin))
        .path("spans");
  }

  private static String key(ServerProcess server, String type) throws Exception {
    URI keys = server.api("/api/v1/keys");
    var body = "{\"name\":\"sender\",\"type\":\"%s\"}".formatted(type);
    return ask(HttpRequest.newBuilder(keys).POST(HttpRequest.BodyPublishers.ofString(body)))
        .path("secret")
        .asText();
  }

  private static JsonNode ask(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
