// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one member of a scope has used in a period.
///
/// @param member the name: a service, a model …; empty for the project
/// @param run the trace, when runs are looked at alone; else empty
/// @param unmeasured calls that worked and whose tokens nobody knows
/// @param unpriced calls whose cost nobody knows, those that failed without tokens not counted
/// @param mostTokens traces of the calls that used most tokens, and of money likewise; the run
///   itself when runs are looked at alone; `null` when they were not asked for
record Use(
    String kind,
    String member,
    String run,
    double tokens,
    double usd,
    double recentTokens,
    double recentUsd,
    long calls,
    long unmeasured,
    long unpriced,
    @Nullable List<String> mostTokens,
    @Nullable List<String> mostUsd) {

  /// Of a member that has used nothing.
  static Use none(Scope scope) {
    return new Use(
        scope.kind().label(), scope.value(), "", 0, 0, 0, 0, 0, 0, 0, List.of(), List.of());
  }

  boolean isOf(Scope scope) {
    return kind.equals(scope.kind().label())
        && (scope.isEach() ? !member.isEmpty() : member.equals(scope.value()));
  }

  double used(Unit unit) {
    return unit == Unit.TOKENS ? tokens : usd;
  }

  double recent(Unit unit) {
    return unit == Unit.TOKENS ? recentTokens : recentUsd;
  }

  long unknown(Unit unit) {
    return unit == Unit.TOKENS ? unmeasured : unpriced;
  }

  @Nullable List<String> traces(Unit unit) {
    return unit == Unit.TOKENS ? mostTokens : mostUsd;
  }
}
