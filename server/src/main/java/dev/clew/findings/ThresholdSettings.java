// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.admin.Metadata;
import dev.clew.findings.Thresholds.Setting;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The thresholds that projects set, in the metadata database. Every run asks, so they are kept in
/// memory.
final class ThresholdSettings {

  private static final int MAX_SETTINGS = 1_000;

  private static final String WARNING = "warning";
  private static final String CRITICAL = "critical";
  private static final String ENABLED = "enabled";

  private final Metadata metadata;
  private final Map<String, Thresholds> projects = new ConcurrentHashMap<>();

  ThresholdSettings(Metadata metadata) {
    this.metadata = metadata;
  }

  Thresholds of(String project) {
    return projects.computeIfAbsent(project, this::read);
  }

  /// One figure of a setting.
  private record Figure(String rule, String agent, String name, double value) {}

  private Thresholds read(String project) {
    var figures = new HashMap<Thresholds.Key, Map<String, Double>>();
    var stored =
        metadata.query(
            "SELECT rule, agent, figure, value FROM finding_thresholds WHERE project = ?",
            row ->
                new Figure(row.text(1), row.text(2), row.text(3), Double.parseDouble(row.text(4))),
            project);
    for (var one : stored) {
      var rule = Rule.find(one.rule());
      if (rule != null) {
        figures
            .computeIfAbsent(new Thresholds.Key(rule, one.agent()), _ -> new HashMap<>())
            .put(one.name(), one.value());
      }
    }
    var settings = new HashMap<Thresholds.Key, Setting>();
    figures.forEach(
        (key, set) ->
            settings.put(
                key,
                new Setting(
                    set.get(WARNING),
                    set.get(CRITICAL),
                    set.containsKey(ENABLED) ? set.getOrDefault(ENABLED, 1.0) != 0 : null)));
    var polling =
        metadata.query(
            "SELECT tool FROM polling_tools WHERE project = ?", row -> row.text(1), project);
    return new Thresholds(settings, new HashSet<>(polling));
  }

  /// Sets a figure, or leaves it to the rule when it is `null`.
  ///
  /// @throws AppException CONFLICT when there are as many settings as there may be
  synchronized void set(String project, Thresholds.Key key, Setting setting) {
    var known = of(project).settings();
    if (known.size() >= MAX_SETTINGS && !known.containsKey(key)) {
      throw new AppException(
          ErrorCode.CONFLICT,
          "thresholds: this project has %d already (expected: at most that many; set some for all agents)"
              .formatted(MAX_SETTINGS));
    }
    put(project, key, WARNING, setting.warning());
    put(project, key, CRITICAL, setting.critical());
    put(
        project,
        key,
        ENABLED,
        setting.isEnabled() == null ? null : (Double) (setting.isEnabled() ? 1.0 : 0.0));
    projects.remove(project);
  }

  private void put(String project, Thresholds.Key key, String figure, @Nullable Double value) {
    if (value == null) {
      metadata.update(
          "DELETE FROM finding_thresholds WHERE project = ? AND rule = ? AND agent = ? AND figure = ?",
          project,
          key.rule().id(),
          key.agent(),
          figure);
    } else {
      metadata.update(
          "INSERT OR REPLACE INTO finding_thresholds VALUES (?, ?, ?, ?, ?)",
          project,
          key.rule().id(),
          key.agent(),
          figure,
          value);
    }
  }

  /// Declares the tools that are called again and again by design, instead of those declared so
  /// far.
  synchronized void setPolling(String project, Collection<String> tools) {
    metadata.update("DELETE FROM polling_tools WHERE project = ?", project);
    for (var tool : tools) {
      metadata.update("INSERT OR IGNORE INTO polling_tools VALUES (?, ?)", project, tool);
    }
    projects.remove(project);
  }
}
