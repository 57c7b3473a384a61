// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// OpenTelemetry's GenAI conventions of all eras, and the `gen_ai.*` keys that other SDKs added to
/// them (semconv §3.1–3.13, renames §9.1).
final class OtelGenAi {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("chat", Operation.CHAT),
          entry("generate_content", Operation.CHAT),
          entry("llm_call", Operation.CHAT),
          entry("chat.completion", Operation.CHAT),
          entry("chat.completions", Operation.CHAT),
          entry("chat.streaming_completions", Operation.CHAT),
          entry("text.completions", Operation.TEXT_COMPLETION),
          entry("text.streaming_completions", Operation.TEXT_COMPLETION),
          entry("messages", Operation.CHAT),
          entry("responses", Operation.CHAT),
          entry("llm_request", Operation.CHAT),
          entry("model_request", Operation.CHAT),
          entry("text_completion", Operation.TEXT_COMPLETION),
          entry("completion", Operation.TEXT_COMPLETION),
          entry("embeddings", Operation.EMBEDDINGS),
          entry("embedding", Operation.EMBEDDINGS),
          entry("rerank", Operation.RERANK),
          entry("rerank_documents", Operation.RERANK),
          entry("image", Operation.IMAGE),
          entry("image_generation", Operation.IMAGE),
          entry("speech", Operation.TEXT_TO_SPEECH),
          entry("text_to_speech", Operation.TEXT_TO_SPEECH),
          entry("speech_to_text", Operation.SPEECH_TO_TEXT),
          entry("transcription", Operation.SPEECH_TO_TEXT),
          entry("translation", Operation.SPEECH_TO_TEXT),
          entry("translate", Operation.SPEECH_TO_TEXT),
          entry("audio", Operation.TEXT_TO_SPEECH),
          entry("realtime", Operation.REALTIME),
          entry("realtime_inference", Operation.REALTIME),
          entry("fetch_response", Operation.RESPONSE_FETCH),
          // Counting tokens is not inference.
          entry("tokenize", Operation.OTHER),
          entry("count_tokens", Operation.OTHER),
          entry("responses_input_tokens", Operation.OTHER),
          entry("invoke_agent", Operation.AGENT_INVOKE),
          entry("agent", Operation.AGENT_INVOKE),
          entry("agent_call", Operation.AGENT_INVOKE),
          entry("execute_event_loop_cycle", Operation.STEP),
          entry("await_human_input", Operation.STEP),
          entry("user_prompt", Operation.ENTRY),
          entry("system_prompt", Operation.PROMPT_RENDER),
          entry("format", Operation.PROMPT_RENDER),
          entry("speaker_selection", Operation.PLAN),
          entry("conversation", Operation.WORKFLOW),
          entry("initiate_chats", Operation.WORKFLOW),
          entry("invoke_generic_function", Operation.CHAIN),
          entry("create_agent", Operation.AGENT_CREATE),
          // Strands' graphs and swarms of agents.
          entry("invoke_graph", Operation.WORKFLOW),
          entry("invoke_swarm", Operation.WORKFLOW),
          // Mastra's loop and its rounds, in which the calls have spans of their own.
          entry("model_generation", Operation.CHAIN),
          entry("agent_step", Operation.STEP),
          entry("plan", Operation.PLAN),
          entry("react", Operation.STEP),
          entry("handoff", Operation.STEP),
          entry("invoke_workflow", Operation.WORKFLOW),
          entry("workflow", Operation.WORKFLOW),
          entry("chain", Operation.CHAIN),
          entry("task", Operation.TASK),
          entry("execute_task", Operation.TASK),
          entry("enter", Operation.ENTRY),
          entry("execute_tool", Operation.TOOL_CALL),
          entry("tool_call", Operation.TOOL_CALL),
          entry("invoke_skill", Operation.SKILL),
          entry("retrieval", Operation.RETRIEVE),
          entry("retrieve", Operation.RETRIEVE),
          entry("vector_db_retrieve", Operation.RETRIEVE),
          entry("vectordb", Operation.VECTOR_DB),
          entry("search_memory", Operation.MEMORY),
          entry("create_memory", Operation.MEMORY),
          entry("update_memory", Operation.MEMORY),
          entry("upsert_memory", Operation.MEMORY),
          entry("delete_memory", Operation.MEMORY),
          entry("create_memory_store", Operation.MEMORY),
          entry("delete_memory_store", Operation.MEMORY),
          entry("apply_guardrail", Operation.GUARDRAIL),
          entry("evaluate", Operation.EVALUATION));

  static final Dialect DIALECT =
      Dialect.named("otel_genai")
          .scopes(
              "opentelemetry.instrumentation.genai.",
              "opentelemetry.util.genai.handler",
              "@opentelemetry/instrumentation-openai",
              "io.opentelemetry.openai-java-1.1",
              "com.anthropic.sdk.")
          .kinds(KINDS)
          .own(Field.KIND, "gen_ai.operation.name")
          .own(Field.PROVIDER, "gen_ai.provider.name")
          .own(Field.SYSTEM, "gen_ai.system")
          .own(Field.REQUEST_MODEL, "gen_ai.request.model", "gen_ai.request.model_name")
          .own(Field.RESPONSE_MODEL, "gen_ai.response.model", "gen_ai.model_name")
          .own(Field.RESPONSE_ID, "gen_ai.response.id")
          .own(
              Field.FINISH_REASONS,
              "gen_ai.response.finish_reasons",
              "gen_ai.response.finish_reason",
              "gen_ai.response.stop_reason",
              "anthropic.message.stop_reason")
          .own(Field.STREAM, "gen_ai.request.stream", "gen_ai.request.is_stream")
          .own(
              Field.TTFT_SECONDS,
              "gen_ai.response.time_to_first_chunk",
              "gen_ai.client.operation.time_to_first_chunk",
              "gen_ai.latency.time_to_first_token")
          .own(Field.TTFT_MILLIS, "gen_ai.client.time_to_first_token")
          .own(Field.TTFT_NANOS, "gen_ai.response.time_to_first_token")
          .own(Field.INPUT_TOKENS, "gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens")
          .own(Field.OUTPUT_TOKENS, "gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens")
          .own(
              Field.TOTAL_TOKENS,
              "gen_ai.usage.total_tokens",
              "ag2.usage.total_tokens",
              "codex.usage.total_tokens")
          // Logfire: the provider's usage block as it came.
          .own(Field.USAGE, "gen_ai.usage.raw")
          .own(
              Field.CACHE_READ_TOKENS,
              "gen_ai.usage.cache_read.input_tokens",
              "gen_ai.usage.cache_read_input_tokens",
              "agentscope.usage.cache_input_tokens",
              "gen_ai.usage.details.cache_read_tokens",
              "gen_ai.usage.details.cache_read_input_tokens",
              "gen_ai.usage.details.cached_tokens",
              "gen_ai.usage.prompt_tokens_details.cached_tokens")
          .own(
              Field.CACHE_WRITE_TOKENS,
              "gen_ai.usage.cache_write.input_tokens",
              "gen_ai.usage.cache_creation.input_tokens",
              "gen_ai.usage.cache_creation_input_tokens",
              "gen_ai.usage.cache_write_input_tokens",
              "agentscope.usage.cache_creation_input_tokens",
              "gen_ai.usage.details.cache_write_tokens",
              "gen_ai.usage.details.cache_creation_input_tokens",
              "gen_ai.usage.prompt_tokens_details.cache_creation_tokens")
          .own(
              Field.REASONING_TOKENS,
              "gen_ai.usage.reasoning.output_tokens",
              "gen_ai.usage.reasoning_tokens",
              "gen_ai.usage.thinking_tokens",
              "codex.usage.reasoning_output_tokens",
              "gen_ai.usage.details.reasoning_tokens",
              "gen_ai.usage.details.thoughts_tokens",
              "gen_ai.usage.completion_tokens_details.reasoning_tokens")
          // Pydantic AI passes the provider's details on; the conventions and LoongSuite have
          // names of their own.
          .own(
              Field.INPUT_AUDIO_TOKENS,
              "gen_ai.usage.audio.input_tokens",
              "gen_ai.usage.input_audio_tokens",
              "gen_ai.usage.details.input_audio_tokens",
              "gen_ai.usage.prompt_tokens_details.audio_tokens")
          .own(
              Field.OUTPUT_AUDIO_TOKENS,
              "gen_ai.usage.audio.output_tokens",
              "gen_ai.usage.output_audio_tokens",
              "gen_ai.usage.details.output_audio_tokens",
              "gen_ai.usage.completion_tokens_details.audio_tokens")
          .own(
              Field.INPUT_IMAGE_TOKENS,
              "gen_ai.usage.image.input_tokens",
              "gen_ai.usage.prompt_tokens_details.image_tokens")
          .own(
              Field.OUTPUT_IMAGE_TOKENS,
              "gen_ai.usage.image.output_tokens",
              "gen_ai.usage.output_image_tokens",
              "gen_ai.usage.completion_tokens_details.image_tokens")
          .own(
              Field.SESSION,
              "gen_ai.conversation.id",
              "gen_ai.session.id",
              "gen_ai.openai.thread.id")
          .own(Field.USER, "gen_ai.user.id", "gen_ai.user", "gen_ai.request.user")
          .own(Field.AGENT, "gen_ai.agent.name")
          .own(Field.WORKFLOW, "gen_ai.workflow.name")
          .own(Field.PROMPT, "gen_ai.prompt.name")
          .own(Field.TOOL_NAME, "gen_ai.tool.name")
          .own(Field.TOOL_CALL_ID, "gen_ai.tool.call.id")
          .own(Field.TOOL_ARGUMENTS, "gen_ai.tool.call.arguments")
          .own(Field.TOOL_RESULT, "gen_ai.tool.call.result")
          .own(Field.INPUT_MESSAGES, "gen_ai.input.messages", "gen_ai.prompt")
          .own(Field.OUTPUT_MESSAGES, "gen_ai.output.messages", "gen_ai.completion")
          .own(Field.SYSTEM_INSTRUCTIONS, "gen_ai.system_instructions")
          .own(Field.TOOL_DEFINITIONS, "gen_ai.tool.definitions")
          .own(Field.INPUT_TEXT, "gen_ai.retrieval.query.text")
          .own(Field.OUTPUT_TEXT, "gen_ai.retrieval.documents")
          .end();

  private OtelGenAi() {}
}
