// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.admin.Metadata;
import dev.clew.admin.Metadata.Columns;
import dev.clew.alerts.AlertState.Phase;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which alerts are pending or firing, and what became of them before, in the metadata database.
final class AlertStates {

  /// Changes kept of each rule.
  private static final int KEPT = 500;

  private final Metadata metadata;

  AlertStates(Metadata metadata) {
    this.metadata = metadata;
  }

  /// By rule and group.
  Map<String, AlertState> of(String project) {
    var states = new HashMap<String, AlertState>();
    metadata
        .query(
            """
            SELECT rule, member, phase, since_ms, last_bad_ms, value, threshold, told
            FROM alert_states WHERE rule IN (SELECT id FROM alert_rules WHERE project = ?)
            """,
            AlertStates::state,
            project)
        .forEach(state -> states.put(state.key(), state));
    return states;
  }

  private static AlertState state(Columns row) {
    return new AlertState(
        row.text(1),
        row.text(2),
        phase(row.text(3)),
        row.number(4),
        row.number(5),
        row.real(6),
        row.real(7),
        row.number(8) == 1);
  }

  /// MUST be called within a transaction, with the deliveries that the states cause.
  void put(AlertState state) {
    metadata.update(
        "INSERT OR REPLACE INTO alert_states VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        state.rule(),
        state.member(),
        state.phase().label(),
        state.sinceMs(),
        state.lastBadMs(),
        state.value(),
        state.threshold(),
        state.isTold() ? 1 : 0);
  }

  void remove(AlertState state) {
    metadata.update(
        "DELETE FROM alert_states WHERE rule = ? AND member = ?", state.rule(), state.member());
  }

  void forget(String rule) {
    metadata.update("DELETE FROM alert_states WHERE rule = ?", rule);
    metadata.update("DELETE FROM alert_history WHERE rule = ?", rule);
  }

  void add(AlertState state, String time, Phase phase, boolean isSilenced) {
    metadata.update(
        "INSERT INTO alert_history VALUES (?, ?, ?, ?, ?, ?, ?)",
        state.rule(),
        state.member(),
        time,
        phase.label(),
        state.value(),
        state.threshold(),
        isSilenced ? 1 : 0);
    metadata.update(
        """
        DELETE FROM alert_history WHERE rule = ?1 AND rowid <= (
          SELECT rowid FROM alert_history WHERE rule = ?1 ORDER BY rowid DESC LIMIT 1 OFFSET ?2
        )
        """,
        state.rule(),
        KEPT);
  }

  /// The latest first.
  List<AlertChange> history(String rule, int most) {
    return metadata.query(
        "SELECT time, member, phase, value, threshold, silenced FROM alert_history WHERE rule = ? ORDER BY rowid DESC LIMIT ?",
        row ->
            new AlertChange(
                row.text(1),
                row.text(2),
                phase(row.text(3)),
                known(row.real(4)),
                known(row.real(5)),
                row.number(6) == 1),
        rule,
        most);
  }

  /// Changes of a project's rules that told or would have told somebody, the latest first.
  ///
  /// @param from ISO 8601, as `to`
  List<AlertMoment> moments(String project, String from, String to, int most) {
    return metadata.query(
        """
        SELECT h.rule, h.member, h.time, h.phase, json_extract(r.rule, '$.name') FROM alert_history h JOIN alert_rules r ON r.id = h.rule
        WHERE r.project = ? AND h.phase IN ('firing', 'resolved') AND h.time >= ? AND h.time < ?
        ORDER BY h.time DESC LIMIT ?
        """,
        row -> new AlertMoment(row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)),
        project,
        from,
        to,
        most);
  }

  static @Nullable Double known(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Phase phase(String label) {
    return Phase.valueOf(label.toUpperCase(Locale.ROOT));
  }
}
