// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.admin.Metadata;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The budgets of all projects, in the metadata database. Every evaluation reads them, so they are
/// kept in memory.
public final class Budgets {

  /// One query answers for all budgets of a project with the same period.
  private static final int MOST = 200;

  /// Each is read by a query of its own.
  private static final int MOST_PAST = 20;

  private final Metadata metadata;
  private final Map<String, List<Budget>> byProject = new ConcurrentHashMap<>();

  public Budgets(Metadata metadata) {
    this.metadata = metadata;
    metadata
        .query("SELECT DISTINCT project FROM budgets", row -> row.text(1))
        .forEach(this::reload);
  }

  /// Whether the project has any: others need no evaluation.
  boolean has(String project) {
    return byProject.containsKey(project);
  }

  Set<String> projects() {
    return Set.copyOf(byProject.keySet());
  }

  /// In the order in which they were made.
  List<Budget> of(String project) {
    return byProject.getOrDefault(project, List.of());
  }

  /// Those that limit single runs.
  public List<RunBudget> ofRuns(String project) {
    return of(project).stream()
        .filter(budget -> budget.period() == Period.RUN)
        .map(
            budget ->
                new RunBudget(
                    budget.name(),
                    budget.scope().kind().label(),
                    budget.scope().value(),
                    budget.unit() == Unit.USD,
                    budget.limit()))
        .toList();
  }

  /// Where the first 20 budgets stood at moments of the past; those for single runs have none.
  ///
  /// @param id empty for all
  public List<BudgetStanding.Past> past(
      String project, String id, PastUse uses, List<Instant> moments) {
    return of(project).stream()
        .filter(budget -> id.isEmpty() || budget.id().equals(id))
        .filter(budget -> budget.period() != Period.RUN)
        .limit(MOST_PAST)
        .flatMap(
            budget ->
                uses.read(project, budget, moments).stream()
                    .map(member -> BudgetStanding.Past.of(budget, member)))
        .toList();
  }

  /// @throws AppException NOT_FOUND when the project has no such budget
  Budget get(String project, String id) {
    return of(project).stream()
        .filter(budget -> budget.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AppException(ErrorCode.NOT_FOUND, "no such budget"));
  }

  /// @throws AppException CONFLICT when the project has as many as it may have
  synchronized void add(String project, Budget budget) {
    if (of(project).size() >= MOST) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "budgets: this project has %d already (expected: at most that many; remove some, or let one hold for each alone with `*`)"
              .formatted(MOST));
    }
    metadata.update(
        "INSERT INTO budgets VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        budget.id(),
        project,
        budget.name(),
        budget.scope().kind().label(),
        budget.scope().value(),
        budget.period().label(),
        budget.unit().label(),
        budget.limit(),
        budget.warnAt(),
        budget.createdAt());
    reload(project);
  }

  /// Replaces the budget of the same id.
  synchronized void change(String project, Budget budget) {
    metadata.update(
        "UPDATE budgets SET name = ?, kind = ?, value = ?, period = ?, unit = ?, amount = ?,"
            + " warn_at = ? WHERE id = ? AND project = ?",
        budget.name(),
        budget.scope().kind().label(),
        budget.scope().value(),
        budget.period().label(),
        budget.unit().label(),
        budget.limit(),
        budget.warnAt(),
        budget.id(),
        project);
    reload(project);
  }

  synchronized void remove(String project, String id) {
    metadata.update("DELETE FROM budgets WHERE id = ? AND project = ?", id, project);
    reload(project);
  }

  private void reload(String project) {
    var budgets = read(project);
    if (budgets.isEmpty()) {
      byProject.remove(project);
    } else {
      byProject.put(project, List.copyOf(budgets));
    }
  }

  private List<Budget> read(String project) {
    return metadata.query(
        "SELECT id, name, kind, value, period, unit, amount, warn_at, created_at FROM budgets WHERE"
            + " project = ? ORDER BY rowid",
        row ->
            new Budget(
                row.text(1),
                row.text(2),
                new Scope(Scope.Kind.valueOf(upper(row.text(3))), row.text(4)),
                Period.valueOf(upper(row.text(5))),
                Unit.valueOf(upper(row.text(6))),
                Double.parseDouble(row.text(7)),
                Double.parseDouble(row.text(8)),
                row.text(9)),
        project);
  }

  private static String upper(String label) {
    return label.toUpperCase(Locale.ROOT);
  }
}
