// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.Account;
import java.util.List;

/// A run with what was found in it.
record Examined(Account account, List<Finding> findings) {

  Examined {
    findings = List.copyOf(findings);
  }
}
