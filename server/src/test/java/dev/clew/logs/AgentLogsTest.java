// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Coding agents that send no traces are seen all the same: from what they log.
class AgentLogsTest {

  private static final TestApi API = TestApi.shared();

  private static SentLog claude(String event) {
    return SentLog.of("claude_code." + event)
        .from("claude-code")
        .with("event.name", event)
        .with("session.id", "s-1")
        .with("user.id", "ada")
        .with("prompt.id", "p-1");
  }

  private static SentLog codex(String event) {
    return SentLog.of("")
        .from("codex_exec")
        .event("event otel/src/events/session_telemetry.rs:1153")
        .with("event.name", "codex." + event)
        .with("conversation.id", "c-1")
        .with("model", "gpt-5-codex");
  }

  private static SentLog gemini(String event) {
    return SentLog.of("what happened")
        .from("gemini-cli")
        .with("event.name", "gemini_cli." + event)
        .with("session.id", "g-1")
        .with("prompt_id", "g-1########0")
        .with("model", "gemini-2.5-pro");
  }

  private static List<JsonNode> spans(String project) {
    var traces = API.get(project, "/traces").body().path("traces");
    var spans = new ArrayList<JsonNode>();
    for (var trace : traces) {
      API.get(project, "/traces/" + trace.path("trace_id").asText())
          .body()
          .path("spans")
          .forEach(spans::add);
    }
    return spans;
  }

  private static JsonNode only(List<JsonNode> spans, String op) {
    var found = spans.stream().filter(span -> span.path("op").asText().equals(op)).toList();
    assertThat(found).as(op).hasSize(1);
    return found.getFirst();
  }

  @Test
  void aPromptOfClaudeCodeIsARunWithItsCallsAndTools() {
    API.sendLogs(
        "agent-claude",
        SentLog.request(
            claude("user_prompt").with("prompt", "Fix the build").ago(70_000),
            claude("api_request")
                .with("model", "claude-sonnet-4-5")
                .with("input_tokens", "107")
                .with("output_tokens", "15")
                .with("cache_read_tokens", "11136")
                .with("cache_creation_tokens", "107")
                .with("duration_ms", "191"),
            claude("assistant_response").with("response", "Done."),
            claude("tool_result")
                .with("tool_name", "Bash")
                .with("tool_use_id", "toolu_1")
                .with("success", "false")
                .with("error", "Shell command failed")));
    var spans = spans("agent-claude");
    var call = only(spans, "chat");
    assertThat(call.path("billable").asBoolean()).isTrue();
    assertThat(call.path("input_tokens").asLong()).isEqualTo(11_350);
    assertThat(call.path("cache_read_tokens").asLong()).isEqualTo(11_136);
    assertThat(call.path("duration_ms").asDouble()).isEqualTo(191);
    assertThat(call.path("session_id").asText()).isEqualTo("s-1");
    assertThat(call.path("user_id").asText()).isEqualTo("ada");
    assertThat(only(spans, "agent_invoke").path("agent_name").asText()).isEqualTo("claude-code");
    var tool = only(spans, "tool_call");
    assertThat(tool.path("tool_name").asText()).isEqualTo("Bash");
    assertThat(tool.path("status").asText()).isEqualTo("error");
    assertThat(tool.path("parent_span_id")).isEqualTo(call.path("parent_span_id"));
  }

  @Test
  void recordsOfATraceAddNothingToIt() {
    var trace = "0af7651916cd43dd8448eb211c80319c";
    var call = claude("api_request").with("input_tokens", "10").with("output_tokens", "1");
    API.sendLogs(
        "agent-traced", SentLog.request(call.in(trace, "b7ad6b7169203331"), claude("user_prompt")));
    assertThat(spans("agent-traced")).isEmpty();
    assertThat(API.get("agent-traced", "/logs").body().path("logs")).hasSize(2);
  }

  @Test
  void onlyTheEndOfCodexsStreamIsACall() {
    API.sendLogs(
        "agent-codex",
        SentLog.request(
            codex("conversation_starts").ago(70_000),
            codex("user_prompt").with("prompt", "Look around"),
            codex("api_request").with("http.response.status_code", "200"),
            codex("api_request").with("http.response.status_code", "429"),
            codex("sse_event").with("event.kind", "response.created"),
            codex("sse_event")
                .with("event.kind", "response.completed")
                .with("input_token_count", "9822")
                .with("cached_token_count", 9600L)
                .with("output_token_count", "12")
                .with("tool_token_count", "9834"),
            codex("tool_result").with("tool_name", "exec_command").with("call_id", "call_1")));
    var spans = spans("agent-codex");
    var calls = spans.stream().filter(span -> span.path("op").asText().equals("chat")).toList();
    assertThat(calls)
        .extracting(c -> c.path("status").asText())
        .containsExactlyInAnyOrder("error", "unset");
    var call = calls.stream().filter(c -> c.path("status").asText().equals("unset")).findFirst();
    assertThat(call.orElseThrow().path("input_tokens").asLong()).isEqualTo(9_822);
    assertThat(call.orElseThrow().path("session_id").asText()).isEqualTo("c-1");
    assertThat(only(spans, "tool_call").path("tool_name").asText()).isEqualTo("exec_command");
    assertThat(only(spans, "step").path("name").asText()).isEqualTo("prompt");
  }

  @Test
  void thoughtsOfGeminiAreOutput() {
    API.sendLogs(
        "agent-gemini",
        SentLog.request(
            gemini("user_prompt").ago(70_000),
            gemini("api_response")
                .with("input_token_count", 100L)
                .with("output_token_count", 10L)
                .with("cached_content_token_count", 50L)
                .with("thoughts_token_count", 7L)
                .with("tool_token_count", 3L)
                .with("total_token_count", 120L)
                .with("duration_ms", 900L),
            gemini("tool_call").with("function_name", "read_file").with("success", "true")));
    var spans = spans("agent-gemini");
    var call = only(spans, "chat");
    assertThat(call.path("input_tokens").asLong()).isEqualTo(103);
    assertThat(call.path("output_tokens").asLong()).isEqualTo(17);
    assertThat(call.path("cache_read_tokens").asLong()).isEqualTo(50);
    assertThat(only(spans, "tool_call").path("tool_name").asText()).isEqualTo("read_file");
  }

  @Test
  void absurdRecordsAreKeptAsRecords() {
    API.sendLogs(
        "agent-absurd",
        SentLog.request(
            claude("api_request").with("input_tokens", "many").with("duration_ms", "-1e300"),
            gemini("api_response").with("total_token_count", "9".repeat(400)),
            SentLog.of("").with("event.name", "codex.tool_result")));
    assertThat(API.get("agent-absurd", "/logs").body().path("logs")).hasSize(3);
  }
}
