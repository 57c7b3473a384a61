// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules of all projects, in the metadata database, and in memory for each evaluation.
public final class AlertRules {

  private static final Logger log = LoggerFactory.getLogger(AlertRules.class);
  private static final int MOST = 2_000;

  private final Metadata metadata;
  private final Map<String, List<AlertRule>> byProject = new ConcurrentHashMap<>();

  public AlertRules(Metadata metadata) {
    this.metadata = metadata;
    metadata
        .query("SELECT DISTINCT project FROM alert_rules", row -> row.text(1))
        .forEach(this::reload);
  }

  Set<String> projects() {
    return Set.copyOf(byProject.keySet());
  }

  /// In the order in which they were made.
  List<AlertRule> of(String project) {
    return byProject.getOrDefault(project, List.of());
  }

  /// @throws AppException NOT_FOUND when the project has no such rule
  AlertRule get(String project, String id) {
    return of(project).stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AppException(ErrorCode.NOT_FOUND, "no such alert"));
  }

  /// @throws AppException CONFLICT when the project has as many as it may have
  synchronized void add(String project, AlertRule rule) {
    if (of(project).size() >= MOST) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "alerts: this project has %d already (expected: at most that many; group a rule instead)"
              .formatted(MOST));
    }
    metadata.update(
        "INSERT INTO alert_rules VALUES (?, ?, ?, ?)",
        rule.id(),
        project,
        rule.document().toString(),
        rule.createdAt());
    reload(project);
  }

  /// Replaces the rule of the same id.
  synchronized void change(String project, AlertRule rule) {
    metadata.update(
        "UPDATE alert_rules SET rule = ? WHERE id = ? AND project = ?",
        rule.document().toString(),
        rule.id(),
        project);
    reload(project);
  }

  synchronized void remove(String project, String id) {
    metadata.update("DELETE FROM alert_rules WHERE id = ? AND project = ?", id, project);
    reload(project);
  }

  private void reload(String project) {
    var rules = new ArrayList<AlertRule>();
    metadata
        .query(
            "SELECT id, rule, created_at FROM alert_rules WHERE project = ? ORDER BY rowid",
            row -> List.of(row.text(1), row.text(2), row.text(3)),
            project)
        .forEach(row -> read(row, rules));
    if (rules.isEmpty()) {
      byProject.remove(project);
    } else {
      byProject.put(project, List.copyOf(rules));
    }
  }

  /// A rule that this version cannot read any more does not stop the others.
  private static void read(List<String> row, List<AlertRule> into) {
    try {
      into.add(RuleInput.read(Reply.MAPPER.readTree(row.get(1)), row.get(0), row.get(2)));
    } catch (JsonProcessingException | AppException e) {
      log.error("alert rule {} is not evaluated: {}", row.get(0), e.getMessage());
    }
  }
}
