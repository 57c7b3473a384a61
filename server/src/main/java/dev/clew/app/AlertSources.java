// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.alerts.Alerts;
import dev.clew.alerts.BudgetUses;
import dev.clew.alerts.MetricValues;
import dev.clew.budgets.BudgetWatch;
import dev.clew.budgets.Budgets;
import dev.clew.budgets.PastUse;
import dev.clew.http.Store;
import dev.clew.metrics.MetricSteps;
import java.time.Instant;
import java.util.List;

/// What alert rules ask of budgets and metrics, which do not know of them.
final class AlertSources {

  private AlertSources() {}

  static Alerts.Others of(Budgets budgets, BudgetWatch watch, Store store) {
    var steps = new MetricSteps(store);
    return new Alerts.Others(
        new Uses(budgets, watch, new PastUse(store)), question -> read(steps, question));
  }

  /// Budgets, now and before.
  private record Uses(Budgets budgets, BudgetWatch watch, PastUse past) implements BudgetUses {

    @Override
    public List<Use> of(String project) {
      return watch.standings(project).stream()
          .map(one -> new Use(one.budget(), named(one.name(), one.member()), one.share()))
          .toList();
    }

    @Override
    public List<Past> past(String project, String budget, List<Instant> moments) {
      return budgets.past(project, budget, past, moments).stream()
          .map(one -> new Past(named(one.name(), one.member()), one.shares()))
          .toList();
    }

    private static String named(String budget, String member) {
      return member.isEmpty() ? budget : budget + " · " + member;
    }
  }

  private static List<Double> read(MetricSteps steps, MetricValues.Question question) {
    return steps.read(
        new MetricSteps.Question(
            question.project(),
            question.metric(),
            question.aggregation(),
            question.filter(),
            question.from(),
            question.to(),
            question.stepSeconds()));
  }
}
