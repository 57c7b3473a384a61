// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.Locale;

/// Content behind a hash, on its way into `messages` or `definitions`.
///
/// @param fingerprint of this content in its place, for [RecentSet]
public record Body(Kind kind, Hash128 hash, String text, long fingerprint) {

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
