// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.testkit.GoldenCase;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Ledgers of runs of real programs, over HTTP.
class CapturedLedgerTest {

  private static final TestApi API = TestApi.shared();

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theEntriesAreWhatTheModelServerCounted(GoldenCase captured) {
    for (var trace : send(captured)) {
      var ledger = ledger(captured, trace);
      if (trace.path("llm_calls").asInt() == 0) {
        assertThat(ledger.path("totals").isNull()).isTrue();
        continue;
      }
      var totals = ledger.path("totals");
      assertThat(side(ledger, "input"))
          .isEqualTo(totals.path("input_tokens").asLong())
          .isEqualTo(trace.path("input_tokens").asLong());
      assertThat(side(ledger, "output"))
          .isEqualTo(totals.path("output_tokens").asLong())
          .isEqualTo(trace.path("output_tokens").asLong());
      long byCall = 0;
      for (var call : ledger.path("calls")) {
        for (var tokens : call.path("by_category")) {
          byCall += tokens.asLong();
        }
      }
      assertThat(byCall).isEqualTo(side(ledger, "input") + side(ledger, "output"));
      assertThat(ledger.path("sentence").asText()).endsWith(".");
    }
  }

  @Test
  void aBlackHoleOfFortyToolsIsMostlyDefinitions() {
    var captured = captured("py2-mcp-http-native-stream");
    var ledger =
        send(captured).stream()
            .map(trace -> ledger(captured, trace))
            .filter(one -> !one.path("totals").isNull())
            .findFirst()
            .orElseThrow();
    var byCategory = byCategory(ledger);
    assertThat(ledger.path("totals").path("input_tokens").asLong()).isEqualTo(242_841);
    assertThat(ledger.path("totals").path("tier").asText()).isEqualTo("tokenizer");
    assertThat((double) byCategory.getOrDefault("tooldef", 0L) / 242_841).isBetween(0.6, 0.9);
    assertThat(ledger.path("tools")).hasSize(40);
    for (var tool : ledger.path("tools")) {
      assertThat(tool.path("server").asText()).isEqualTo("ops-mcp-server");
    }
  }

  @Test
  void toolsThatNoSpanShowsAreInferredFromMessages() {
    assertThat(inferred("py2-litellm-sdk"))
        .containsExactlyInAnyOrder("book_table", "get_weather", "search_trails");
    assertThat(inferred("py2-mcp1-stdio-openinference")).containsExactly("query_metrics");
    assertThat(inferred("py2-mcp1-http-openllmetry")).isEmpty();
    assertThat(inferred("py2-mlflow-otlp")).isEmpty();
    assertThat(inferred("py1-lc-openinference-plus-openai")).isEmpty();
  }

  private static List<String> inferred(String name) {
    var captured = captured(name);
    var tools = new ArrayList<String>();
    for (var trace : send(captured)) {
      ledger(captured, trace);
      API.get(project(captured), "/traces/" + trace.path("trace_id").asText())
          .body()
          .path("spans")
          .forEach(
              span -> {
                if (span.path("inferred").asBoolean()) {
                  tools.add(span.path("tool_name").asText());
                }
              });
    }
    return tools;
  }

  @Test
  void theCallsOfALoopThatReportsRunningTotalsAreCountedOnce() {
    var captured = captured("jvm-springai1-micrometer");
    long calls = 0;
    long input = 0;
    long output = 0;
    for (var trace : send(captured)) {
      calls += trace.path("llm_calls").asLong();
      input += trace.path("input_tokens").asLong();
      output += trace.path("output_tokens").asLong();
      assertThat(ofChargedSpans(captured, trace)).isEqualTo(trace.path("input_tokens").asLong());
    }
    var totals = captured.expected().path("totals");
    assertThat(input).isEqualTo(totals.path("input_tokens").asLong());
    assertThat(output).isEqualTo(totals.path("output_tokens").asLong());
    assertThat(calls)
        .isEqualTo(
            totals.path("calls").asLong()
                + captured.expected().path("truth").path("failed").asLong());
  }

  static Map<String, Long> byCategory(JsonNode ledger) {
    var sums = new HashMap<String, Long>();
    for (var entry : ledger.path("entries")) {
      sums.merge(entry.path("category").asText(), entry.path("tokens").asLong(), Long::sum);
    }
    return sums;
  }

  private static GoldenCase captured(String name) {
    return GoldenCase.all().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String project(GoldenCase captured) {
    return "ledger-" + captured.name();
  }

  private static List<JsonNode> send(GoldenCase captured) {
    for (var request : captured.requests()) {
      API.sendProtobuf(project(captured), request.toByteArray());
    }
    var traces = new ArrayList<JsonNode>();
    API.get(project(captured), "/traces", "from", "2026-01-01T00:00:00Z", "limit", "1000")
        .body()
        .path("traces")
        .forEach(traces::add);
    assertThat(traces).isNotEmpty();
    return traces;
  }

  private static JsonNode ledger(GoldenCase captured, JsonNode trace) {
    var answer =
        API.get(project(captured), "/traces/" + trace.path("trace_id").asText() + "/ledger");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static long ofChargedSpans(GoldenCase captured, JsonNode trace) {
    long input = 0;
    var answer = API.get(project(captured), "/traces/" + trace.path("trace_id").asText());
    for (var span : answer.body().path("spans")) {
      input += span.path("billable").asBoolean() ? span.path("input_tokens").asLong() : 0;
    }
    return input;
  }

  private static long side(JsonNode ledger, String side) {
    long sum = 0;
    for (var entry : ledger.path("entries")) {
      sum += entry.path("side").asText().equals(side) ? entry.path("tokens").asLong() : 0;
    }
    return sum;
  }
}
