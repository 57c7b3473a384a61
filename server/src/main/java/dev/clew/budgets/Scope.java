// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Whose use a budget limits.
///
/// @param value a name, [#EACH] for each name alone; empty for the whole project
record Scope(Kind kind, String value) {

  static final String EACH = "*";

  /// What a call can be told apart by.
  enum Kind {
    PROJECT,
    MODEL,
    SERVICE,
    AGENT,
    USER,
    SESSION,
    /// The API key or consumer that a gateway says a call was made with.
    KEY;

    /// As in the API and in the query.
    @JsonValue
    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isEach() {
    return value.equals(EACH);
  }
}
