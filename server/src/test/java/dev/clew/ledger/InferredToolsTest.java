// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tools that ran where nothing was instrumented, over HTTP.
class InferredToolsTest {

  private static final TestApi API = TestApi.shared();

  private static final SentSpan AGENT =
      SentSpan.root(1, "invoke_agent planner")
          .with("gen_ai.operation.name", "invoke_agent")
          .with("gen_ai.agent.name", "planner");

  /// 100 ms from two minutes ago; asks for `find`.
  private static final SentSpan ASKING = asking(AGENT, 1).ago(120_000);

  /// A second later; its messages end with what `find` answered.
  private static final SentSpan ANSWERED = answered(AGENT, 2).ago(119_000);

  @Test
  void aToolWithoutASpanRanBetweenTheCallsThatAskAndAnswer() {
    var inferred = inferred("inferred-between", AGENT, ASKING, ANSWERED);
    assertThat(inferred).hasSize(1);
    var tool = inferred.getFirst();
    assertThat(tool.path("op").asText()).isEqualTo("tool_call");
    assertThat(tool.path("tool_name").asText()).isEqualTo("find");
    assertThat(tool.path("tool_call_id").asText()).isEqualTo("c1");
    assertThat(tool.path("service").asText()).isEqualTo("shop");
    assertThat(tool.path("agent_name").asText()).isEqualTo("planner");
    assertThat(tool.path("parent_span_id").asText()).isEqualTo(AGENT.id());
    assertThat(tool.path("duration_ms").asDouble()).isEqualTo(900);
    assertThat(tool.path("status").asText()).isEqualTo("unset");
    assertThat(tool.path("billable").asBoolean()).isFalse();
  }

  @Test
  void itsArgumentsAndItsResultAreThoseOfTheMessages() {
    var tool = inferred("inferred-content", AGENT, ASKING, ANSWERED).getFirst();
    var span =
        API.get(
                "inferred-content",
                "/traces/" + AGENT.trace() + "/spans/" + tool.path("span_id").asText())
            .body();
    assertThat(span.path("tool_arguments").asText()).contains("thread");
    assertThat(span.path("tool_result").asText()).isEqualTo("a ball of thread");
    assertThat(span.path("inferred").asBoolean()).isTrue();
    assertThat(span.path("attributes")).isEmpty();
  }

  @Test
  void theLedgerCountsItAndItsResultPointsAtIt() {
    var tool = inferred("inferred-ledger", AGENT, ASKING, ANSWERED).getFirst();
    var ledger = API.get("inferred-ledger", "/traces/" + AGENT.trace() + "/ledger").body();
    assertThat(ledger.path("tools").get(0).path("used_calls").asInt()).isEqualTo(1);
    assertThat(ledger.path("results").get(0).path("span_id").asText())
        .isEqualTo(tool.path("span_id").asText());
  }

  @Test
  void itIsNoToolThatIsNeverUsed() {
    var offered =
        ASKING.with("gen_ai.tool.definitions", "[{\"type\":\"function\",\"name\":\"find\"}]");
    inferred("inferred-used", AGENT, offered, ANSWERED);
    var tool = API.get("inferred-used", "/tools").body().path("tools").get(0);
    assertThat(tool.path("tool_name").asText()).isEqualTo("find");
    assertThat(tool.path("calls").asInt()).isZero();
    assertThat(tool.path("inferred_calls").asInt()).isEqualTo(1);
    assertThat(tool.path("offered_runs").asInt()).isEqualTo(1);
    assertThat(tool.path("used_runs").asInt()).isEqualTo(1);
  }

  @Test
  void aSpanWithTheIdOfTheRequestIsTheTool() {
    var span = SentSpan.tool(AGENT, 3, "somewhere").with("gen_ai.tool.call.id", "c1").ago(200_000);
    assertThat(inferred("inferred-by-id", AGENT, ASKING, span, ANSWERED)).isEmpty();
  }

  @Test
  void asManyToolsAsResultsAreTheToolsWhateverTheirNames() {
    var span = SentSpan.tool(AGENT, 3, "SimpleTool").ago(119_500);
    assertThat(inferred("inferred-by-count", AGENT, ASKING, span, ANSWERED)).isEmpty();
  }

  @Test
  void aToolOfAnotherTimeIsAnotherCall() {
    var span = SentSpan.tool(AGENT, 3, "find").with("gen_ai.tool.call.id", "c0").ago(130_000);
    assertThat(inferred("inferred-other-call", AGENT, ASKING, span, ANSWERED)).hasSize(1);
  }

  @Test
  void aSpanNamedAfterTheToolIsTheTool() {
    var span = AGENT.child(3, "find").with("openinference.span.kind", "RETRIEVER").ago(119_500);
    assertThat(inferred("inferred-retriever", AGENT, ASKING, span, ANSWERED)).isEmpty();
  }

