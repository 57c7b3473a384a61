// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.semconv.dialect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Why the model stopped, in seven words (semconv §3.6).
final class FinishReasons {

  private FinishReasons() {}

  /// The attribute if there is one, else what the answer's messages said.
  static List<String> of(Draft draft, List<String> fromMessages) {
    var stated = Coercion.words(draft.value(Field.FINISH_REASONS));
    var raw = stated.isEmpty() ? fromMessages : stated;
    if (raw.isEmpty()) {
      return List.of();
    }
    var reasons = new ArrayList<String>(raw.size());
    for (var word : raw) {
      reasons.add(normalise(word));
    }
    return reasons;
  }

  static String normalise(String word) {
    // Some SDKs print the name of an enum constant: FinishReason.TOOL_CALLS.
    var last = word.substring(word.lastIndexOf('.') + 1);
    return switch (last.toLowerCase(Locale.ROOT).replace('-', '_')) {
      case "stop", "end_turn", "stop_sequence", "complete", "completed", "eos", "eos_token" ->
          "stop";
      case "length", "max_tokens", "model_length", "max_output_tokens", "incomplete" -> "length";
      case "tool_call",
          "tool_calls",
          "tool_use",
          "function_call",
          "function_calls",
          "tool_execution" ->
          "tool_call";
      case "content_filter", "safety", "recitation", "guardrail_intervened", "refusal" ->
          "content_filter";
      case "compaction" -> "compaction";
      case "error", "failed", "cancelled" -> "error";
      default -> "other";
    };
  }
}
