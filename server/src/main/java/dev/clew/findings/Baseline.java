// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

/// What is usual for an agent, from its runs of the last seven days.
///
/// @param runs that it was learned from; 0 when there were too few to learn from
/// @param p95Calls calls to models, of which 95 % of the runs have no more
/// @param p95Cost with `medianCost` in US dollars; `NaN` when unknown
record Baseline(
    long runs, double p95Calls, double p95ToolCalls, double p95Cost, double medianCost) {

  static final Baseline NONE = new Baseline(0, 0, 0, Double.NaN, Double.NaN);

  boolean isLearned() {
    return runs > 0;
  }
}
