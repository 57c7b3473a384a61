// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static dev.clew.semconv.RawSpanBuilder.span;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Layer;
import dev.clew.model.SpanKind;
import dev.clew.model.ToolUse;
import dev.clew.model.Value;
import org.junit.jupiter.api.Test;

class ToolsTest {

  @Test
  void readsAnExecution() {
    var tool =
        span()
            .with("gen_ai.operation.name", "execute_tool")
            .with("gen_ai.tool.name", "search")
            .with("gen_ai.tool.call.id", "call_1")
            .with("gen_ai.tool.call.arguments", "{\"q\":\"x\"}")
            .with("gen_ai.tool.call.result", "none found")
            .read()
            .tool();

    assertThat(tool)
        .isEqualTo(
            new ToolUse("search", "call_1", "{\"q\":\"x\"}", "none found", null, null, null));
  }

  @Test
  void takesInputAndOutputOfAToolSpan() {
    var span =
        span()
            .with("openinference.span.kind", "TOOL")
            .with("tool.name", "search")
            .with("input.value", "x")
            .with("output.value", "y")
            .read();

    assertThat(span.tool().arguments()).isEqualTo("x");
    assertThat(span.tool().result()).isEqualTo("y");
    assertThat(span.content().takenFrom()).containsExactly("input.value", "output.value");
  }

  @Test
  void writesStructuredArgumentsAsJson() {
    var tool =
        span()
            .with("gen_ai.operation.name", "execute_tool")
            .with("gen_ai.tool.call.arguments", Value.of(7))
            .read()
            .tool();

    assertThat(tool.arguments()).isEqualTo("7");
  }

  @Test
  void readsTheMcpServerFromItsAnswer() {
    var tool =
        span()
            .with("mcp.method.name", "tools/call")
            .with("gen_ai.tool.name", "search")
            .with(
                "gen_ai.tool.call.result",
                "{\"content\":[],\"_meta\":{\"io.modelcontextprotocol/serverInfo\":{\"version\":\"2\",\"name\":\"docs\"}}}")
            .read()
            .tool();

    assertThat(tool.mcpServer()).isEqualTo("docs");
  }

  @Test
  void readsTheToolOfAnMcpClientFromTheSpansName() {
    var span =
        span()
            .name("MCP send tools/call search_logs")
            .kind(SpanKind.CLIENT)
            .with("mcp.method.name", "tools/call")
            .with("server.address", "tools.local")
            .read();

    assertThat(span.tool().name()).isEqualTo("search_logs");
    assertThat(span.tool().mcpServer()).isEqualTo("tools.local");
  }

  @Test
  void namesAnMcpServerByItsService() {
    var span =
        span()
            .kind(SpanKind.SERVER)
            .resource("service.name", Value.of("ops-mcp"))
            .with("mcp.method.name", "tools/list")
            .read();

    assertThat(span.tool().mcpServer()).isEqualTo("ops-mcp");
    assertThat(span.layer()).isEqualTo(Layer.TOOL);
  }

  @Test
  void joinsAHandOffToTheToolThatTheModelCalled() {
    var tool =
        span()
            .name("handoff to Weather Agent")
            .with("openinference.span.kind", "TOOL")
            .read()
            .tool();

    assertThat(tool.name()).isEqualTo("transfer_to_weather_agent");
  }
}
