// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import java.util.List;

/// What the analysis of one run found.
///
/// @param toolCalls one entry for every span that executes a tool
/// @param calls one entry for every span that reports a call or a total of calls
public record RunResult(Run run, RunSummary summary, List<ToolCall> toolCalls, List<Call> calls) {

  public RunResult {
    toolCalls = List.copyOf(toolCalls);
    calls = List.copyOf(calls);
  }

  /// Pure: the same run always gives the same result.
  static RunResult of(Run run, boolean done, Pricing pricing) {
    var tree = new Run.Tree(run);
    var whereabouts = new Whereabouts(run, tree);
    var calls =
        Calls.of(run, tree).stream()
            .map(call -> call.of(whereabouts.of(call.span())))
            .map(call -> call.costing(pricing.price(run.project(), call.span())))
            .toList();
    var toolCalls = ToolCalls.of(run, tree, whereabouts);
    var summary = RunSummary.of(run, tree, calls, toolCalls, whereabouts, done);
    return new RunResult(run, summary, toolCalls, calls);
  }

  /// After some calls turned out to be charged in other traces.
  RunResult withCalls(List<Call> settled) {
    return new RunResult(run, summary.withTotals(settled), toolCalls, settled);
  }
}
