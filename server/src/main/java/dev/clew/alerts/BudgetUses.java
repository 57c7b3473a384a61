// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.time.Instant;
import java.util.List;

/// Where the budgets of a project stand. Budgets keep that themselves; rules ask.
public interface BudgetUses {

  List<Use> of(String project);

  /// Where they stood before; those for single runs have no past.
  ///
  /// @param budget its id; empty for all
  List<Past> past(String project, String budget, List<Instant> moments);

  /// @param member as in [Use]
  /// @param shares one for each moment
  record Past(String member, List<Double> shares) {

    public Past {
      shares = List.copyOf(shares);
    }
  }

  /// @param budget its id
  /// @param member the budget's name, and whose use it is
  /// @param share of the limit: 1 is all of it
  record Use(String budget, String member, double share) {}
}
