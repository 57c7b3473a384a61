// SPDX-License-Identifier: Apache-2.0
package dev.clew.examples.tools;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.ai.tool.metadata.ToolMetadata;

/// Gives each call its span. Spring AI's MCP server has none of its own, and the HTTP span around
/// it knows neither the tool nor that it failed: a failure travels in a 200 reply.
final class TracedTool implements ToolCallback {

  private final ToolCallback tool;
  private final ObservationRegistry observations;

  TracedTool(ToolCallback tool, ObservationRegistry observations) {
    this.tool = tool;
    this.observations = observations;
  }

  @Override
  public ToolDefinition getToolDefinition() {
    return tool.getToolDefinition();
  }

  @Override
  public ToolMetadata getToolMetadata() {
    return tool.getToolMetadata();
  }

  @Override
  public String call(String arguments) {
    return call(arguments, null);
  }

  @Override
  public String call(String arguments, ToolContext context) {
    var name = getToolDefinition().name();
    return Observation.createNotStarted("mcp.server.tool", observations)
        .contextualName("tools/call " + name)
        .lowCardinalityKeyValue("mcp.method.name", "tools/call")
        .lowCardinalityKeyValue("gen_ai.operation.name", "execute_tool")
        .lowCardinalityKeyValue("gen_ai.tool.name", name)
        .highCardinalityKeyValue("gen_ai.tool.call.arguments", arguments)
        .observe(() -> tool.call(arguments, context));
  }
}
