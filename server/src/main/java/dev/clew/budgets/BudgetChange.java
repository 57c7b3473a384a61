// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A member of a budget's scope came into another state.
///
/// @param at ISO 8601, as `periodBegin`
/// @param traceId the run, when the limit is for runs; else empty
record BudgetChange(
    String at,
    String member,
    String traceId,
    State from,
    State to,
    double used,
    double limit,
    String periodBegin) {

  /// What changed from one evaluation to the next. Who was not there before was fine; whoever is
  /// not there in a new period is fine again. A run that is over stays what it was.
  ///
  /// @param before `null` at first
  static List<BudgetChange> between(
      Budget budget, @Nullable BudgetState before, BudgetState after) {
    var changes = new ArrayList<BudgetChange>();
    for (var member : after.members()) {
      var was = before == null ? null : before.find(member.member(), member.traceId());
      var from = was == null ? State.OK : was.state();
      if (from != member.state()) {
        changes.add(of(budget, after, member, from, member.state(), member.used()));
      }
    }
    if (before != null
        && budget.period() != Period.RUN
        && !before.periodBegin().equals(after.periodBegin())) {
      for (var gone : before.members()) {
        if (gone.state() != State.OK && after.find(gone.member(), gone.traceId()) == null) {
          changes.add(of(budget, after, gone, gone.state(), State.OK, 0));
        }
      }
    }
    return changes;
  }

  private static BudgetChange of(
      Budget budget,
      BudgetState after,
      BudgetState.Member member,
      State from,
      State to,
      double used) {
    return new BudgetChange(
        after.evaluatedAt(),
        member.member(),
        member.traceId(),
        from,
        to,
        used,
        budget.limit(),
        after.periodBegin());
  }
}
