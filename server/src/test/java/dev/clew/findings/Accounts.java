// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.Account;
import dev.clew.ledger.RunRow;
import dev.clew.ledger.accounting.Accounting;
import dev.clew.ledger.accounting.LedgerCall;
import dev.clew.ledger.accounting.LedgerRun;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Runs;
import dev.clew.ledger.accounting.Segment;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Small runs of one agent, each with one figure that a rule looks at.
final class Accounts {

  static final Owner SEARCH = new Owner("docs", "search_docs");
  static final Owner READ = new Owner("docs", "read_page");

  private Accounts() {}

  static Account of(List<LedgerCall> calls, List<Execution> executions) {
    return of(new LedgerRun(calls, executions), false);
  }

  static Account of(LedgerRun run, boolean hasFailed) {
    var row =
        new RunRow(
            new TraceId(1, 2),
            60,
            1,
            true,
            60_000_000_000L,
            1,
            "answer",
            "shop",
            "",
            hasFailed,
            run.calls().size(),
            run.executions().size(),
            "",
            "");
    return new Account(row, run, Accounting.of(run), List.of());
  }

  static List<LedgerCall> calls(int count, IntFunction<LedgerCall> call) {
    return IntStream.range(0, count).mapToObj(call).toList();
  }

  /// A call that is charged what its segments are long.
  static LedgerCall call(int step, String agent, long output, Segment... input) {
    long tokens = Math.round(List.of(input).stream().mapToDouble(Segment::tokens).sum());
    return Runs.call(step, agent, Runs.usage(tokens, output, 0, 0)).with(List.of(input), List.of());
  }

  static LedgerCall call(int step, Segment... input) {
    return call(step, "ops", 10, input);
  }

  static LedgerCall withUsage(int step, Usage usage, Segment... input) {
    return Runs.call(step, "ops", usage).with(List.of(input), List.of());
  }

  static LedgerCall failed(LedgerCall call) {
    return new LedgerCall(
        call.span(),
        call.startNs(),
        true,
        call.agent(),
        call.key(),
        call.model(),
        call.usage(),
        call.window(),
        call.bill(),
        call.list(),
        call.input(),
        call.output(),
        call.complete(),
        call.missing(),
        call.tier(),
        call.learned());
  }

  static Segment system(double tokens) {
    return Segment.of(1, Kind.SYSTEM, tokens);
  }

  static Segment definition(Owner owner, double tokens) {
    return Segment.of(owner.hashCode(), Kind.TOOLDEF, owner, tokens);
  }

  static Segment asked() {
    return Segment.of(7, Kind.TOOLARGS, SEARCH, 1);
  }

  static Segment result(double tokens) {
    return new Segment(99, Kind.RESULT, SEARCH, tokens, 5, new SpanId(9_000), false);
  }

  /// Five short calls: enough to be looked at.
  static List<LedgerCall> few() {
    return calls(5, step -> call(step, system(100)));
  }

  static Usage reasoned(long output, long reasoning) {
    return new Usage(1_000L, output, 0L, 0L, reasoning, UsageBasis.REPORTED, null);
  }

  /// Executions with arguments and results of their own, unless told otherwise.
  static List<Execution> executions(int count, IntFunction<Execution> execution) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(execution).toList());
  }

  static Execution execution(int step, Owner owner, long request, long result, boolean failed) {
    return Runs.execution(step, "ops", owner, request, result, failed);
  }
}
