// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// Claude Code's own spans (its beta traces; semconv §6.1): everyday words in its own scope. Its
/// `input_tokens` leaves out what was read from or written to the cache.
final class ClaudeCode {

  private static final Map<String, Operation> KINDS =
      Map.ofEntries(
          entry("interaction", Operation.AGENT_INVOKE),
          entry("llm_request", Operation.CHAT),
          entry("tool", Operation.TOOL_CALL),
          entry("tool.execution", Operation.TASK),
          entry("tool.blocked_on_user", Operation.STEP),
          entry("hook", Operation.TASK));

  static final Dialect DIALECT =
      Dialect.named("claude_code")
          .scopes("com.anthropic.claude_code.")
          .isOneAgent()
          .kinds(KINDS)
          .plain(Field.KIND, "span.type")
          .plain(Field.REQUEST_MODEL, "model")
          .plain(Field.INPUT_TOKENS, "input_tokens")
          .plain(Field.OUTPUT_TOKENS, "output_tokens")
          .plain(Field.CACHE_READ_TOKENS, "cache_read_tokens")
          .plain(Field.CACHE_WRITE_TOKENS, "cache_creation_tokens")
          .plain(Field.TTFT_MILLIS, "ttft_ms")
          .plain(Field.FINISH_REASONS, "stop_reason")
          .plain(Field.TOOL_NAME, "tool_name")
          .plain(Field.TOOL_CALL_ID, "tool_use_id")
          .plain(Field.TOOL_ARGUMENTS, "tool_input", "tool_parameters", "full_command")
          .plain(Field.TOOL_RESULT, "tool_result", "tool_output")
          .plain(Field.INPUT_TEXT, "user_prompt")
          .plain(Field.HTTP_STATUS, "status_code")
          .plain(Field.ERROR_TYPE, "error_type")
          .plain(Field.USER, "user.account_uuid")
          // The id of a turn, not of a prompt's template.
          .plain(Field.MARK, "prompt.id")
          .end();

  private ClaudeCode() {}
}
