// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.Account;
import java.util.List;

/// The budgets that limit what one run may use, as rules need them.
@FunctionalInterface
public interface RunBudgets {

  RunBudgets NONE = (_, _) -> List.of();

  /// What a run has used of each budget that it falls under.
  List<RunUse> of(String project, Account account);

  /// @param isMoney the figures are US dollars, else tokens
  record RunUse(String budget, boolean isMoney, double used, double limit) {

    double share() {
      return used / limit;
    }
  }
}
