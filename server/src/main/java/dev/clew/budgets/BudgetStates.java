// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The last evaluation of every project and what changed before, in the metadata database: a
/// restart shows where budgets stood, and knows what is new.
final class BudgetStates {

  /// Changes kept of each budget.
  static final int KEPT = 200;

  private static final TypeReference<Map<String, BudgetState>> STATES = new TypeReference<>() {};

  private final Metadata metadata;
  private final Map<String, Map<String, BudgetState>> byProject = new ConcurrentHashMap<>();

  BudgetStates(Metadata metadata) {
    this.metadata = metadata;
  }

  private record Change(String budget, String change) {}

  /// By the id of the budget.
  Map<String, BudgetState> of(String project) {
    return byProject.computeIfAbsent(project, this::read);
  }

  /// @param changes by the id of the budget
  void save(
      String project, Map<String, BudgetState> states, Map<String, List<BudgetChange>> changes) {
    metadata.update(
        "INSERT INTO budget_states VALUES (?, ?) ON CONFLICT (project) DO UPDATE SET states = excluded.states",
        project,
        text(states));
    byProject.put(project, Map.copyOf(states));
    if (!changes.isEmpty()) {
      add(changes);
    }
  }

  /// All changes in one statement, each of which is synced. A budget that was removed meanwhile has
  /// none.
  private void add(Map<String, List<BudgetChange>> changes) {
    var rows = new ArrayList<Change>();
    changes.forEach(
        (budget, list) -> list.forEach(change -> rows.add(new Change(budget, text(change)))));
    metadata.update(
        """
        INSERT INTO budget_changes
        SELECT value ->> 'budget', value ->> 'change' FROM json_each(?)
        WHERE value ->> 'budget' IN (SELECT id FROM budgets) ORDER BY key
        """,
        text(rows));
    metadata.update(
        """
        DELETE FROM budget_changes WHERE rowid IN (
          SELECT rowid FROM (
            SELECT rowid, row_number() OVER (PARTITION BY budget ORDER BY rowid DESC) AS place
            FROM budget_changes WHERE budget IN (SELECT value FROM json_each(?))
          ) WHERE place > ?
        )
        """,
        text(changes.keySet()),
        KEPT);
  }

  /// The latest first.
  List<BudgetChange> changes(String budget, int most) {
    return metadata.query(
        "SELECT change FROM budget_changes WHERE budget = ? ORDER BY rowid DESC LIMIT ?",
        row -> change(row.text(1)),
        budget,
        most);
  }

  void forget(String budget) {
    metadata.update("DELETE FROM budget_changes WHERE budget = ?", budget);
  }

  private Map<String, BudgetState> read(String project) {
    var stored =
        metadata.query(
            "SELECT states FROM budget_states WHERE project = ?", row -> row.text(1), project);
    try {
      return stored.isEmpty()
          ? Map.of()
          : Map.copyOf(Reply.MAPPER.readValue(stored.getFirst(), STATES));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("budget states of " + project, e);
    }
  }

  private static BudgetChange change(String json) {
    try {
      return Reply.MAPPER.readValue(json, BudgetChange.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("budget change: " + json, e);
    }
  }

  private static String text(Object value) {
    try {
      return Reply.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("budgets: not written as JSON", e);
    }
  }
}
