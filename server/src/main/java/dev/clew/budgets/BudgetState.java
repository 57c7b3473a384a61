// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a budget stood when it was evaluated.
///
/// @param state the worst of its members
/// @param periodBegin ISO 8601, as every time here
/// @param members who uses most first; one for a name, and none when it is each alone and nobody
///   used anything
record BudgetState(
    State state, String evaluatedAt, String periodBegin, String periodEnd, List<Member> members) {

  /// One whose use is held against the limit.
  ///
  /// @param member a service, a model …; empty for the project
  /// @param traceId the run, when the limit is for runs; else empty
  /// @param share of the limit: 1 is all of it
  /// @param forecast for the end of the period; `null` for runs
  /// @param unknownCalls calls whose use nobody knows, such as those without a price
  /// @param exceededAt when it was first found
  /// @param traces of the calls that used most
  record Member(
      String member,
      String traceId,
      State state,
      double used,
      double share,
      @Nullable Double forecast,
      long calls,
      long unknownCalls,
      @Nullable String exceededAt,
      List<String> traces) {}

  @Nullable Member find(String member, String traceId) {
    return members.stream()
        .filter(one -> one.member().equals(member) && one.traceId().equals(traceId))
        .findFirst()
        .orElse(null);
  }

  /// The same with the members that use most only.
  BudgetState first(int most) {
    return new BudgetState(
        state,
        evaluatedAt,
        periodBegin,
        periodEnd,
        members.subList(0, Math.min(most, members.size())));
  }
}
