// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.clew.budgets.BudgetState.Member;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Instant NEXT_DAY = Instant.parse("2026-11-21T00:00:00Z");

  @Test
  void whatIsUsedDecidesTheState() {
    assertThat(State.of(79, 100, 0.8, 0)).isEqualTo(State.OK);
    assertThat(State.of(80, 100, 0.8, 0)).isEqualTo(State.WARNING);
    assertThat(State.of(100, 100, 0.8, 0)).isEqualTo(State.WARNING);
    assertThat(State.of(101, 100, 0.8, 0)).isEqualTo(State.EXCEEDED);
  }

  @Test
  void callsWithoutAPriceMakeTheStateUnknownUnlessWhatIsKnownIsAlreadyTooMuch() {
    assertThat(State.of(1, 100, 0.8, 3)).isEqualTo(State.UNKNOWN);
    assertThat(State.of(90, 100, 0.8, 3)).isEqualTo(State.WARNING);
    assertThat(State.of(101, 100, 0.8, 3)).isEqualTo(State.EXCEEDED);
    var money = evaluate(budget("*", Period.DAY, Unit.USD, 100), List.of(use("a", "", 5, 1, 2)));
    assertThat(money.members().getFirst().unknownCalls()).isEqualTo(2);
    assertThat(money.state()).isEqualTo(State.UNKNOWN);
    var tokens =
        evaluate(budget("*", Period.DAY, Unit.TOKENS, 100), List.of(use("a", "", 5, 1, 2)));
    assertThat(tokens.state()).isEqualTo(State.OK);
  }

  @Test
  void eachMemberHasTheLimitForItselfAndTheWorstIsTheBudgets() {
    var state =
        evaluate(
            budget("*", Period.DAY, Unit.TOKENS, 100),
            List.of(use("a", "", 60, 0, 0), use("b", "", 150, 0, 0), use("", "", 900, 0, 0)));
    assertThat(state.state()).isEqualTo(State.EXCEEDED);
    assertThat(state.members()).extracting(Member::member).containsExactly("b", "a");
    assertThat(state.members()).extracting(Member::share).containsExactly(1.5, 0.6);
    assertThat(state.members().getFirst().exceededAt()).isEqualTo(NOON.toString());
  }

  @Test
  void aNameThatUsedNothingHasAllOfItsLimitLeft() {
    var state = evaluate(budget("a", Period.DAY, Unit.TOKENS, 100), List.of());
    assertThat(state.state()).isEqualTo(State.OK);
    assertThat(state.members()).extracting(Member::used).containsExactly(0.0);
    assertThat(evaluate(budget("*", Period.DAY, Unit.TOKENS, 100), List.of()).members()).isEmpty();
  }

  @Test
  void anExcessIsKnownSinceItWasFirstFoundUntilThePeriodEnds() {
    var budget = budget("a", Period.DAY, Unit.TOKENS, 100);
    var uses = List.of(use("a", "", 150, 0, 0));
    var first = evaluate(budget, uses);
    var later = Evaluation.of(budget, Period.DAY.at(NOON.plusSeconds(60)), uses, first);
    assertThat(later.members().getFirst().exceededAt()).isEqualTo(NOON.toString());
    assertThat(BudgetChange.between(budget, null, first)).hasSize(1);
    assertThat(BudgetChange.between(budget, first, later)).isEmpty();
    var nextDay = Evaluation.of(budget, Period.DAY.at(NEXT_DAY), uses, later);
    assertThat(nextDay.members().getFirst().exceededAt()).isEqualTo(NEXT_DAY.toString());
  }

  @Test
  void aNewPeriodBringsEveryoneBackAlsoThoseWhoUsedNothingInIt() {
    var budget = budget("*", Period.DAY, Unit.TOKENS, 100);
    var before = evaluate(budget, List.of(use("a", "", 150, 0, 0), use("b", "", 150, 0, 0)));
    var after =
        Evaluation.of(budget, Period.DAY.at(NEXT_DAY), List.of(use("a", "", 1, 0, 0)), before);
    assertThat(BudgetChange.between(budget, before, after))
        .extracting(BudgetChange::member, BudgetChange::from, BudgetChange::to)
        .containsExactly(
            tuple("a", State.EXCEEDED, State.OK), tuple("b", State.EXCEEDED, State.OK));
  }

  @Test
  void aRunThatIsOverStaysWhatItWas() {
    var budget = budget("*", Period.RUN, Unit.TOKENS, 100);
    var before = evaluate(budget, List.of(use("a", "1", 150, 0, 0), use("a", "2", 20, 0, 0)));
    assertThat(before.state()).isEqualTo(State.EXCEEDED);
    assertThat(before.members()).extracting(Member::traceId).containsExactly("1", "2");
    var after = Evaluation.of(budget, Period.RUN.at(NEXT_DAY), List.of(), before);
    assertThat(BudgetChange.between(budget, before, after)).isEmpty();
  }

  private static BudgetState evaluate(Budget budget, List<Use> uses) {
    return Evaluation.of(budget, budget.period().at(NOON), uses, null);
  }

  private static Budget budget(String service, Period period, Unit unit, double limit) {
    return new Budget(
        "id", "n", new Scope(Scope.Kind.SERVICE, service), period, unit, limit, 0.8, "");
  }

  private static Use use(String service, String run, double tokens, double usd, long unpriced) {
    return new Use(
        "service", service, run, tokens, usd, tokens, usd, 1, 0, unpriced, List.of(), List.of());
  }
}
