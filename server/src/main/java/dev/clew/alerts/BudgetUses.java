// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.List;

/// Where the budgets of a project stand. Budgets keep that themselves; rules ask.
@FunctionalInterface
public interface BudgetUses {

  List<Use> of(String project);

  /// @param budget its id
  /// @param member the budget's name, and whose use it is
  /// @param share of the limit: 1 is all of it
  record Use(String budget, String member, double share) {}
}
