// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import org.junit.jupiter.api.Test;

/// A tool whose spans do not say the server that the ledger knows.
class NamelessServerTest {

  private static final String PROJECT = "nameless-server";
  private static final TestApi API = TestApi.shared();

  @Test
  void aToolWhoseServerOnlyTheLedgerKnowsIsOneRow() {
    var root = SentSpan.root(1, "ask").with("gen_ai.operation.name", "invoke_agent");
    var listed =
        root.child(1, "tools/list")
            .with("mcp.method.name", "tools/list")
            .with("mcp.server.name", "docs")
            .with("output.value", "{\"tools\":[{\"name\":\"find\",\"description\":\"finds\"}]}")
            .ago(110_000);
    var call = SentSpan.chat(root, 2, "gpt-4o", 400, 10).ago(100_000);
    var tool =
        SentSpan.tool(root, 3, "find")
            .with("gen_ai.tool.call.arguments", "{\"q\":\"thread\"}")
            .with("gen_ai.tool.call.result", "the ball of ".repeat(20))
            .ago(95_000);
    API.send(PROJECT, root, listed, call, tool);
    assertThat(API.get(PROJECT, "/traces/%032x/ledger".formatted(1)).status()).isEqualTo(200);

    var tools = API.get(PROJECT, "/tools").body().path("tools");
    assertThat(tools).hasSize(1);
    assertThat(tools.get(0).path("mcp_server").asText()).isEqualTo("docs");
    assertThat(tools.get(0).path("calls").asInt()).isEqualTo(1);
    var one = API.get(PROJECT, "/tool", "tool", "find", "server", "docs").body().path("tool");
    assertThat(one.path("calls").asInt()).isEqualTo(1);
    assertThat(one.path("args_bytes_p50").asInt()).isEqualTo(14);
    assertThat(one.path("result_bytes_p95").asInt()).isEqualTo(240);
  }
}
