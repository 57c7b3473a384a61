// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Mastra's exporter: `gen_ai.*`, with what a span is in `mastra.span.type`. A generation is a loop
/// whose steps are the calls; both carry usage.
final class Mastra {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("agent_run", Operation.AGENT_INVOKE),
          entry("model_generation", Operation.CHAT),
          entry("model_step", Operation.CHAT),
          entry("model_inference", Operation.CHAT),
          entry("model_chunk", Operation.OTHER),
          entry("tool_call", Operation.TOOL_CALL),
          entry("mcp_tool_call", Operation.TOOL_CALL),
          entry("workflow_run", Operation.WORKFLOW),
          entry("workflow_step", Operation.TASK),
          entry("workflow_conditional", Operation.TASK),
          entry("workflow_parallel", Operation.TASK),
          entry("workflow_loop", Operation.TASK),
          entry("processor_run", Operation.TASK),
          entry("generic", Operation.CHAIN));

  static final Dialect DIALECT =
      Dialect.named("mastra")
          .scopes("@mastra/", "@mastra/otel-exporter", "mastra", "mastra-")
          .kinds(KINDS)
          .own(Field.KIND, "mastra.span.type")
          .own(Field.FIRST_TOKEN_TIME, "mastra.completion_start_time")
          .own(
              Field.SESSION,
              "mastra.thread_id",
              "mastra.metadata.threadId",
              "mastra.metadata.sessionId")
          .own(
              Field.USER,
              "mastra.resource_id",
              "mastra.metadata.resourceId",
              "mastra.metadata.userId")
          .own(Field.AGENT, "mastra.agent.name", "mastra.agent_id")
          .own(Field.WORKFLOW, "mastra.workflow.name", "mastra.workflow_id")
          .own(
              Field.INPUT_TEXT,
              "mastra.agent_run.input",
              "mastra.model_generation.input",
              "mastra.model_step.input",
              "mastra.workflow_run.input",
              "mastra.workflow_step.input",
              "mastra.tool_call.input")
          .own(
              Field.OUTPUT_TEXT,
              "mastra.agent_run.output",
              "mastra.model_generation.output",
              "mastra.model_step.output",
              "mastra.workflow_run.output",
              "mastra.workflow_step.output",
              "mastra.tool_call.output")
          .end();

  private Mastra() {}
}
