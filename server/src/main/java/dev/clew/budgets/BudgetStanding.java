// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import java.util.List;

/// How much of a budget somebody has used.
///
/// @param budget its id
/// @param name of the budget
/// @param member a service, a model, a run …; empty for the project
/// @param share of the limit: 1 is all of it
public record BudgetStanding(String budget, String name, String member, double share) {

  /// How much each member had used at moments of the past.
  ///
  /// @param name of the budget
  /// @param shares of the limit, one for each moment
  public record Past(String name, String member, List<Double> shares) {

    static Past of(Budget budget, PastUse.Member member) {
      return new Past(
          budget.name(),
          member.member(),
          member.used().stream().map(used -> used / budget.limit()).toList());
    }
  }

  static BudgetStanding of(Budget budget, BudgetState.Member member) {
    var whose = member.traceId().isEmpty() ? member.member() : member.traceId();
    return new BudgetStanding(budget.id(), budget.name(), whose, member.share());
  }
}
