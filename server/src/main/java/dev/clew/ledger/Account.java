// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.ledger.accounting.Ledger;
import dev.clew.ledger.accounting.LedgerRun;
import java.util.List;

/// A run with its ledger.
///
/// @param source what the ledger was made from
/// @param inferred tools of the run that no span shows
public record Account(RunRow run, LedgerRun source, Ledger ledger, List<InferredTool> inferred) {

  public Account {
    inferred = List.copyOf(inferred);
  }

  /// The agent that began the run; empty when nobody said.
  public String agent() {
    return source.calls().isEmpty() ? "" : source.calls().getFirst().agent();
  }

  /// The server of the Model Context Protocol that a tool belongs to; empty when none is known.
  String server(InferredTool tool) {
    return source.executions().stream()
        .filter(execution -> execution.span().equals(tool.id()))
        .map(execution -> execution.owner().server())
        .findFirst()
        .orElse("");
  }
}
