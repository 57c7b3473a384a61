// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.Value;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides what a span does, in the order of semconv §5.2: what the dialects state, then the traces
/// of a model call, then ordinary conventions.
final class Operations {

  /// @param guessed inferred from hints, not stated
  record Decision(Operation op, boolean guessed) {}

  private static final Set<String> CACHES = Set.of("redis", "memcached", "valkey");

  private static final Set<String> VECTOR_STORES =
      Set.of(
          "milvus",
          "qdrant",
          "pinecone",
          "weaviate",
          "chroma",
          "chromadb",
          "pgvector",
          "pg_vector",
          "vespa",
          "marqo",
          "lancedb",
          "vald",
          "astra",
          "faiss");

  private Operations() {}

  static Decision decide(Draft draft) {
    var stated = stated(draft);
    if (stated != null) {
      return new Decision(stated, false);
    }
    if (draft.has(Field.INPUT_TOKENS)
        || draft.has(Field.REQUEST_MODEL)
        || draft.has(Field.RESPONSE_MODEL)) {
      return new Decision(Operation.CHAT, true);
    }
    var general = general(draft);
    if (general != null) {
      return new Decision(general, false);
    }
    boolean isTool = Tools.nameInSpanName(draft.span().name()) != null;
    return new Decision(isTool ? Operation.TOOL_CALL : Operation.OTHER, true);
  }

  private static @Nullable Operation stated(Draft draft) {
    var openInference = openInference(draft);
    var genAi = kind(draft, Field.KIND, RuleBook.OTEL_GENAI);
    if (openInference != null && !yields(openInference, genAi)) {
      return openInference;
    }
    if (genAi != null) {
      return openLlmetryOverrides(draft, genAi);
    }
    var openLlmetry = openLlmetry(draft);
    return openLlmetry != null ? openLlmetry : mcp(draft);
  }

  private static @Nullable Operation kind(Draft draft, Field field, int dialect) {
    return draft.value(field, dialect) instanceof Value.Text(var word)
        ? RuleBook.DIALECTS.get(dialect).kinds().get(word.strip().toLowerCase(Locale.ROOT))
        : null;
  }

  private static @Nullable Operation openInference(Draft draft) {
    var kind = kind(draft, Field.KIND, RuleBook.OPENINFERENCE);
    if (kind != null && NestedUsage.isAgent(draft)) {
      return Operation.AGENT_INVOKE;
    }
    if (kind == Operation.CHAIN) {
      if (draft.has(Field.GRAPH_NODE)) {
        return Operation.TASK;
      }
      return draft.span().ids().isRoot() ? Operation.WORKFLOW : Operation.CHAIN;
    }
    if (kind == Operation.CHAT) {
      // LlamaIndex marks the building of a request as an LLM span too; nothing is called there.
      if (draft.span().name().endsWith("._prepare_chat_with_tools")) {
        return Operation.PROMPT_RENDER;
      }
      if (isCompletion(draft)) {
        return Operation.TEXT_COMPLETION;
      }
    }
    return kind;
  }

  private static boolean isCompletion(Draft draft) {
    var indexed = draft.indexed();
    return !indexed.isEmpty() && indexed.getFirst().rule().key().equals("llm.prompts.");
  }

  /// OpenInference's CHAIN is weak against a named operation (§5.2), and its bridges call the agent
  /// spans of other frameworks LLM.
  private static boolean yields(Operation openInference, @Nullable Operation genAi) {
    return switch (openInference) {
      case CHAIN, WORKFLOW, TASK -> genAi != null;
      case CHAT -> genAi == Operation.AGENT_INVOKE;
      default -> false;
    };
  }

  /// OpenLLMetry for LangGraph wraps an agent in two spans, both `invoke_agent`. The inner one is
  /// the graph; taking its own word for it keeps one run from counting twice.
  private static Operation openLlmetryOverrides(Draft draft, Operation genAi) {
    boolean isGraph =
        genAi == Operation.AGENT_INVOKE
            && kind(draft, Field.KIND, RuleBook.OPENLLMETRY) == Operation.WORKFLOW;
    return isGraph ? Operation.WORKFLOW : genAi;
  }

  private static @Nullable Operation openLlmetry(Draft draft) {
    var type = kind(draft, Field.REQUEST_TYPE, RuleBook.OPENLLMETRY);
    if (type != null) {
      return type;
    }
    var kind = kind(draft, Field.KIND, RuleBook.OPENLLMETRY);
    // LlamaIndex workflows run tools in task spans that name the tool.
    return kind == Operation.TASK && draft.has(Field.TOOL_NAME) ? Operation.TOOL_CALL : kind;
  }

  private static @Nullable Operation mcp(Draft draft) {
    if (draft.value(Field.MCP_METHOD, RuleBook.MCP) != null) {
      var kind = kind(draft, Field.MCP_METHOD, RuleBook.MCP);
      return kind == null ? Operation.MCP_CALL : kind;
    }
    // OpenLLMetry has no attribute for the method, only `{method}.mcp` as the span's name (§3.10).
    return draft.span().name().endsWith(".mcp") && draft.primary() == RuleBook.OPENLLMETRY
        ? Operation.MCP_CALL
        : null;
  }

  private static @Nullable Operation general(Draft draft) {
    if (draft.value(Field.DB_SYSTEM) instanceof Value.Text(var system)) {
      var name = system.toLowerCase(Locale.ROOT);
      if (VECTOR_STORES.contains(name)) {
        return Operation.VECTOR_DB;
      }
      return CACHES.contains(name) ? Operation.CACHE : Operation.DB;
    }
    if (draft.has(Field.MESSAGING_SYSTEM)) {
      return Operation.MQ;
    }
    if (draft.has(Field.RPC_SYSTEM)) {
      return Operation.RPC;
    }
    return draft.has(Field.HTTP_METHOD) ? Operation.HTTP : null;
  }
}
