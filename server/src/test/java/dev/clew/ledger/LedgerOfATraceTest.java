// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Ledgers of traces whose telemetry leaves something out or says something odd, over HTTP.
class LedgerOfATraceTest {

  private static final TestApi API = TestApi.shared();

  @Test
  void definitionsThatOnlyTheServersListShowsAreTheServers() {
    var agent = SentSpan.root(1, "ask").with("gen_ai.operation.name", "invoke_agent");
    var listed =
        agent
            .child(1, "tools/list")
            .with("mcp.method.name", "tools/list")
            .with("mcp.server.name", "docs")
            .with(
                "output.value",
                "{\"tools\":[{\"name\":\"find\",\"description\":\"%s\"},{\"name\":\"read\",\"description\":\"one\"}]}"
                    .formatted("finds a document ".repeat(40)))
            .ago(110_000);
    var ledger = ledger("ledger-listed", agent, listed, chat(agent, 2, 400, "user", "hello"));
    assertThat(tool(ledger, "find").path("server").asText()).isEqualTo("docs");
    assertThat(tool(ledger, "find").path("definition_tokens").asLong())
        .isGreaterThan(tool(ledger, "read").path("definition_tokens").asLong());
    assertThat(tool(ledger, "read").path("used_calls").asInt()).isZero();
  }

  @Test
  void whatASubAgentAnswersIsNoResultOfATool() {
    var main = agent(SentSpan.root(1, "invoke_agent main"), "main");
    var first = chat(main, 1, 100, "user", "plan it");
    var tool = SentSpan.tool(main, 2, "ask_expert").with("gen_ai.tool.call.id", "c1").ago(115_000);
    var expert = agent(tool.child(3, "invoke_agent expert"), "expert").ago(114_000);
    var inner = chat(expert, 4, 80, "user", "what now").ago(113_000);
    var second =
        chat(main, 5, 300, "user", "plan it")
            .ago(100_000)
            .with(
                "gen_ai.input.messages",
                """
                [{"role":"user","parts":[{"type":"text","content":"plan it"}]},
                 {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"ask_expert","arguments":{"q":"what now"}}]},
                 {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"%s"}]}]
                """
                    .formatted("do this and that ".repeat(30)));
    var ledger = ledger("ledger-sub-agent", main, first, tool, expert, inner, second);
    var answered = entry(ledger, "subagent_result");
    assertThat(answered.path("tool").asText()).isEqualTo("expert");
    assertThat(answered.path("agent").asText()).isEqualTo("main");
    assertThat(answered.path("tokens").asLong()).isGreaterThan(100);
    assertThat(input(ledger)).isEqualTo(480);
  }

  @Test
  void whatARetrieverAndAMemoryAnsweredIsFoundAgainInThePrompt() {
    var document = "Clew is the ball of thread that led Theseus out. ".repeat(20).strip();
    var memory = "The user wants short answers in plain words.";
    var root = SentSpan.root(1, "ask");
    var retriever =
        root.child(2, "retrieve")
            .with("openinference.span.kind", "RETRIEVER")
            .with("retrieval.documents.0.document.content", document)
            .ago(118_000);
    var recall =
        root.child(3, "search_memory")
            .with("gen_ai.operation.name", "search_memory")
            .with("output.value", "[{\"memory\":\"%s\"}]".formatted(memory))
            .ago(117_000);
    var call =
        chat(root, 4, 400, "user", "Known: %s Context: %s What is it?".formatted(memory, document));
    var ledger = ledger("ledger-recalled", root, retriever, recall, call);
    assertThat(entry(ledger, "rag").path("tokens").asLong()).isBetween(250L, 390L);
    assertThat(entry(ledger, "memory").path("tokens").asLong()).isBetween(5L, 40L);
    assertThat(entry(ledger, "user_new").path("tokens").asLong()).isPositive();
    assertThat(input(ledger)).isEqualTo(400);
  }

  @Test
  void contradictionsAreCutAndNamed() {
    var root = SentSpan.root(1, "ask");
    var call =
        chat(root, 1, 100, "user", "hello")
            .with("gen_ai.usage.cache_read.input_tokens", 500L)
            .with("gen_ai.usage.reasoning.output_tokens", 70L);
    var ledger = ledger("ledger-contradiction", root, call);
    assertThat(input(ledger))
        .isEqualTo(ledger.path("totals").path("input_tokens").asLong())
        .isPositive();
    assertThat(ledger.path("totals").path("confidence").asText()).isEqualTo("low");
    assertThat(ledger.path("notes").toString()).contains("contradicts itself");
  }

