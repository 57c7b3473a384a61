// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// One piece of a message. JSON fragments are kept as compact JSON text.
public sealed interface Part {

  record Text(String text) implements Part {}

  record Reasoning(String text) implements Part {}

  /// @param arguments JSON text; a JSON string when the sender's arguments were not JSON
  record ToolCall(@Nullable String id, @Nullable String name, String arguments) implements Part {}

  /// @param result JSON text
  record ToolResult(@Nullable String id, @Nullable String name, String result) implements Part {}

  /// @param bytes size of inline data, which itself is not kept; `null` when the part only points
  ///   somewhere
  record Media(
      @Nullable String modality,
      @Nullable String mimeType,
      @Nullable Long bytes,
      @Nullable String uri)
      implements Part {}

  /// @param json anything else, verbatim
  record Other(String json) implements Part {}
}
