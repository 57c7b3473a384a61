// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.alerts.AlertState.Phase;
import dev.clew.http.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a rule would have seen in the past, and when it would have fired.
final class Preview {

  /// Groups that are answered.
  private static final int MAX_GROUPS = 20;

  private static final int MAX_STEPS = 300;
  private static final int MINUTE = 60;

  private final MeasureReader measures;
  private final RuleReader metrics;
  private final BudgetUses budgets;

  Preview(MeasureReader measures, RuleReader metrics, BudgetUses budgets) {
    this.measures = measures;
    this.metrics = metrics;
    this.budgets = budgets;
  }

  /// @param time ISO 8601
  /// @param phase `null` when it is well
  record Point(
      String time,
      @Nullable Double value,
      @Nullable Double threshold,
      boolean bad,
      @Nullable Phase phase) {}

  /// @param to `null` when it would still fire
  record Fired(String from, @Nullable String to) {}

  record Group(String member, List<Point> points, List<Fired> fired) {}

  record Past(long stepSeconds, List<Group> groups) {}

  Past of(String project, AlertRule rule, TimeRange range) {
    long step =
        Math.max(
            MINUTE,
            Math.ceilDiv(Math.ceilDiv(range.length().toSeconds(), MAX_STEPS), MINUTE) * MINUTE);
    int count = (int) Math.max(1, range.length().toSeconds() / step);
    var moments = new Moments(range.toSeconds() - (count - 1) * step, step, count);
    var byMoment = new ArrayList<Readings>();
    for (int i = 0; i < count; i++) {
      byMoment.add(new Readings(rule));
    }
    for (var window : rule.windows()) {
      if (rule.source() == Source.BUDGETS) {
        readBudgets(project, rule, window, moments, byMoment);
      } else {
        read(project, rule, window, moments, byMoment);
      }
    }
    var members = new LinkedHashMap<String, Boolean>();
    byMoment.forEach(readings -> readings.members().forEach(member -> members.put(member, true)));
    return new Past(
        step,
        members.keySet().stream()
            .limit(MAX_GROUPS)
            .map(member -> group(rule, member, moments, byMoment))
            .toList());
  }

  private void readBudgets(
      String project, AlertRule rule, Window window, Moments moments, List<Readings> into) {
    var past = budgets.past(project, rule.of(), moments.all());
    for (int i = 0; i < moments.count(); i++) {
      var groups = new LinkedHashMap<String, List<Reading>>();
      for (var use : past) {
        groups.put(use.member(), List.of(new Reading(use.shares().get(i), 1)));
      }
      into.get(i).put(window, groups);
    }
  }

  private void read(
      String project, AlertRule rule, Window window, Moments moments, List<Readings> into) {
    var parts = new ArrayList<Map<String, List<Reading>>>();
    for (int part = window.count(); part >= 1; part--) {
      long back = window.count() == 1 ? window.backSeconds() : (long) window.backSeconds() * part;
      parts.add(series(project, rule, window.seconds(), moments.earlier(back)));
    }
    for (int i = 0; i < moments.count(); i++) {
      var groups = new LinkedHashMap<String, List<Reading>>();
      for (int part = 0; part < parts.size(); part++) {
        for (var series : parts.get(part).entrySet()) {
          var reading = series.getValue().get(i);
          if (reading.count() > 0) {
            groups
                .computeIfAbsent(
                    series.getKey(),
                    _ ->
                        new ArrayList<>(
                            Collections.nCopies(parts.size(), Reading.none(rule.measure()))))
                .set(part, reading);
          }
        }
      }
      into.get(i).put(window, groups);
    }
  }

  /// A reading for each moment, by group.
  private Map<String, List<Reading>> series(
      String project, AlertRule rule, int windowSeconds, Moments moments) {
    if (rule.source() == Source.METRIC) {
      return metric(project, rule, moments);
    }
    boolean addsUp = rule.measure().isSum() || rule.measure().isShareOfBad();
    int steps = addsUp ? (int) Math.max(1, windowSeconds / moments.stepSeconds()) : 1;
    var wider =
        new Moments(
            moments.first() - (steps - 1) * moments.stepSeconds(),
            moments.stepSeconds(),
            moments.count() + steps - 1);
    int width = steps == 1 ? windowSeconds : (int) moments.stepSeconds();
    var found = new LinkedHashMap<String, List<Reading>>();
    measures.read(
        project,
        List.of(rule),
        width,
        wider,
        (_, moment, member, reading) ->
            found
                .computeIfAbsent(
                    member,
                    _ ->
                        new ArrayList<>(
                            Collections.nCopies(wider.count(), Reading.none(rule.measure()))))
                .set(moment, reading));
    found.replaceAll((_, series) -> sliding(rule.measure(), series, steps));
    return found;
  }

  /// Sums, and shares by their counts, of so many steps: a window of days is read once, not once a
  /// step.
  static List<Reading> sliding(Measure measure, List<Reading> series, int steps) {
    if (steps == 1) {
      return series;
    }
    var sums = new ArrayList<Reading>();
    double sum = 0;
    long count = 0;
    for (int i = 0; i < series.size(); i++) {
      sum += amount(measure, series.get(i));
      count += series.get(i).count();
      if (i >= steps) {
        sum -= amount(measure, series.get(i - steps));
        count -= series.get(i - steps).count();
      }
      if (i >= steps - 1) {
        double value = measure.isSum() ? sum : count == 0 ? Double.NaN : Math.max(0, sum) / count;
        sums.add(new Reading(value, count));
      }
    }
    return sums;
  }

  private static double amount(Measure measure, Reading reading) {
    if (reading.count() == 0 || Double.isNaN(reading.value())) {
      return 0;
    }
    return measure.isSum() ? reading.value() : reading.value() * reading.count();
  }

  /// A metric is read in steps: its window is the step.
  private Map<String, List<Reading>> metric(String project, AlertRule rule, Moments moments) {
    var from = Instant.ofEpochSecond(moments.first() - moments.stepSeconds());
    var values =
        new ArrayList<>(
            metrics.metric(project, rule, from, moments.last(), (int) moments.stepSeconds()));
    while (values.size() < moments.count()) {
      values.addFirst(Reading.none(rule.measure()));
    }
    return new HashMap<>(
        Map.of("", values.subList(values.size() - moments.count(), values.size())));
  }

  private static Group group(
      AlertRule rule, String member, Moments moments, List<Readings> byMoment) {
    var points = new ArrayList<Point>();
    var fired = new ArrayList<Fired>();
    AlertState state = null;
    for (int i = 0; i < moments.count(); i++) {
      var time = Instant.ofEpochSecond(moments.at(i));
      var seen = Judge.observe(rule, byMoment.get(i), member);
      var step = Lifecycle.step(rule, member, state, seen, time.toEpochMilli(), false);
      state = step.after();
      if (step.entered() == Phase.FIRING) {
        fired.add(new Fired(time.toString(), null));
      } else if (step.entered() == Phase.RESOLVED) {
        fired.set(fired.size() - 1, new Fired(fired.getLast().from(), time.toString()));
      }
      points.add(
          new Point(
              time.toString(),
              AlertStates.known(seen.value()),
              AlertStates.known(seen.threshold()),
              seen.isBad(),
              state == null ? null : state.phase()));
    }
    return new Group(member, points, fired);
  }
}