  @Test
  void aModelThatNobodyKnowsHasNoPriceAndItsTokensAllTheSame() {
    var root = SentSpan.root(1, "ask");
    var call =
        chat(root, 1, 1_000, "user", "hello ".repeat(300))
            .with("gen_ai.provider.name", "someone")
            .with("gen_ai.request.model", "nobody-knows-1")
            .with("gen_ai.response.model", "nobody-knows-1");
    var ledger = ledger("ledger-unknown-model", root, call);
    assertThat(input(ledger)).isEqualTo(1_000);
    assertThat(ledger.path("totals").path("cost_usd").isNull()).isTrue();
    assertThat(ledger.path("totals").path("tier").asText()).isEqualTo("bytes");
    assertThat(notes(ledger)).contains("1 call has no known price");
  }

  @Test
  void aCallWithoutTokensIsToldAndTakesNothing() {
    var root = SentSpan.root(1, "ask");
    var unknown =
        root.child(1, "chat m")
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.request.model", "m")
            .with("gen_ai.output.messages", said("assistant", "yes"));
    var ledger = ledger("ledger-no-tokens", root, unknown);
    assertThat(ledger.path("totals").path("calls").asInt()).isEqualTo(1);
    assertThat(input(ledger)).isZero();
    assertThat(ledger.path("sentence").asText())
        .isEqualTo("The model call reported no input tokens.");
  }

  @Test
  void twoThousandToolsAreTwoThousandLines() {
    var root = SentSpan.root(1, "ask");
    var tools =
        IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    "{\"type\":\"function\",\"name\":\"tool%d\",\"description\":\"%d\"}"
                        .formatted(i, i))
            .collect(Collectors.joining(",", "[", "]"));
    var call = chat(root, 1, 44_001, "user", "hello").with("gen_ai.tool.definitions", tools);
    var ledger = ledger("ledger-many-tools", root, call);
    assertThat(ledger.path("tools")).hasSize(2_000);
    assertThat(input(ledger)).isEqualTo(44_001);
    assertThat(ledger.path("sentence").asText()).contains("never used");
  }

  @Test
  void contentThatWasCutLeavesAGap() {
    var root = SentSpan.root(1, "ask");
    var call = chat(root, 1, 90_000, "user", "a long text that was cut");
    var ledger = ledger("ledger-cut", root, call);
    assertThat(entry(ledger, "overhead").path("tokens").asLong()).isGreaterThan(89_000);
    assertThat(input(ledger)).isEqualTo(90_000);
    assertThat(notes(ledger))
        .contains("the only call shows less than half of what was charged; the rest is overhead");
  }

  @Test
  void notesCountAsSentencesDo() {
    var root = SentSpan.root(1, "ask");
    var cut = chat(root, 1, 90_000, "user", "hello");
    var whole = chat(root, 2, 2, "user", "hello");
    assertThat(notes(ledger("ledger-one-cut", root, cut, whole)))
        .contains("1 of 2 calls shows less than half of what was charged; the rest is overhead");
    var other = chat(root, 2, 80_000, "user", "hello");
    assertThat(notes(ledger("ledger-two-cut", root, cut, other)))
        .contains("2 of 2 calls show less than half of what was charged; the rest is overhead");
  }

  private static List<String> notes(JsonNode ledger) {
    var notes = new ArrayList<String>();
    ledger.path("notes").forEach(note -> notes.add(note.asText()));
    return notes;
  }

  @Test
  void aTraceWithoutModelCallsHasNoTotals() {
    var ledger = ledger("ledger-none", SentSpan.root(1, "GET /"));
    assertThat(ledger.path("totals").isNull()).isTrue();
    assertThat(ledger.path("state").asText()).isNotEmpty();
    assertThat(API.get("ledger-none", "/traces/" + "0".repeat(31) + "9/ledger").status())
        .isEqualTo(404);
  }

  private static SentSpan agent(SentSpan span, String name) {
    return span.with("gen_ai.operation.name", "invoke_agent").with("gen_ai.agent.name", name);
  }

  private static SentSpan chat(SentSpan parent, int number, long input, String role, String text) {
    return SentSpan.chat(parent, number, "gpt-4o", input, 10)
        .with("gen_ai.input.messages", said(role, text))
        .with("gen_ai.output.messages", said("assistant", "well"));
  }

  private static String said(String role, String text) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, text);
  }

  private static JsonNode ledger(String project, SentSpan... spans) {
    API.send(project, spans);
    var answer = API.get(project, "/traces/" + spans[0].trace() + "/ledger");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static long input(JsonNode ledger) {
    long sum = 0;
    for (var entry : ledger.path("entries")) {
      sum += entry.path("side").asText().equals("input") ? entry.path("tokens").asLong() : 0;
    }
    return sum;
  }

  private static JsonNode entry(JsonNode ledger, String category) {
    return find(ledger.path("entries"), "category", category);
  }

  private static JsonNode tool(JsonNode ledger, String name) {
    return find(ledger.path("tools"), "tool", name);
  }

  private static JsonNode find(JsonNode list, String field, String value) {
    for (var one : list) {
      if (one.path(field).asText().equals(value)) {
        return one;
      }
    }
    throw new AssertionError("no %s %s in %s".formatted(field, value, list));
  }
}
