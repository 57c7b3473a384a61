// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// So many of something, as sentences say it.
///
/// @param one what a single one is called; more of them end with an s
public record Counted(long count, String one) {

  /// `1 span`, `2,000 spans`.
  public String text() {
    return String.format(Locale.ROOT, "%,d ", count) + one + (count == 1 ? "" : "s");
  }

  /// What happened to them: `1 span was`, `2 spans were`.
  public String were() {
    return text() + (count == 1 ? " was" : " were");
  }

  /// What they have: `1 span has`, `2 spans have`.
  public String have() {
    return text() + (count == 1 ? " has" : " have");
  }
}
