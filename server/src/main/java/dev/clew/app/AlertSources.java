// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.alerts.Alerts;
import dev.clew.alerts.BudgetUses;
import dev.clew.alerts.MetricValues;
import dev.clew.budgets.BudgetStanding;
import dev.clew.budgets.BudgetWatch;
import dev.clew.http.Store;
import dev.clew.metrics.MetricSteps;
import java.util.List;

/// What alert rules ask of budgets and metrics, which do not know of them.
final class AlertSources {

  private AlertSources() {}

  static Alerts.Others of(BudgetWatch budgets, Store store) {
    var steps = new MetricSteps(store);
    return new Alerts.Others(
        project -> budgets.standings(project).stream().map(AlertSources::use).toList(),
        question -> read(steps, question));
  }

  private static BudgetUses.Use use(BudgetStanding standing) {
    var member = standing.member().isEmpty() ? "" : " · " + standing.member();
    return new BudgetUses.Use(standing.budget(), standing.name() + member, standing.share());
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
