// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// LoongSuite and the ARMS agents of Alibaba Cloud (semconv columns "LS"), whose word for the kind
/// of a span is in `gen_ai.span.kind`; Dify's own OpenTelemetry and its cloud providers use it too.
final class LoongSuite {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("llm", Operation.CHAT),
          entry("chat", Operation.CHAT),
          entry("embedding", Operation.EMBEDDINGS),
          entry("reranker", Operation.RERANK),
          entry("rerank", Operation.RERANK),
          entry("retriever", Operation.RETRIEVE),
          entry("retrieval", Operation.RETRIEVE),
          entry("tool", Operation.TOOL_CALL),
          entry("mcp", Operation.MCP_CALL),
          entry("skill", Operation.SKILL),
          entry("agent", Operation.AGENT_INVOKE),
          entry("step", Operation.STEP),
          entry("workflow", Operation.WORKFLOW),
          entry("chain", Operation.CHAIN),
          entry("task", Operation.TASK),
          entry("entry", Operation.ENTRY),
          entry("memory", Operation.MEMORY),
          entry("guardrail", Operation.GUARDRAIL),
          entry("evaluator", Operation.EVALUATION));

  static final Dialect DIALECT =
      Dialect.named("loongsuite")
          .scopes("loongsuite.instrumentation.")
          .kinds(KINDS)
          .own(Field.KIND, "gen_ai.span.kind", "gen_ai.span_kind_name")
          .own(Field.INPUT_TEXT, "gen_ai.task.input.value", "inputs")
          .own(Field.OUTPUT_TEXT, "outputs")
          .own(Field.SESSION, "conversation.id")
          .own(Field.MARK, "gen_ai.framework")
          .end();

  private LoongSuite() {}
}
