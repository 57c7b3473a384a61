// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.model.SpanId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the ledger of a run is made from: its charged calls and the executions of its tools, each
/// in order of their start.
public record LedgerRun(List<LedgerCall> calls, List<Execution> executions) {

  public LedgerRun {
    calls =
        calls.stream()
            .sorted(
                Comparator.comparingLong(LedgerCall::startNs)
                    .thenComparing(call -> call.span().hex()))
            .toList();
    executions =
        executions.stream()
            .sorted(
                Comparator.comparingLong(Execution::startNs)
                    .thenComparing(execution -> execution.span().hex()))
            .toList();
  }

  /// A tool that was executed.
  ///
  /// @param request the tool with its arguments: equal ones have equal keys; 0 when unknown
  /// @param asksFor likewise, without what differs between calls that ask for the same
  /// @param result likewise of what came back
  /// @param resultBytes length of the result; -1 when unknown
  /// @param asked what is repeated by design: the server asked for more input
  public record Execution(
      SpanId span,
      long startNs,
      long durationNs,
      String agent,
      Segment.Owner owner,
      String callId,
      long request,
      long asksFor,
      long result,
      long resultBytes,
      boolean failed,
      boolean asked) {}

  /// Names of the tools that were called, as far as executions or answers tell.
  Set<String> usedTools() {
    return Stream.concat(
            executions.stream().map(execution -> execution.owner().tool()),
            calls.stream()
                .flatMap(call -> call.output().stream())
                .filter(segment -> segment.kind() == Segment.Kind.TOOLARGS)
                .map(segment -> segment.owner().tool()))
        .collect(Collectors.toSet());
  }
}
