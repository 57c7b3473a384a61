// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.Locale;

/// Content behind a hash, on its way into `messages` or `definitions`.
///
/// Bodies are told apart by their fingerprints, never by `equals`.
///
/// @param utf8 the text
/// @param fingerprint of this content in its place, for [RecentSet]
@SuppressWarnings("ArrayRecordComponent")
public record Body(Kind kind, Hash128 hash, byte[] utf8, long fingerprint) {

  /// Where a body is kept: messages belong to a trace, definitions to the project.
  public enum Kind {
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
}
