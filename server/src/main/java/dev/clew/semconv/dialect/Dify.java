// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Dify's own tracing: one span for each node of a workflow, called by the node's title. What ran
/// is in `gen_ai.span.kind` where Dify has a parser for the node, else in the node's type.
final class Dify {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("llm", Operation.CHAT),
          entry("question-classifier", Operation.CHAT),
          entry("parameter-extractor", Operation.CHAT),
          entry("knowledge-retrieval", Operation.RETRIEVE),
          entry("tool", Operation.TOOL_CALL),
          entry("agent", Operation.AGENT_INVOKE),
          entry("http-request", Operation.HTTP),
          entry("start", Operation.TASK),
          entry("end", Operation.TASK),
          entry("answer", Operation.TASK),
          entry("code", Operation.TASK),
          entry("if-else", Operation.TASK),
          entry("template-transform", Operation.TASK),
          entry("variable-aggregator", Operation.TASK),
          entry("assigner", Operation.TASK),
          entry("iteration", Operation.TASK),
          entry("loop", Operation.TASK),
          entry("document-extractor", Operation.TASK),
          entry("list-operator", Operation.TASK),
          entry("human-input", Operation.STEP));

  static final Dialect DIALECT =
      Dialect.named("dify")
          .scopes("dify.enterprise")
          .kinds(KINDS)
          .own(Field.KIND, "node.type", "dify.node.type")
          .own(Field.SESSION, "dify.conversation.id", "dify.conversation_id")
          .own(Field.USER, "dify.user.id", "dify.user_id", "dify.end_user.id")
          .own(Field.WORKFLOW, "dify.workflow.name", "dify.workflow_name")
          .own(Field.STREAM, "dify.streaming")
          .own(Field.MARK, "dify.app_id", "dify.app.id", "dify.workflow_id", "dify.workflow.id")
          .end();

  private Dify() {}
}
