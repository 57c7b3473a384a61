// SPDX-License-Identifier: Apache-2.0
package dev.clew.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MapTest {

  private static final String PROJECT = "map";
  private static final TestApi API = TestApi.shared();

  /// A shop that asks a model through a gateway, another one directly, a database and a tool.
  @BeforeAll
  static void send() {
    for (int i = 1; i <= 3; i++) {
      var root = SentSpan.root(i, "POST /ask").taking(900);
      var call = SentSpan.chat(root, 1, "qwen", 100, 7);
      var gateway = SentSpan.chat(call, 2, "qwen", 100, 7).of("agentgateway").taking(80);
      var server = SentSpan.chat(gateway, 3, "qwen", 100, 7).of("vllm").taking(60);
      var direct = SentSpan.chat(root, 4, "gpt-a", 10, 2).ago(119_000).taking(400);
      var query = root.child(5, "SELECT orders").with("db.system.name", "postgresql");
      var driver = query.child(6, "SELECT").with("db.system.name", "postgresql");
      var tool = SentSpan.tool(root, 7, "search");
      var tools = SentSpan.tool(tool, 8, "search").of("search-server").taking(20);
      API.send(
          PROJECT,
          root,
          call,
          gateway,
          server,
          i == 3 ? direct.failing() : direct,
          query.with("db.namespace", "orders"),
          driver.with("db.namespace", "orders"),
          tool,
          tools);
    }
  }

  @Test
  void aCallThroughAGatewayIsAnEdgeForEachHopWithItsTokens() {
    assertThat(edge("shop", "agentgateway").path("calls").asLong()).isEqualTo(3);
    assertThat(edge("shop", "agentgateway").path("input_tokens").asLong()).isEqualTo(300);
    assertThat(edge("agentgateway", "vllm").path("input_tokens").asLong()).isEqualTo(300);
    assertThat(edge("agentgateway", "vllm").path("output_tokens").asLong()).isEqualTo(21);
    assertThat(edge("vllm", "openai").isMissingNode()).isTrue();
  }

  @Test
  void whatSendsNoSpansIsKnownByWhatItsCallerSays() {
    var provider = edge("shop", "openai");
    assertThat(provider.path("calls").asLong()).isEqualTo(3);
    assertThat(provider.path("errors").asLong()).isEqualTo(1);
    assertThat(provider.path("input_tokens").asLong()).isEqualTo(30);
    assertThat(node("openai").path("filter").asText()).isEqualTo("provider:\"openai\"");
    assertThat(node("openai").path("layer").asText()).isEqualTo("model_server");
    assertThat(node("openai").path("external").asBoolean()).isTrue();
  }

  @Test
  void aDriverBelowAnOrmIsTheSameCall() {
    assertThat(edge("shop", "postgresql/orders").path("calls").asLong()).isEqualTo(3);
    assertThat(node("postgresql/orders").path("layer").asText()).isEqualTo("data");
  }

  @Test
  void aServiceStandsInTheLayerOfItsOwnWork() {
    assertThat(node("shop").path("layer").asText()).isEqualTo("app");
    assertThat(node("agentgateway").path("layer").asText()).isEqualTo("ai_gateway");
    assertThat(node("vllm").path("layer").asText()).isEqualTo("model_server");
    assertThat(node("search-server").path("layer").asText()).isEqualTo("tool");
    assertThat(node("shop").path("entries").asLong()).isEqualTo(3);
    assertThat(node("vllm").path("entries").asLong()).isZero();
  }

  @Test
  void durationsAreTrueToNinePercent() {
    assertThat(edge("agentgateway", "vllm").path("p95_ms").asDouble()).isCloseTo(60, within(5.4));
    assertThat(node("shop").path("p50_ms").asDouble()).isCloseTo(900, within(81.0));
  }

  @Test
  void filtersOfNodesSelectTheirTraces() {
    for (var node : map()) {
      var traces = API.get(PROJECT, "/traces", "q", node.path("filter").asText(), "from", "now-1h");
      assertThat(traces.body().path("traces")).as(node.path("id").asText()).hasSize(3);
    }
  }

  @Test
  void aFilterNarrowsTheMapToItsRuns() {
    var map = API.get(PROJECT, "/map", "from", "now-1h", "q", "model:gpt-b").body();
    assertThat(map.path("nodes")).isEmpty();
    assertThat(API.get(PROJECT, "/map", "from", "now-1h", "q", "nonsense:1").status())
        .isEqualTo(400);
  }

  @Test
  void figuresAreThoseOfTheStoredEntries() {
    var map = API.get(PROJECT, "/map", "from", "now-1h").body();
    assertThat(map.path("edges")).hasSize(5);
    for (var edge : map.path("edges")) {
      hasFiguresOf(
          edge,
          "caller = '%s' AND callee = '%s'"
              .formatted(edge.path("from").asText(), edge.path("to").asText()));
    }
    assertThat(map.path("nodes")).hasSize(6);
    for (var node : map.path("nodes")) {
      hasFiguresOf(node, "callee = '%s'".formatted(node.path("id").asText()));
    }
  }

  private static void hasFiguresOf(JsonNode line, String entries) {
    var query =
        """
        SELECT sum(e.calls) AS calls, sum(e.errors) AS errors, sum(e.input_tokens) AS input_tokens, sum(e.output_tokens) AS output_tokens, sumIf(e.calls, caller IS NULL) AS entries,
          quantileExactWeighted(0.5)(duration_ms, e.calls) AS p50_ms, quantileExactWeighted(0.95)(duration_ms, e.calls) AS p95_ms
        FROM edges AS e WHERE %s
        """
            .formatted(entries);
    var body = JsonNodeFactory.instance.objectNode().put("query", query).toString();
    var figures = API.post(PROJECT, "/sql", body).body().path("rows").path(0).properties();
    assertThat(figures).hasSize(7);
    for (var figure : figures) {
      var shown = line.get(figure.getKey());
      if (shown != null) {
        assertThat(shown.asDouble()).as(line.toString()).isEqualTo(figure.getValue().asDouble());
      }
    }
  }

  @Test
  void nothingSentIsAnEmptyMap() {
    var map = API.get("map-nothing", "/map").body();
    assertThat(map.path("nodes")).isEmpty();
    assertThat(map.path("edges")).isEmpty();
    assertThat(map.path("truncated").asBoolean()).isFalse();
  }

  private static JsonNode map() {
    return API.get(PROJECT, "/map", "from", "now-1h").body().path("nodes");
  }

  private static JsonNode node(String id) {
    for (var node : map()) {
      if (node.path("id").asText().equals(id)) {
        return node;
      }
    }
    return map().path("none");
  }

  private static JsonNode edge(String from, String to) {
    var edges = API.get(PROJECT, "/map", "from", "now-1h").body().path("edges");
    for (var edge : edges) {
      if (edge.path("from").asText().equals(from) && edge.path("to").asText().equals(to)) {
        return edge;
      }
    }
    return edges.path("none");
  }
}
