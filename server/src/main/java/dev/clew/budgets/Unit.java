// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a budget counts: input and output tokens together, or US dollars.
enum Unit {
  TOKENS,
  USD;

  @JsonValue
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
