// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.budgets.BudgetState.Member;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Holds what was used against a limit.
final class Evaluation {

  /// How many members of a budget are followed. More than are shown, so that one that falls out of
  /// sight and comes back is not taken for new.
  static final int WATCHED = 100;

  private Evaluation() {}

  /// @param uses of all scopes in the window
  /// @param before `null` at first
  static BudgetState of(
      Budget budget, Window window, List<Use> uses, @Nullable BudgetState before) {
    var members =
        uses.stream()
            .filter(use -> use.isOf(budget.scope()))
            .map(use -> member(budget, window, use, before))
            .sorted(
                Comparator.comparingDouble(Member::used)
                    .reversed()
                    .thenComparing(Member::member)
                    .thenComparing(Member::traceId))
            .limit(WATCHED)
            .toList();
    if (members.isEmpty() && !budget.scope().isEach() && budget.period() != Period.RUN) {
      members = List.of(member(budget, window, Use.none(budget.scope()), before));
    }
    return new BudgetState(
        members.stream().map(Member::state).max(Comparator.naturalOrder()).orElse(State.OK),
        window.now().toString(),
        window.begin().toString(),
        window.end().toString(),
        members);
  }

  private static Member member(
      Budget budget, Window window, Use use, @Nullable BudgetState before) {
    double used = use.used(budget.unit());
    long unknown = use.unknown(budget.unit());
    var state = State.of(used, budget.limit(), budget.warnAt(), unknown);
    var was = was(use, window, before);
    var traces = use.traces(budget.unit());
    return new Member(
        use.member(),
        use.run(),
        state,
        used,
        used / budget.limit(),
        window.forecast(used, use.recent(budget.unit())),
        use.calls(),
        unknown,
        state == State.EXCEEDED ? exceededAt(window, was) : null,
        traces != null ? traces : was == null ? List.of() : was.traces());
  }

  /// The same member in the evaluation before; `null` when that was of another period.
  private static @Nullable Member was(Use use, Window window, @Nullable BudgetState before) {
    return before != null
            && (window.period() == Period.RUN
                || before.periodBegin().equals(window.begin().toString()))
        ? before.find(use.member(), use.run())
        : null;
  }

  /// An excess that goes on began when it was first found.
  private static String exceededAt(Window window, @Nullable Member was) {
    return was != null && was.exceededAt() != null ? was.exceededAt() : window.now().toString();
  }
}
