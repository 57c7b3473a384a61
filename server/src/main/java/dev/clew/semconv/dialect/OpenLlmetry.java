// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// OpenLLMetry (Traceloop). Since 0.5 it writes `gen_ai.*` as [OtelGenAi] reads it; what remains
/// here are `traceloop.*` and the older indexed attributes (semconv columns "OL" and "OLl").
final class OpenLlmetry {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          // llm.request.type
          entry("chat", Operation.CHAT),
          entry("completion", Operation.TEXT_COMPLETION),
          entry("embedding", Operation.EMBEDDINGS),
          entry("rerank", Operation.RERANK),
          // traceloop.span.kind
          entry("workflow", Operation.WORKFLOW),
          entry("task", Operation.TASK),
          entry("agent", Operation.AGENT_INVOKE),
          entry("tool", Operation.TOOL_CALL),
          entry("handoff", Operation.STEP),
          entry("session", Operation.CHAIN));

  static final Dialect DIALECT =
      Dialect.named("openllmetry")
          // Other instrumentations share the prefix `opentelemetry.instrumentation.` (§2.1), so
          // only the scopes that OpenLLMetry alone uses are named.
          .scopes(
              "traceloop.",
              "opentelemetry.instrumentation.openai.v1",
              "opentelemetry.instrumentation.openai.v0",
              "opentelemetry.instrumentation.anthropic",
              "opentelemetry.instrumentation.langchain",
              "opentelemetry.instrumentation.llamaindex",
              "opentelemetry.instrumentation.mcp.",
              "opentelemetry.instrumentation.bedrock",
              "opentelemetry.instrumentation.cohere",
              "opentelemetry.instrumentation.crewai",
              "opentelemetry.instrumentation.groq",
              "opentelemetry.instrumentation.haystack",
              "opentelemetry.instrumentation.mistralai",
              "opentelemetry.instrumentation.ollama",
              "opentelemetry.instrumentation.openai_agents",
              "opentelemetry.instrumentation.replicate",
              "opentelemetry.instrumentation.together",
              "opentelemetry.instrumentation.transformers",
              "opentelemetry.instrumentation.watsonx",
              "opentelemetry.instrumentation.writer")
          .kinds(KINDS)
          .own(Field.KIND, "traceloop.span.kind")
          .own(Field.REQUEST_TYPE, "llm.request.type")
          .own(Field.STREAM, "gen_ai.is_streaming", "llm.is_streaming")
          .own(Field.INPUT_TOKENS, "llm.usage.prompt_tokens")
          .own(Field.OUTPUT_TOKENS, "llm.usage.completion_tokens")
          .own(Field.TOTAL_TOKENS, "llm.usage.total_tokens")
          .own(
              Field.SESSION,
              "traceloop.association.properties.session_id",
              "traceloop.association.properties.conversation_id",
              "traceloop.association.properties.thread_id")
          .own(
              Field.USER,
              "traceloop.association.properties.user_id",
              "traceloop.association.properties.customer_id",
              "llm.user")
          .own(Field.AGENT, "traceloop.association.properties.lc_agent_name")
          .own(Field.ENTITY_NAME, "traceloop.entity.name")
          .own(Field.WORKFLOW, "traceloop.workflow.name", "agno.team.name")
          .own(Field.PROMPT, "traceloop.prompt.key")
          .own(Field.INPUT_TEXT, "traceloop.entity.input", "gen_ai.task.input")
          .own(Field.OUTPUT_TEXT, "traceloop.entity.output", "gen_ai.task.output")
          .own(Field.MARK, "traceloop.entity.path", "gen_ai.task.name")
          .own(Field.REGION, "gen_ai.openai.api_base")
          .indexed(Field.INPUT_MESSAGES, "gen_ai.prompt.")
          .indexed(Field.OUTPUT_MESSAGES, "gen_ai.completion.")
          .indexed(Field.TOOL_DEFINITIONS, "llm.request.functions.", "gen_ai.tool.definitions.")
          .end();

  private OpenLlmetry() {}
}
