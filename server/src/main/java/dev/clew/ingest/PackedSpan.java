// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.Span;
import java.util.List;
import java.util.Locale;

/// A span with its content replaced by hashes, ready to be written.
///
/// @param span without its content and the attributes that held it: what waits must be small
/// @param inputPreview for lists
/// @param outputPreview for lists
/// @param bodies the content behind the hashes that may not be stored yet
record PackedSpan(
    Span span,
    String inputPreview,
    String outputPreview,
    Hash128 resource,
    List<Hash128> input,
    List<Hash128> output,
    List<Hash128> system,
    List<Hash128> tools,
    Hash128 inputText,
    Hash128 outputText,
    List<Body> bodies) {

  /// Where a body is kept: messages belong to a trace, definitions to the project.
  enum Kind {
    MESSAGE,
    TEXT,
    SYSTEM,
    TOOL,
    RESOURCE;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
      return label;
    }

    boolean isDefinition() {
      return this == SYSTEM || this == TOOL || this == RESOURCE;
    }
  }

  /// Bodies are told apart by their fingerprints, never by `equals`.
  ///
  /// @param utf8 the text
  /// @param fingerprint of this content in its place, for [RecentSet]
  @SuppressWarnings("ArrayRecordComponent")
  record Body(Kind kind, Hash128 hash, byte[] utf8, long fingerprint) {}
}
