// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.engine.EngineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads for many rules what their conditions need, and remembers what changes slowly.
final class RuleReader {

  private static final Logger log = LoggerFactory.getLogger(RuleReader.class);

  private static final int MINUTE = 60;

  private final MeasureReader measures;
  private final BudgetUses budgets;
  private final MetricValues metrics;
  private final Map<AlertRule, Map<Window, Known>> known = new HashMap<>();

  RuleReader(MeasureReader measures, BudgetUses budgets, MetricValues metrics) {
    this.measures = measures;
    this.budgets = budgets;
    this.metrics = metrics;
  }

  private record Known(long at, Map<String, List<Reading>> groups) {}

  /// What one statement can answer.
  private record Shared(Source source, Grouping grouping, Window window) {}

  /// @param at seconds since 1970
  /// @return of each rule; those of which a part could not be read are not among them
  Map<AlertRule, Readings> read(String project, List<AlertRule> rules, long at) {
    var shared = new LinkedHashMap<Shared, List<AlertRule>>();
    for (var rule : rules) {
      for (var window : rule.windows()) {
        if (isStale(rule, window, at)) {
          shared
              .computeIfAbsent(
                  new Shared(rule.source(), rule.grouping(), window), _ -> new ArrayList<>())
              .add(rule);
        }
      }
    }
    shared.forEach((what, some) -> readAll(project, what, some, at));
    var readings = new LinkedHashMap<AlertRule, Readings>();
    for (var rule : rules) {
      if (rule.windows().stream().noneMatch(window -> isStale(rule, window, at))) {
        var read = new Readings(rule);
        known
            .getOrDefault(rule, Map.of())
            .forEach((window, found) -> read.put(window, found.groups()));
        readings.put(rule, read);
      }
    }
    return readings;
  }

  /// Forgets rules that are no more.
  void keepOnly(Collection<AlertRule> rules) {
    known.keySet().retainAll(rules);
  }

  private boolean isStale(AlertRule rule, Window window, long at) {
    var found = known.getOrDefault(rule, Map.of()).get(window);
    return found == null || at - found.at() >= Math.max(1, window.patienceSeconds());
  }

  private void readAll(String project, Shared what, List<AlertRule> rules, long at) {
    for (int first = 0; first < rules.size(); first += MeasureReader.TOGETHER) {
      var some = rules.subList(first, Math.min(first + MeasureReader.TOGETHER, rules.size()));
      try {
        switch (what.source()) {
          case CALLS, TRACES, VERDICTS, FINDINGS -> readTable(project, what.window(), some, at);
          case BUDGETS -> readBudgets(project, what.window(), some, at);
          case METRIC -> readMetrics(project, what.window(), some, at);
        }
      } catch (EngineException e) {
        log.warn(
            "{} alert rules of {} are evaluated later: {}", some.size(), project, e.getMessage());
      }
    }
  }

  private void readTable(String project, Window window, List<AlertRule> rules, long at) {
    var found = new HashMap<AlertRule, Map<String, List<Reading>>>();
    var moments =
        new Moments(window.firstEnd(at), Math.max(1, window.backSeconds()), window.count());
    measures.read(
        project,
        rules,
        window.seconds(),
        moments,
        (rule, moment, member, reading) ->
            found
                .computeIfAbsent(rule, _ -> new LinkedHashMap<>())
                .computeIfAbsent(member, _ -> nothing(rule, window))
                .set(moment, reading));
    rules.forEach(
        rule -> remember(rule, window, at, found.getOrDefault(rule, new LinkedHashMap<>())));
  }

  private static List<Reading> nothing(AlertRule rule, Window window) {
    return new ArrayList<>(Collections.nCopies(window.count(), Reading.none(rule.measure())));
  }

  private void readBudgets(String project, Window window, List<AlertRule> rules, long at) {
    var uses = budgets.of(project);
    for (var rule : rules) {
      var groups = new LinkedHashMap<String, List<Reading>>();
      for (var use : uses) {
        if (rule.of().isEmpty() || rule.of().equals(use.budget())) {
          groups.put(use.member(), List.of(new Reading(use.share(), 1)));
        }
      }
      remember(rule, window, at, groups);
    }
  }

  private void readMetrics(String project, Window window, List<AlertRule> rules, long at) {
    for (var rule : rules) {
      var from = Instant.ofEpochSecond(at - window.seconds());
      var values = metric(project, rule, from, at, MINUTE);
      remember(rule, window, at, Map.of("", List.of(together(rule.measure(), values))));
    }
  }

  /// The minutes of a window as one: of quantiles the worst, which cannot be averaged.
  private static Reading together(Measure measure, List<Reading> minutes) {
    var known = minutes.stream().filter(minute -> minute.count() > 0).toList();
    if (known.isEmpty()) {
      return Reading.none(measure);
    }
    var values = known.stream().mapToDouble(Reading::value);
    double value =
        switch (measure) {
          case MIN -> values.min().orElse(Double.NaN);
          case MAX, P95 -> values.max().orElse(Double.NaN);
          case LAST -> known.getLast().value();
          default -> values.average().orElse(Double.NaN);
        };
    return new Reading(value, known.size());
  }

  /// A metric in steps.
  List<Reading> metric(String project, AlertRule rule, Instant from, long to, int stepSeconds) {
    return metrics
        .of(
            new MetricValues.Question(
                project,
                rule.of(),
                rule.measure().label(),
                rule.filterText(),
                from,
                Instant.ofEpochSecond(to),
                stepSeconds))
        .stream()
        .map(value -> new Reading(value, Double.isNaN(value) ? 0 : 1))
        .toList();
  }

  private void remember(AlertRule rule, Window window, long at, Map<String, List<Reading>> groups) {
    known.computeIfAbsent(rule, _ -> new HashMap<>()).put(window, new Known(at, groups));
  }
}
