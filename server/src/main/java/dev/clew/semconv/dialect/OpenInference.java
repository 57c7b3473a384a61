// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// OpenInference, the vocabulary of Arize Phoenix (semconv column "OI").
final class OpenInference {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("llm", Operation.CHAT),
          entry("embedding", Operation.EMBEDDINGS),
          entry("reranker", Operation.RERANK),
          entry("retriever", Operation.RETRIEVE),
          entry("tool", Operation.TOOL_CALL),
          entry("agent", Operation.AGENT_INVOKE),
          entry("chain", Operation.CHAIN),
          entry("guardrail", Operation.GUARDRAIL),
          entry("evaluator", Operation.EVALUATION),
          entry("prompt", Operation.PROMPT_RENDER));

  static final Dialect DIALECT =
      Dialect.named("openinference")
          .scopes("openinference.instrumentation.", "@arizeai/openinference-", "com.arize.")
          .kinds(KINDS)
          .own(Field.KIND, "openinference.span.kind")
          .shared(Field.GRAPH_NODE, "graph.node.id")
          .own(Field.PROVIDER, "llm.provider")
          .own(Field.SYSTEM, "llm.system")
          .own(Field.REQUEST_MODEL, "llm.request.model_name")
          .own(
              Field.RESPONSE_MODEL,
              "llm.response.model_name",
              "llm.model_name",
              "embedding.model_name",
              "reranker.model_name")
          .own(Field.FINISH_REASONS, "llm.finish_reason")
          .own(Field.PARAMETERS, "llm.invocation_parameters", "embedding.invocation_parameters")
          .own(Field.INPUT_TOKENS, "llm.token_count.prompt")
          .own(Field.OUTPUT_TOKENS, "llm.token_count.completion")
          .own(Field.TOTAL_TOKENS, "llm.token_count.total")
          .own(
              Field.CACHE_READ_TOKENS,
              "llm.token_count.prompt_details.cache_read",
              "llm.token_count.prompt_details.cache_input")
          .own(Field.CACHE_WRITE_TOKENS, "llm.token_count.prompt_details.cache_write")
          .own(Field.REASONING_TOKENS, "llm.token_count.completion_details.reasoning")
          .own(Field.INPUT_AUDIO_TOKENS, "llm.token_count.prompt_details.audio")
          .own(Field.OUTPUT_AUDIO_TOKENS, "llm.token_count.completion_details.audio")
          .shared(Field.SESSION, "session.id")
          .shared(Field.USER, "user.id")
          .shared(Field.AGENT, "agent.name")
          .shared(Field.METADATA, "metadata")
          .shared(Field.PROMPT, "prompt.id")
          .shared(Field.TOOL_NAME, "tool.name")
          .shared(Field.TOOL_CALL_ID, "tool_call.id", "tool.id")
          .shared(Field.INPUT_TEXT, "input.value")
          .shared(Field.OUTPUT_TEXT, "output.value")
          .indexed(Field.INPUT_MESSAGES, "llm.input_messages.", "llm.prompts.")
          .indexed(Field.OUTPUT_MESSAGES, "llm.output_messages.", "llm.choices.")
          .indexed(Field.TOOL_DEFINITIONS, "llm.tools.")
          .indexed(Field.DOCUMENTS, "retrieval.documents.")
          .end();

  private OpenInference() {}
}
