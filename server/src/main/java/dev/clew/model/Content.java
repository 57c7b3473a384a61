// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was said in a span. Everything is in the order of the call.
///
/// @param input messages sent to the model, without `system`
/// @param output the model's answer
/// @param system system instructions, wherever the dialect put them
/// @param toolDefinitions each the compact JSON object of one offered tool
/// @param inputText input of a span that has no messages (`input.value`, tool input, workflow
///   input)
/// @param outputText likewise for output
/// @param takenFrom attribute keys that `input` … `outputText` hold completely, so that they need
///   not be kept twice
/// @param state whether all of it is here
public record Content(
    List<Message> input,
    List<Message> output,
    List<Message> system,
    List<String> toolDefinitions,
    @Nullable String inputText,
    @Nullable String outputText,
    List<String> takenFrom,
    State state) {

  /// Whether a span's content arrived, and whole.
  public enum State {
    ABSENT,
    INLINE,
    TRUNCATED,
    REDACTED,
    EXTERNAL_REF
  }

  public static final Content NONE =
      new Content(List.of(), List.of(), List.of(), List.of(), null, null, List.of(), State.ABSENT);

  public Content {
    input = List.copyOf(input);
    output = List.copyOf(output);
    system = List.copyOf(system);
    toolDefinitions = List.copyOf(toolDefinitions);
    takenFrom = List.copyOf(takenFrom);
  }
}
