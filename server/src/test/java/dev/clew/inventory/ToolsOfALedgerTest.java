// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.testkit.GoldenCase;
import dev.clew.traces.TestApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Tools of a real agent that is offered 40 and calls five of them.
final class ToolsOfALedgerTest {

  private static final String PROJECT = "tools-of-a-ledger";
  private static final String FROM = "2026-01-01T00:00:00Z";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    var captured =
        GoldenCase.all().stream()
            .filter(one -> one.name().equals("py2-mcp-http-native-stream"))
            .findFirst()
            .orElseThrow();
    captured.requests().forEach(request -> API.sendProtobuf(PROJECT, request.toByteArray()));
    for (var trace : API.get(PROJECT, "/traces", "from", FROM).body().path("traces")) {
      API.get(PROJECT, "/traces/" + trace.path("trace_id").asText() + "/ledger");
    }
  }

  @Test
  void toolsThatWereNeverCalledAreListedWithWhatTheyTook() {
    var tools = API.get(PROJECT, "/tools", "from", FROM).body().path("tools");
    assertThat(tools).hasSize(40);
    int unused = 0;
    for (var tool : tools) {
      assertThat(tool.path("mcp_server").asText()).isEqualTo("ops-mcp-server");
      assertThat(tool.path("offered_calls").asInt()).isEqualTo(7);
      assertThat(tool.path("offered_runs").asInt()).isEqualTo(1);
      assertThat(tool.path("definition_tokens").asInt()).isPositive();
      if (tool.path("calls").asInt() == 0) {
        unused++;
        assertThat(tool.path("waste_tokens").asLong())
            .isEqualTo(tool.path("definition_total_tokens").asLong());
        assertThat(tool.path("last_time").isNull()).isTrue();
      }
    }
    assertThat(unused).isEqualTo(35);
    var search = tool(tools, "search_logs");
    assertThat(search.path("calls").asInt()).isEqualTo(2);
    assertThat(search.path("used_runs").asInt()).isEqualTo(1);
    assertThat(search.path("result_tokens_p95").asDouble()).isGreaterThan(1_000);
    assertThat(search.path("resend_tokens").asLong())
        .isGreaterThan(search.path("result_tokens").asLong());
    assertThat(search.path("cost_usd").asDouble()).isPositive();
  }

  @Test
  void aToolShowsItsVersionsItsResultsAndWhatOneCallMoreTakes() {
    var answer =
        API.get(PROJECT, "/tool", "tool", "search_logs", "server", "ops-mcp-server", "from", FROM)
            .body();
    assertThat(answer.path("tool").path("calls").asInt()).isEqualTo(2);
    assertThat(answer.path("tool").path("marginal_tokens").asLong())
        .isGreaterThan(answer.path("tool").path("result_tokens_p50").asLong());
    assertThat(answer.path("tool").path("marginal_usd").asDouble()).isPositive();
    assertThat(answer.path("versions")).hasSize(1);
    assertThat(answer.path("versions").get(0).path("definition").isObject()).isTrue();
    assertThat(answer.path("versions").get(0).path("first_time").asText()).endsWith("Z");
    assertThat(answer.path("largest").get(0).path("span_id").asText()).hasSize(16);
    long calls = 0;
    for (var point : answer.path("series")) {
      calls += point.path("calls").asLong();
    }
    assertThat(calls).isEqualTo(2);
    var failing =
        API.get(
                PROJECT,
                "/tool",
                "tool",
                "restart_service",
                "server",
                "ops-mcp-server",
                "from",
                FROM)
            .body();
    assertThat(failing.path("errors")).hasSize(1);
  }

  @Test
  void usageByToolAddsUpToWhatTheRunsTook() {
    var series = API.get(PROJECT, "/usage", "group_by", "tool", "from", FROM).body().path("series");
    long input = 0;
    boolean isSearchThere = false;
    for (var one : series) {
      var point = one.path("points").get(0).get(1);
      input += point.path("input_tokens").asLong();
      isSearchThere |= one.path("labels").path("tool").asText().equals("search_logs");
    }
    assertThat(input).isEqualTo(242_841);
    assertThat(isSearchThere).isTrue();
    assertThat(API.get(PROJECT, "/usage", "group_by", "tool,model", "from", FROM).status())
        .isEqualTo(400);
  }

  @Test
  void aUnitOfWorkHasItsCost() {
    var units = API.get(PROJECT, "/costs/units", "from", FROM).body().path("units");
    assertThat(units.path("runs").asLong()).isEqualTo(1);
    assertThat(units.path("usd_per_run").asDouble())
        .isEqualTo(units.path("cost_usd").asDouble())
        .isPositive();
  }

  @Test
  void anUnknownToolIsNotFound() {
    assertThat(API.get(PROJECT, "/tool", "tool", "nothing", "from", FROM).status()).isEqualTo(404);
  }

  @Test
  void anAllowListWouldHaveSavedWhatWasNeverUsed() {
    var answer = API.get(PROJECT, "/tools/what-if", "from", FROM).body();
    assertThat(answer.path("runs").asInt()).isEqualTo(1);
    assertThat(answer.path("input_tokens").asLong()).isEqualTo(242_841);
    long unused = 0;
    for (var tool : API.get(PROJECT, "/tools", "from", FROM).body().path("tools")) {
      unused += tool.path("calls").asInt() == 0 ? tool.path("waste_tokens").asLong() : 0;
    }
    var allowList = answer.path("options").get(0);
    assertThat(allowList.path("saved_tokens").asLong()).isEqualTo(unused);
    assertThat(allowList.path("saved_usd").asDouble()).isPositive();
    assertThat(allowList.path("share").asDouble()).isBetween(0.1, 1.0);
    var search = answer.path("options").get(1);
    assertThat(search.path("saved_tokens").asLong()).isBetween(unused / 2, unused);
    var cut =
        API.get(PROJECT, "/tools/what-if", "from", FROM, "result_limit", "100")
            .body()
            .path("options")
            .get(2);
    assertThat(cut.path("saved_tokens").asLong()).isPositive();
    assertThat(
            API.get(PROJECT, "/tools/what-if", "from", FROM, "agent", "nobody")
                .body()
                .path("runs")
                .asInt())
        .isZero();
  }

  private static JsonNode tool(JsonNode tools, String name) {
    for (var tool : tools) {
      if (tool.path("tool_name").asText().equals(name)) {
        return tool;
      }
    }
    throw new AssertionError("no tool " + name);
  }
}
