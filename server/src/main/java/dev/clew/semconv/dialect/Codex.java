// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.dialect;

import static java.util.Map.entry;

import dev.clew.model.Operation;
import java.util.Map;

/// The Codex CLI (semconv §6.1): Rust's `tracing` turned into spans, hundreds for one turn. The
/// tokens are on the span in which the end of an answer was handled, the model on spans above it.
final class Codex {

  private static final Map<String, Operation> NAMES =
      Map.ofEntries(
          entry("session_task.turn", Operation.AGENT_INVOKE),
          entry("run_sampling_request", Operation.STEP),
          entry("try_run_sampling_request", Operation.STEP),
          entry("handle_responses", Operation.OTHER));

  static final Dialect DIALECT =
      Dialect.named("codex")
          .scopes("codex_", "codex-")
          .isOneAgent()
          .kinds(Map.of("dispatch", Operation.TOOL_CALL))
          .names(NAMES)
          .own(Field.KIND, "codex.tool.phase")
          .own(Field.INPUT_TOKENS, "codex.turn.token_usage.input_tokens")
          .own(Field.OUTPUT_TOKENS, "codex.turn.token_usage.output_tokens")
          .own(Field.TOTAL_TOKENS, "codex.turn.token_usage.total_tokens")
          .own(Field.CACHE_READ_TOKENS, "codex.turn.token_usage.cached_input_tokens")
          .own(Field.CACHE_WRITE_TOKENS, "codex.turn.token_usage.cache_write_input_tokens")
          .own(Field.REASONING_TOKENS, "codex.turn.token_usage.reasoning_output_tokens")
          .plain(Field.REQUEST_MODEL, "model")
          .plain(Field.TOOL_NAME, "tool_name")
          .plain(Field.TOOL_CALL_ID, "call_id")
          .plain(Field.SESSION, "conversation.id", "thread_id")
          .end();

  private Codex() {}
}
