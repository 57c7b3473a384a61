// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import dev.clew.budgets.BudgetWatch;
import dev.clew.latency.LatencyAnalysis;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.runs.RunAnalysis;
import dev.clew.traces.Tail;

/// Those who work with the results of run analysis.
record AfterAnalysis(
    LedgerAnalysis ledgers, LatencyAnalysis latencies, Tail tail, BudgetWatch budgets)
    implements RunAnalysis.Listener {

  @Override
  public void analysed(RunAnalysis.Analysed analysed) {
    ledgers.analysed(analysed.project(), analysed.traces());
    latencies.analysed(analysed.project(), analysed.traces());
    tail.analysed(analysed.project(), analysed.traces());
    budgets.analysed(analysed.project());
  }

  @Override
  public boolean isWaitingFor(String project) {
    return budgets.isWatching(project);
  }
}
