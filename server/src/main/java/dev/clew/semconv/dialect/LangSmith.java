// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// The LangSmith SDK's OTLP export (semconv columns "LSm"). It writes `gen_ai.*` beside its own
/// keys, but calls a retriever an embedding there, so its own word for the kind comes first.
/// `langsmith.trace.session_name` is the project, not a conversation.
final class LangSmith {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("llm", Operation.CHAT),
          entry("chain", Operation.CHAIN),
          entry("tool", Operation.TOOL_CALL),
          entry("retriever", Operation.RETRIEVE),
          entry("embedding", Operation.EMBEDDINGS),
          entry("prompt", Operation.PROMPT_RENDER),
          entry("parser", Operation.CHAIN));

  static final Dialect DIALECT =
      Dialect.named("langsmith")
          .scopes("langsmith")
          .kinds(KINDS)
          .own(Field.KIND, "langsmith.span.kind")
          .own(Field.REQUEST_MODEL, "langsmith.metadata.ls_model_name")
          .own(Field.USAGE, "langsmith.metadata.usage_metadata")
          .own(
              Field.SESSION,
              "langsmith.metadata.session_id",
              "langsmith.metadata.conversation_id",
              "langsmith.metadata.thread_id")
          .own(Field.USER, "langsmith.metadata.user_id")
          .own(Field.AGENT, "langsmith.metadata.lc_agent_name")
          .own(Field.MARK, "langsmith.trace.name", "langsmith.trace.session_name")
          .end();

  private LangSmith() {}
}
