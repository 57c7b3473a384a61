// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a rule measures.
@SuppressWarnings("ImmutableEnumChecker") // a list that is never changed
enum Source {
  /// Charged calls to models.
  CALLS("calls", "billable", List.of()),
  /// Whole traces.
  TRACES("runs", "true", List.of()),
  /// Calls to models with the reason why each took as long as it did.
  VERDICTS(
      "latency",
      "true",
      List.of("call_verdict", "call_provider", "call_model", "call_agent", "call_service")),
  FINDINGS("findings", "true", List.of("finding_rule", "finding_agent")),
  /// Where budgets stand; kept by them, not read from a table.
  BUDGETS("", "", List.of()),
  /// A metric of the project; read by its own query.
  METRIC("", "", List.of());

  private final String table;
  private final String condition;
  private final List<String> arrays;

  Source(String table, String condition, List<String> arrays) {
    this.table = table;
    this.condition = condition;
    this.arrays = arrays;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  String table() {
    return table;
  }

  /// SQL of the rows that count.
  String condition() {
    return condition;
  }

  /// SQL that unfolds the arrays of a row: each becomes `one_` and its name.
  String join() {
    return arrays.isEmpty()
        ? ""
        : arrays.stream()
            .map(array -> array + " AS one_" + array)
            .collect(Collectors.joining(", ", "ARRAY JOIN ", ""));
  }

  /// SQL of what [#join] unfolds, after other columns.
  String unfolded() {
    return arrays.stream().map(array -> ", one_" + array).collect(Collectors.joining());
  }

  /// Whether rules can share statements over a table.
  boolean isTable() {
    return !table.isEmpty();
  }
}
