// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// The Vercel AI SDK before version 7, whose spans are `ai.*` (semconv columns "VA"); from version
/// 7 on it writes `gen_ai.*` as [OtelGenAi] reads it.
///
/// The spans without `do` wrap a whole loop of calls and repeat the sum of their usage.
final class VercelAi {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("ai.generatetext.dogenerate", Operation.CHAT),
          entry("ai.streamtext.dostream", Operation.CHAT),
          entry("ai.generateobject.dogenerate", Operation.CHAT),
          entry("ai.streamobject.dostream", Operation.CHAT),
          entry("ai.embed.doembed", Operation.EMBEDDINGS),
          entry("ai.embedmany.doembed", Operation.EMBEDDINGS),
          entry("ai.rerank.dorerank", Operation.RERANK),
          entry("ai.toolcall", Operation.TOOL_CALL),
          entry("ai.generatetext", Operation.AGENT_INVOKE),
          entry("ai.streamtext", Operation.AGENT_INVOKE),
          entry("ai.generateobject", Operation.AGENT_INVOKE),
          entry("ai.streamobject", Operation.AGENT_INVOKE),
          entry("ai.embed", Operation.CHAIN),
          entry("ai.embedmany", Operation.CHAIN),
          entry("ai.rerank", Operation.CHAIN));

  static final Dialect DIALECT =
      Dialect.named("vercel_ai")
          .scopes("ai")
          .kinds(KINDS)
          .own(Field.KIND, "ai.operationId")
          .own(Field.SYSTEM, "ai.model.provider")
          .own(Field.REQUEST_MODEL, "ai.model.id")
          .own(Field.RESPONSE_MODEL, "ai.response.model")
          .own(Field.RESPONSE_ID, "ai.response.id")
          .own(Field.FINISH_REASONS, "ai.response.finishReason", "ai.finishReason")
          .own(Field.TTFT_MILLIS, "ai.response.msToFirstChunk", "ai.stream.msToFirstChunk")
          .own(
              Field.INPUT_TOKENS,
              "ai.usage.inputTokens",
              "ai.usage.promptTokens",
              "ai.usage.tokens")
          .own(Field.OUTPUT_TOKENS, "ai.usage.outputTokens", "ai.usage.completionTokens")
          .own(Field.TOTAL_TOKENS, "ai.usage.totalTokens")
          .own(
              Field.CACHE_READ_TOKENS,
              "ai.usage.inputTokenDetails.cacheReadTokens",
              "ai.usage.cachedInputTokens")
          .own(Field.CACHE_WRITE_TOKENS, "ai.usage.inputTokenDetails.cacheWriteTokens")
          .own(
              Field.REASONING_TOKENS,
              "ai.usage.outputTokenDetails.reasoningTokens",
              "ai.usage.reasoningTokens")
          .own(
              Field.SESSION,
              "ai.telemetry.metadata.sessionId",
              "ai.telemetry.metadata.conversationId",
              "ai.telemetry.metadata.threadId",
              "ai.telemetry.metadata.chatId")
          .own(Field.USER, "ai.telemetry.metadata.userId")
          .own(Field.AGENT, "ai.telemetry.functionId")
          .own(Field.TOOL_NAME, "ai.toolCall.name")
          .own(Field.TOOL_CALL_ID, "ai.toolCall.id")
          .own(Field.TOOL_ARGUMENTS, "ai.toolCall.args")
          .own(Field.TOOL_RESULT, "ai.toolCall.result")
          .own(Field.INPUT_MESSAGES, "ai.prompt.messages")
          .own(Field.OUTPUT_MESSAGES, "ai.response.toolCalls", "ai.result.toolCalls")
          .own(Field.TOOL_DEFINITIONS, "ai.prompt.tools")
          .own(Field.INPUT_TEXT, "ai.prompt", "ai.value", "ai.values")
          .own(
              Field.OUTPUT_TEXT,
              "ai.response.text",
              "ai.response.object",
              "ai.result.text",
              "ai.result.object")
          .own(Field.MARK, "ai.settings.maxRetries", "ai.telemetry.metadata.tags")
          .end();

  private VercelAi() {}
}
