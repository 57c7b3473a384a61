// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.Value;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides what a span does, in the order of semconv §5.2: what the dialects state, then the traces
/// of a model call, then ordinary conventions.
final class Operations {

  /// @param guessed inferred from hints, not stated
  record Decision(Operation op, boolean guessed) {}

  private static final String CREW = "crewai.workflow";

  private static final Set<Operation> EMBEDDABLE =
      EnumSet.of(Operation.CHAT, Operation.TEXT_COMPLETION);

  /// `titan-embed-text-v2`, `mistral-embed`, `text-embedding-3-small`, `cohere.embed-english-v3`.
  private static final Pattern EMBEDDING_MODEL =
      Pattern.compile("(^|[-_./:])embed(ding|dings)?([-_./:]|$)");

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
    var decision = decideByWords(draft);
    return EMBEDDABLE.contains(decision.op()) && isEmbeddingModel(draft)
        ? new Decision(Operation.EMBEDDINGS, true)
        : decision;
  }

  /// Bedrock has one call for models of all sorts, which its instrumentations name after what most
  /// of them do; Mistral's SDK does not say what a call is. A model that embeds does nothing else.
  private static boolean isEmbeddingModel(Draft draft) {
    var model = draft.name(Field.REQUEST_MODEL);
    if (model == null) {
      model = draft.name(Field.RESPONSE_MODEL);
    }
    var name = model == null ? "" : model.toLowerCase(Locale.ROOT);
    return name.contains("embed") && EMBEDDING_MODEL.matcher(name).find();
  }

  private static Decision decideByWords(Draft draft) {
    var stated = stated(draft);
    if (stated != null) {
      return new Decision(stated, false);
    }
    if (tells(draft, Field.INPUT_TOKENS)
        || (tells(draft, Field.REQUEST_MODEL) && !isOnTheWay(draft))
        || tells(draft, Field.RESPONSE_MODEL)) {
      return new Decision(Operation.CHAT, true);
    }
    var unseen = ModelEndpoints.operation(draft);
    if (unseen != null) {
      return new Decision(unseen, true);
    }
    var general = general(draft);
    if (general != null) {
      return new Decision(general, false);
    }
    boolean isTool =
        draft.has(Field.TOOL_NAME) || Tools.nameInSpanName(draft.span().name()) != null;
    return new Decision(isTool ? Operation.TOOL_CALL : Operation.OTHER, true);
  }

  /// An everyday word such as `model` is on spans of all sorts.
  private static boolean tells(Draft draft, Field field) {
    var rule = draft.rule(field);
    return rule != null && !rule.isPlain();
  }

  /// LiteLLM's proxy writes who asks for which model on all spans of a request, those of its web
  /// framework too; a call has a provider.
  private static boolean isOnTheWay(Draft draft) {
    return draft.primary() == RuleBook.LITELLM
        && !draft.has(Field.PROVIDER)
        && !draft.has(Field.SYSTEM);
  }

  private static @Nullable Operation stated(Draft draft) {
    var openInference = openInference(draft);
    var genAi = kind(draft, Field.KIND, RuleBook.OTEL_GENAI);
    if (openInference != null && !yields(openInference, genAi)) {
      return openInference;
    }
    var langSmith = langSmith(draft);
    if (langSmith != null) {
      return langSmith;
    }
    if (genAi != null) {
      return openLlmetryOverrides(draft, genAi);
    }
    if (isSearch(draft)) {
      return Operation.RETRIEVE;
    }
    var openLlmetry = openLlmetry(draft);
    if (openLlmetry != null) {
      return openLlmetry;
    }
    var mcp = mcp(draft);
    if (mcp != null) {
      return mcp;
    }
    var own = byKind(draft);
    return own != null ? own : named(draft);
  }

  private static @Nullable Operation named(Draft draft) {
    var names = RuleBook.DIALECTS.get(draft.primary()).names();
    var whole = names.get(draft.span().name());
    return whole != null ? whole : names.get(spanName(draft));
  }

  /// Without what some emitters put behind it: `chat gpt-5`, `executor.process writer`.
  private static String spanName(Draft draft) {
    var name = draft.span().name();
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }

  /// Spring AI has one kind for what reads a vector store and what writes to it.
  private static boolean isSearch(Draft draft) {
    return kind(draft, Field.KIND, RuleBook.SPRING_AI) == Operation.VECTOR_DB
        && "query".equals(draft.text(Field.DB_OPERATION));
  }

  /// LangSmith maps its kinds to OpenTelemetry's words and loses some; an agent is the chain that
  /// has the agent's name.
  private static @Nullable Operation langSmith(Draft draft) {
    var kind = kind(draft, Field.KIND, RuleBook.LANGSMITH);
    boolean isAgent =
        kind == Operation.CHAIN && draft.span().name().equals(draft.name(Field.AGENT));
    return isAgent ? Operation.AGENT_INVOKE : kind;
  }

  /// The word of whichever dialect has one, the dialect of the span first.
  private static @Nullable Operation byKind(Draft draft) {
    if (!draft.has(Field.KIND)) {
      return null;
    }
    var own = kind(draft, Field.KIND, draft.primary());
    for (int dialect = draft.dialectAfter(-1);
        own == null && dialect >= 0;
        dialect = draft.dialectAfter(dialect)) {
      own = kind(draft, Field.KIND, dialect);
    }
    return own;
  }

  private static @Nullable Operation kind(Draft draft, Field field, int dialect) {
    var word = draft.has(field) ? Coercion.text(draft.value(field, dialect)) : null;
    if (word == null) {
      return null;
    }
    var key = word.toLowerCase(Locale.ROOT);
    var known = RuleBook.DIALECTS.get(dialect).kinds().get(key);
    return known == null && dialect == RuleBook.HAYSTACK ? component(key) : known;
  }

  /// Haystack's components have one of these last words; every integration adds some.
  private static @Nullable Operation component(String type) {
    if (type.endsWith("generator")) {
      return Operation.CHAT;
    }
    if (type.endsWith("embedder")) {
      return Operation.EMBEDDINGS;
    }
    if (type.endsWith("retriever")) {
      return Operation.RETRIEVE;
    }
    return type.endsWith("ranker") ? Operation.RERANK : null;
  }

  private static @Nullable Operation openInference(Draft draft) {
    var kind = kind(draft, Field.KIND, RuleBook.OPENINFERENCE);
    if (kind != null && NestedUsage.isAgent(draft)) {
      return Operation.AGENT_INVOKE;
    }
    if (kind == Operation.AGENT_INVOKE && OpenInferenceNames.isRunOfAgents(draft)) {
      return Operation.WORKFLOW;
    }
    if (kind == Operation.CHAIN) {
      var named = OpenInferenceNames.ofChain(draft);
      if (named != null) {
        return named;
      }
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
  /// the graph; taking its own word for it keeps one run from counting twice. For CrewAI, crews and
  /// tasks are `invoke_agent` as well.
  private static Operation openLlmetryOverrides(Draft draft, Operation genAi) {
    if (genAi != Operation.AGENT_INVOKE) {
      return genAi;
    }
    var own = kind(draft, Field.KIND, RuleBook.OPENLLMETRY);
    if (own == Operation.WORKFLOW || own == Operation.TASK) {
      return own;
    }
    boolean isCrew = own == null && draft.span().name().equals(CREW) && !draft.has(Field.AGENT);
    return isCrew ? Operation.WORKFLOW : genAi;
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
    return draft.has(Field.HTTP_METHOD) || draft.has(Field.URL) ? Operation.HTTP : null;
  }
}
