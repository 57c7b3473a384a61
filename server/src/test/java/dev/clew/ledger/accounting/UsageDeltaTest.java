// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Runs whose content is not captured.
class UsageDeltaTest {

  private static final Owner SEARCH = new Owner("docs", "search");
  private static final Owner READ = new Owner("docs", "read");

  @Test
  void resultsAreWhatTheBillGrewByBeyondTheAnswer() {
    var ledger =
        Accounting.of(
            new LedgerRun(
                List.of(call(0, 1_000, 50), call(1, 1_350, 50), call(2, 1_700, 80)),
                List.of(
                    Runs.execution(0, "agent", SEARCH, 1, 11, false),
                    Runs.execution(1, "agent", READ, 2, 12, false))));
    assertThat(of(ledger, Category.RESULT_FIRST, "search")).isEqualTo(300);
    assertThat(of(ledger, Category.RESULT_RESEND, "search")).isEqualTo(300);
    assertThat(of(ledger, Category.RESULT_FIRST, "read")).isEqualTo(300);
    assertThat(of(ledger, Category.OVERHEAD, "")).as("not shown, in each call").isEqualTo(3_000);
    assertThat(ledger.totals().tier()).isEqualTo(Tier.USAGE_DELTA);
    assertThat(ledger.totals().unique()).isEqualTo(1_700);
    assertThat(ledger.notes()).anyMatch(note -> note.contains("came without content"));
  }

  @Test
  void parallelResultsShareByTheirBytes() {
    var executions = List.of(execution(0, SEARCH, 9_000), execution(1, READ, 1_000));
    var ledger =
        Accounting.of(new LedgerRun(List.of(call(0, 1_000, 0), call(2, 2_000, 10)), executions));
    assertThat(of(ledger, Category.RESULT_FIRST, "search")).isEqualTo(900);
    assertThat(of(ledger, Category.RESULT_FIRST, "read")).isEqualTo(100);
  }

  @Test
  void aBillThatShrinksIsANewBeginning() {
    var ledger =
        Accounting.of(
            new LedgerRun(
                List.of(call(0, 5_000, 50), call(1, 9_000, 50), call(2, 2_000, 50)), List.of()));
    assertThat(ledger.totals().input()).isEqualTo(16_000);
    assertThat(ledger.calls().getLast().of(Category.OVERHEAD)).isEqualTo(2_000);
  }

  @Test
  void definitionsThatAreShownWithoutMessagesAreKnown() {
    var definitions = new ArrayList<Segment>();
    definitions.add(Segment.of(1, Kind.TOOLDEF, SEARCH, 600));
    definitions.add(Segment.of(2, Kind.TOOLDEF, READ, 200));
    var run =
        new LedgerRun(
            List.of(
                Runs.call(0, "agent", Runs.usage(1_000, 10, 0, 0)).with(definitions, List.of()),
                Runs.call(1, "agent", Runs.usage(1_510, 10, 0, 0)).with(definitions, List.of())),
            List.of(Runs.execution(0, "agent", SEARCH, 1, 11, false)));
    var ledger = Accounting.of(run);
    assertThat(of(ledger, Category.TOOLDEF, "search")).isEqualTo(1_200);
    assertThat(of(ledger, Category.RESULT_FIRST, "search")).isEqualTo(500);
    assertThat(of(ledger, Category.OVERHEAD, "")).isEqualTo(400);
  }

  @Test
  void aCallWithoutContentGoesOnFromOneThatShowsIt() {
    var shown =
        Runs.call(0, "agent", Runs.usage(1_000, 50, 0, 0))
            .with(
                List.of(Segment.of(1, Kind.TOOLDEF, SEARCH, 700), Segment.of(2, Kind.USER, 100)),
                List.of(Segment.of(3, Kind.ASSISTANT, 50)));
    var ledger =
        Accounting.of(
            new LedgerRun(
                List.of(shown, call(1, 1_300, 50)),
                List.of(Runs.execution(0, "agent", SEARCH, 1, 11, false))));
    assertThat(of(ledger, Category.TOOLDEF, "search")).isEqualTo(2 * 875);
    assertThat(of(ledger, Category.RESULT_FIRST, "search")).isEqualTo(250);
    assertThat(of(ledger, Category.OVERHEAD, "")).isZero();
  }

  @Test
  void fiveThousandCallsAreBounded() {
    var calls = new ArrayList<LedgerCall>();
    var executions = new ArrayList<Execution>();
    for (int step = 0; step < 5_000; step++) {
      calls.add(call(step, 1_000 + 100L * step, 20));
      executions.add(Runs.execution(step, "agent", SEARCH, step, step, false));
    }
    var ledger = Accounting.of(new LedgerRun(calls, executions));
    long entries =
        ledger.entries().stream()
            .filter(entry -> entry.key().category().isInput())
            .mapToLong(Entry::tokens)
            .sum();
    assertThat(entries).isEqualTo(ledger.totals().input());
    assertThat(of(ledger, Category.RESULT_RESEND, "search")).isPositive();
  }

  private static LedgerCall call(int step, long input, long output) {
    return Runs.call(step, "agent", Runs.usage(input, output, 0, 0)).with(List.of(), List.of());
  }

  private static Execution execution(int n, Owner owner, long bytes) {
    var one = Runs.execution(n, "agent", owner, n + 1, n + 50, false);
    return new Execution(
        one.span(),
        one.startNs(),
        1,
        "agent",
        owner,
        "",
        one.request(),
        one.asksFor(),
        one.result(),
        bytes,
        false,
        false);
  }

  private static long of(Ledger ledger, Category category, String tool) {
    return ledger.entries().stream()
        .filter(entry -> entry.key().category() == category && entry.key().tool().equals(tool))
        .mapToLong(Entry::tokens)
        .sum();
  }
}
