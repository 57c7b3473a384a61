// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Ledger;
import dev.clew.ledger.accounting.LedgerRun;

/// A run with its ledger.
///
/// @param source what the ledger was made from
public record Account(RunRow run, LedgerRun source, Ledger ledger) {

  /// The agent that began the run; empty when nobody said.
  public String agent() {
    return source.calls().isEmpty() ? "" : source.calls().getFirst().agent();
  }
}
