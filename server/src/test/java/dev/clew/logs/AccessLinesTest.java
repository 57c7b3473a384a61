// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.TestApi;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Lines of access logs become spans, over the line endpoint and inside OTLP log records alike.
class AccessLinesTest {

  private static final TestApi API = TestApi.shared();
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static String nginx(String requestId, String traceparent, int status) {
    double now = Instant.now().toEpochMilli() / 1000.0 - 60;
    return "{\"msec\":\"%.3f\",\"request_id\":\"%s\",\"method\":\"POST\",\"uri\":\"/v1/chat/completions\",\"status\":%d,\"request_time\":0.444,\"upstream_response_time\":\"0.440\",\"traceparent\":\"%s\"}"
        .formatted(now, requestId, status, traceparent);
  }

  private static String traced(String requestId) {
    return nginx(requestId, "00-" + TRACE + "-00f067aa0ba902b7-01", 200);
  }

  @Test
  void aLineWithATraceIsASpanOfIt() {
    var line = traced("r1");
    var reply = API.post("lines-span", "/logs/lines", line + "\n");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body().toString())
        .isEqualTo("{\"accepted\":1,\"duplicate\":0,\"rejected\":0,\"errors\":[]}");
    var span = API.get("lines-span", "/traces/" + TRACE).body().path("spans").get(0);
    assertThat(span.path("name").asText()).isEqualTo("POST /v1/chat/completions");
    assertThat(span.path("layer").asText()).isEqualTo("api_gateway");
    assertThat(span.path("parent_span_id").asText()).isEqualTo("00f067aa0ba902b7");
    assertThat(span.path("duration_ms").asDouble()).isEqualTo(444);
    assertThat(span.path("service").asText()).isEqualTo("nginx");
  }

  @Test
  void aLineThatIsSentAgainIsKnown() {
    var line = traced("r1");
    API.post("lines-again", "/logs/lines", line);
    var again = API.post("lines-again", "/logs/lines?format=nginx", line + "\n" + traced("r2"));
    assertThat(again.body().path("duplicate").asInt()).isEqualTo(1);
    assertThat(again.body().path("accepted").asInt()).isEqualTo(1);
    API.sendLogs("lines-again", SentLog.request(SentLog.of(line)));
    assertThat(API.get("lines-again", "/traces/" + TRACE).body().path("spans")).hasSize(2);
  }

  @Test
  void badLinesAreRejectedAlone() {
    var reply =
        API.post(
            "lines-bad",
            "/logs/lines",
            "127.0.0.1 - - GET /\n\n" + traced("r1") + "\n{\"level\":\"info\"}\n");
    assertThat(reply.body().path("accepted").asInt()).isEqualTo(1);
    assertThat(reply.body().path("rejected").asInt()).isEqualTo(2);
    assertThat(reply.body().path("errors").get(0).asText()).isEqualTo("line 1: not a JSON object");
    assertThat(reply.body().path("errors").get(1).asText()).startsWith("line 4: ");
  }

  @Test
  void anUnknownFormatIsRefused() {
    var reply = API.post("lines-format", "/logs/lines?format=apache", "{}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().path("detail").asText()).startsWith("format: apache (expected: auto");
  }

  @Test
  void anAiGatewaysLineInALogRecordIsAModelCall() {
    var line =
        "{\"ai_log\":\"{\\\"model\\\":\\\"qwen-turbo\\\",\\\"input_token\\\":100,\\\"output_token\\\":\\\"69\\\",\\\"chat_id\\\":\\\"chatcmpl-1\\\",\\\"llm_first_token_duration\\\":309,\\\"response_type\\\":\\\"stream\\\"}\",\"duration\":\"1957\",\"method\":\"POST\",\"path\":\"/v1/chat/completions\",\"response_code\":\"200\",\"start_time\":\"%s\",\"trace_id\":\"%s\"}"
            .formatted(Instant.now().minusSeconds(60), TRACE);
    API.sendLogs("lines-ai", SentLog.request(SentLog.of(line).from("higress-gateway.prod")));
    var span = API.get("lines-ai", "/traces/" + TRACE).body().path("spans").get(0);
    assertThat(span.path("layer").asText()).isEqualTo("ai_gateway");
    assertThat(span.path("op").asText()).isEqualTo("chat");
    assertThat(span.path("input_tokens").asLong()).isEqualTo(100);
    assertThat(span.path("ttft_ms").asDouble()).isEqualTo(309);
    assertThat(span.path("billable").asBoolean()).isTrue();
    assertThat(span.path("service").asText()).isEqualTo("higress-gateway.prod");
  }

  @Test
  void linesOfOneRouteAreOnePattern() {
    API.post("lines-pattern", "/logs/lines", traced("r1") + "\n" + nginx("r2", "", 502));
    var patterns = API.get("lines-pattern", "/logs/patterns").body().path("patterns");
    assertThat(patterns).hasSize(1);
    assertThat(patterns.get(0).path("template").asText()).isEqualTo("POST /v1/chat/completions");
    assertThat(patterns.get(0).path("count").asInt()).isEqualTo(2);
    assertThat(patterns.get(0).path("errors").asInt()).isEqualTo(1);
    var q = "pattern:" + patterns.get(0).path("pattern").asText();
    assertThat(API.get("lines-pattern", "/logs", "q", q).body().path("logs")).hasSize(2);
  }
}