  @Test
  void aToolWhoseContextWasLostStandsInATraceOfItsOwn() {
    var lost = SentSpan.tool(SentSpan.root(2, "POST /mcp"), 3, "find").ago(119_500);
    assertThat(inferred("inferred-lost", AGENT, ASKING, ANSWERED, lost)).isEmpty();
    var ofOther = lost.of("warehouse");
    assertThat(inferred("inferred-not-lost", AGENT, ASKING, ANSWERED, ofOther)).hasSize(1);
    var ofServer = ofOther.with("mcp.server.name", "docs").with("mcp.method.name", "tools/call");
    assertThat(inferred("inferred-lost-mcp", AGENT, ASKING, ANSWERED, ofServer)).isEmpty();
  }

  @Test
  void whereNobodySawWhoAskedTheTimeIsUnknown() {
    var alone = answered(SentSpan.root(3, "chat"), 1);
    var tool = inferred("inferred-alone", SentSpan.root(3, "chat"), alone).getFirst();
    assertThat(tool.path("tool_name").asText()).isEqualTo("find");
    assertThat(tool.path("duration_ms").asDouble()).isZero();
    assertThat(tool.path("start_time").asText())
        .isEqualTo(spans("inferred-alone", alone, "5000").getLast().path("start_time").asText());
  }

  @Test
  void resultsBeforeTheModelsLastWordAreNotNew() {
    var later =
        SentSpan.chat(AGENT, 4, "gpt-4o", 300, 10)
            .with(
                "gen_ai.input.messages",
                "["
                    + HISTORY
                    + ",{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"found\"}]},"
                    + "{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"thanks\"}]}]");
    assertThat(inferred("inferred-history", AGENT, later)).isEmpty();
    assertThat(inferred("inferred-once", AGENT, ASKING, ANSWERED, later.ago(110_000))).hasSize(1);
  }

  /// The agent that took over spoke since, in a trace of its own; to this one its words are a
  /// user's.
  @Test
  void whereNobodySawWhoAskedResultsThatSomebodySpokeAfterAreNotNew() {
    var later = SentSpan.root(5, "chat");
    var goesOn =
        SentSpan.chat(later, 1, "gpt-4o", 300, 10)
            .with(
                "gen_ai.input.messages",
                "["
                    + HISTORY
                    + ",{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"For context: the guide said it was found\"}]}]");
    assertThat(inferred("inferred-over", later, goesOn)).isEmpty();
  }

  @Test
  void theToolIsOfTheAgentThatAskedForIt() {
    var guide =
        SentSpan.root(1, "invoke_agent guide")
            .child(5, "invoke_agent guide")
            .with("gen_ai.operation.name", "invoke_agent")
            .with("gen_ai.agent.name", "guide");
    var tool =
        inferred("inferred-handoff", AGENT, ASKING, guide, answered(guide, 6).ago(119_000))
            .getFirst();
    assertThat(tool.path("agent_name").asText()).isEqualTo("planner");
  }

  @Test
  void pagesTogetherHoldEachSpanOnce() {
    API.send("inferred-pages", AGENT, ASKING, ANSWERED);
    API.get("inferred-pages", "/traces/" + AGENT.trace() + "/ledger");
    var whole = ids(spans("inferred-pages", AGENT, "5000"));
    assertThat(whole).hasSize(4).doesNotHaveDuplicates();
    assertThat(ids(spans("inferred-pages", AGENT, "1"))).isEqualTo(whole);
    assertThat(ids(spans("inferred-pages", AGENT, "3"))).isEqualTo(whole);
  }

  private static final String HISTORY =
      """
      {"role":"user","parts":[{"type":"text","content":"what led Theseus out?"}]},
      {"role":"assistant","parts":[{"type":"tool_call","id":"c1","name":"find","arguments":{"about":"thread"}}]},
      {"role":"tool","parts":[{"type":"tool_call_response","id":"c1","response":"a ball of thread"}]}
      """;

  private static SentSpan asking(SentSpan parent, int number) {
    return SentSpan.chat(parent, number, "gpt-4o", 100, 10)
        .with(
            "gen_ai.output.messages",
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"id\":\"c1\",\"name\":\"find\",\"arguments\":{\"about\":\"thread\"}}]}]");
  }

  private static SentSpan answered(SentSpan parent, int number) {
    return SentSpan.chat(parent, number, "gpt-4o", 200, 10)
        .with("gen_ai.input.messages", "[" + HISTORY + "]");
  }

  private static List<JsonNode> inferred(String project, SentSpan... spans) {
    API.send(project, spans);
    API.get(project, "/traces/" + spans[0].trace() + "/ledger");
    return spans(project, spans[0], "5000").stream()
        .filter(span -> span.path("inferred").asBoolean())
        .toList();
  }

  /// All pages, in order.
  private static List<JsonNode> spans(String project, SentSpan of, String limit) {
    var all = new ArrayList<JsonNode>();
    var cursor = "";
    do {
      var query = Stream.of("limit", limit, "cursor", cursor).limit(cursor.isEmpty() ? 2 : 4);
      var answer = API.get(project, "/traces/" + of.trace(), query.toArray(String[]::new)).body();
      assertThat(answer.path("accounted").asBoolean()).isTrue();
      answer.path("spans").forEach(all::add);
      cursor = answer.path("next_cursor").asText("");
    } while (!cursor.isEmpty() && !cursor.equals("null"));
    return all;
  }

  private static List<String> ids(List<JsonNode> spans) {
    return spans.stream().map(span -> span.path("span_id").asText()).toList();
  }
}
