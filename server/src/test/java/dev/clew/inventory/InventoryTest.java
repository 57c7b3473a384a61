// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class InventoryTest {

  private static final String PROJECT = "inventory";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    for (int i = 1; i <= 3; i++) {
      var agent =
          SentSpan.root(i, "invoke_agent helper")
              .with("gen_ai.operation.name", "invoke_agent")
              .with("gen_ai.agent.name", "helper")
              .taking(400);
      var chat = SentSpan.chat(agent, 1, "gpt-a", 100, 7);
      // The gateway's view of the same call: a span, but not a second call.
      var gateway =
          SentSpan.chat(chat, 2, "gpt-a", 100, 7).of("gateway").with("gen_ai.response.id", "r" + i);
      var client = SentSpan.tool(agent, 3, "search");
      // MCP over HTTP: a request lies between the client's span and the server's, which has no call
      // id.
      var request = client.child(6, "POST /mcp").of("tools");
      var server =
          SentSpan.tool(request, 4, "search").of("tools").with("mcp.method.name", "tools/call");
      API.send(
          PROJECT,
          agent,
          chat.with("gen_ai.response.id", "r" + i),
          gateway,
          client.with("gen_ai.tool.call.id", "call-" + i),
          request,
          server,
          SentSpan.tool(agent, 5, "book").failing());
    }
  }

  @Test
  void servicesCountSpansAndChargeEachCallOnce() {
    var services = rows("services");
    assertThat(services.findValuesAsText("service")).containsExactly("shop", "tools", "gateway");
    assertThat(services.get(0).path("spans").asLong()).isEqualTo(12);
    assertThat(services.get(0).path("traces").asLong()).isEqualTo(3);
    assertThat(services.get(0).path("errors").asLong()).isEqualTo(3);
    long calls = 0;
    long tokens = 0;
    for (var service : services) {
      calls += service.path("llm_calls").asLong();
      tokens += service.path("input_tokens").asLong();
    }
    assertThat(calls).isEqualTo(3);
    assertThat(tokens).isEqualTo(300);
  }

  @Test
  void modelsCountWhatIsCharged() {
    var model = rows("models").get(0);
    assertThat(model.path("model").asText()).isEqualTo("gpt-a");
    assertThat(model.path("calls").asLong()).isEqualTo(3);
    assertThat(model.path("output_tokens").asLong()).isEqualTo(21);
    assertThat(model.path("cache_read_tokens").isNull()).isTrue();
    assertThat(model.path("p50_ms").asDouble()).isEqualTo(100);
    assertThat(model.path("ttft_p50_ms").isNull()).isTrue();
    assertThat(sum(model.path("spark"))).isEqualTo(3);
    assertThat(model.path("spark")).hasSize(24);
  }

  @Test
  void agentsHaveTheirToolCallsEvenWhenToolsDoNotNameThem() {
    var agent = rows("agents").get(0);
    assertThat(agent.path("agent_name").asText()).isEqualTo("helper");
    assertThat(agent.path("invocations").asLong()).isEqualTo(3);
    assertThat(agent.path("traces").asLong()).isEqualTo(3);
    assertThat(agent.path("llm_calls").asLong()).isEqualTo(3);
    assertThat(agent.path("tool_calls").asLong()).isEqualTo(6);
    assertThat(agent.path("p50_ms").asDouble()).isEqualTo(400);
  }

  @Test
  void aToolCallSeenByClientAndServerIsOne() {
    var tools = rows("tools");
    assertThat(tools.findValuesAsText("tool_name")).containsExactly("book", "search");
    assertThat(tools.get(1).path("calls").asLong()).isEqualTo(3);
    assertThat(tools.get(1).path("mcp_server").asText()).isEqualTo("tools");
    assertThat(tools.get(0).path("errors").asLong()).isEqualTo(3);
    assertThat(sum(tools.get(0).path("spark"))).isEqualTo(3);
  }

  private static JsonNode rows(String name) {
    return API.get(PROJECT, "/" + name, "from", "now-1h").body().path(name);
  }

  private static long sum(JsonNode numbers) {
    long sum = 0;
    for (var number : numbers) {
      sum += number.asLong();
    }
    return sum;
  }
}
