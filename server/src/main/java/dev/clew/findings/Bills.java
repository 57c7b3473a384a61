// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.findings.RunBudgets.RunUse;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.model.SpanId;
import java.util.Comparator;
import java.util.List;

/// Rules about money, and about tokens that bought nothing.
final class Bills {

  /// Less is not worth an alarm, in US dollars.
  private static final double NOTABLE_PENALTY = 0.01;

  private Bills() {}

  static List<Hit> cacheCollapse(Inquiry run) {
    var totals = run.totals();
    if (totals.eligible() == 0) {
      return List.of();
    }
    var missing =
        run.calls().stream()
            .filter(call -> call.missed() > 0)
            .sorted(Comparator.comparingLong(CallLine::missed).reversed())
            .toList();
    long answered = totals.eligible() - totals.missed();
    return List.of(
        new Hit(run.agent(), 100.0 * answered / totals.eligible())
            .about(new Amount(totals.missed(), totals.penaltyUsd()))
            .at(missing.stream().map(CallLine::span).toList())
            .atMost(totals.penaltyUsd() > NOTABLE_PENALTY ? Severity.CRITICAL : Severity.WARNING)
            .says(
                "The cache answered %s of what it could have"
                    .formatted(Words.percent(answered, totals.eligible())),
                "%s of %s that an earlier call had begun with were charged in full%s."
                    .formatted(
                        Words.number(totals.missed()),
                        Words.tokens(totals.eligible()),
                        breaker(missing))));
  }

  /// What spoilt most of it.
  private static String breaker(List<CallLine> missing) {
    return missing.stream()
        .map(CallLine::breaker)
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text -> "; " + Words.name(text, ""))
        .orElse("");
  }

  /// Beyond a budget for single runs it is critical, whatever is usual.
  static List<Hit> costOfRun(Inquiry run) {
    var worst =
        run.budgets().stream()
            .filter(use -> use.share() > 1)
            .max(Comparator.comparingDouble(RunUse::share));
    return worst.isPresent() ? beyondBudget(run, worst.get()) : beyondUsual(run);
  }

  private static List<Hit> beyondBudget(Inquiry run, RunUse use) {
    double cost = run.totals().costUsd();
    double usual = run.baseline().medianCost();
    boolean isUsualKnown = usual > 0 && !Double.isNaN(cost);
    return List.of(
        new Hit(run.agent(), isUsualKnown ? cost / usual : use.share())
            .about(new Amount(run.all().tokens(), cost))
            .at(dearest(run))
            .atLeast(Severity.CRITICAL)
            .says(
                "The run used %s times its budget %s"
                    .formatted(Words.hundredths(use.share()), Words.name(use.budget(), "")),
                "%s of %s that it may use."
                    .formatted(figure(use, use.used()), figure(use, use.limit()))));
  }

  private static String figure(RunUse use, double figure) {
    return use.isMoney() ? Words.usd(figure) : Words.tokens((long) figure);
  }

  private static List<Hit> beyondUsual(Inquiry run) {
    double cost = run.totals().costUsd();
    double usual = run.baseline().medianCost();
    if (!(usual > 0) || Double.isNaN(cost)) {
      return List.of();
    }
    return List.of(
        new Hit(run.agent(), cost / usual)
            .about(new Amount(run.all().tokens(), cost))
            .at(dearest(run))
            .says(
                "The run cost %s times as much as usual".formatted(Words.ratio(cost / usual)),
                "%s; half of the last %s cost at most %s."
                    .formatted(
                        Words.usd(cost),
                        Words.count(run.baseline().runs(), "run"),
                        Words.usd(usual))));
  }

  static List<Hit> expensiveFailure(Inquiry run) {
    double cost = run.totals().costUsd();
    double usual = run.baseline().p95Cost();
    boolean isOver = run.account().run().isDone() && run.account().run().hasFailed();
    if (!isOver || !(usual > 0) || Double.isNaN(cost)) {
      return List.of();
    }
    return List.of(
        new Hit(run.agent(), cost / usual)
            .about(run.all())
            .at(dearest(run))
            .says(
                "The run failed after %s".formatted(Words.usd(cost)),
                "19 of 20 runs cost at most %s.".formatted(Words.usd(usual))));
  }

  static List<Hit> hole(Inquiry run) {
    var totals = run.totals();
    var waste = new Amount(totals.waste(), totals.wasteUsd());
    return List.of(
        new Hit(run.agent(), 100 * totals.holeIndex())
            .about(waste.plus(new Amount(0, totals.penaltyUsd())))
            .at(Inquiry.longest(run.calls()))
            .says(
                "%s of the input bought nothing"
                    .formatted(Words.percent(totals.waste(), totals.input())),
                "%s of %s: definitions of unused tools, results sent again or twice, attempts that failed."
                    .formatted(Words.number(totals.waste()), Words.tokens(totals.input()))));
  }

  private static List<SpanId> dearest(Inquiry run) {
    return run.calls().stream()
        .sorted(Comparator.comparingDouble(CallLine::costUsd).reversed())
        .map(CallLine::span)
        .toList();
  }
}
