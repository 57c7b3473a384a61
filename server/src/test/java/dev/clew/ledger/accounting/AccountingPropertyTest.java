// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What holds for every run, whatever its telemetry says.
class AccountingPropertyTest {

  private static final int RUNS = 2_000;

  @Test
  void theEntriesAreTheBill() {
    for (int seed = 0; seed < RUNS; seed++) {
      var run = arbitrary(new Random(seed));
      var ledger = Accounting.of(run);
      long input = run.calls().stream().mapToLong(call -> Tokens.of(call.usage()).input()).sum();
      long output = run.calls().stream().mapToLong(call -> Tokens.of(call.usage()).output()).sum();
      assertThat(side(ledger, true)).as("input of run %d", seed).isEqualTo(input);
      assertThat(side(ledger, false)).as("output of run %d", seed).isEqualTo(output);
      assertThat(ledger.totals().input()).isEqualTo(input);
      for (var line : ledger.calls()) {
        assertThat(line.byCategory().values().stream().mapToLong(Long::longValue).sum())
            .as("a call of run %d", seed)
            .isEqualTo(line.input() + line.output());
      }
      double charged = run.calls().stream().mapToDouble(call -> cost(call)).sum();
      assertThat(ledger.entries().stream().mapToDouble(Entry::costUsd).sum())
          .as("cost of run %d", seed)
          .isEqualTo(charged, within(1e-9));
      assertThat(ledger.totals().unique()).isLessThanOrEqualTo(input);
      assertThat(ledger.totals().waste()).isLessThanOrEqualTo(input);
      for (var entry : ledger.entries()) {
        assertThat(entry.uncached()).isNotNegative();
        assertThat(entry.first()).isBetween(0L, entry.tokens());
        assertThat(entry.waste()).isBetween(0L, entry.tokens());
      }
    }
  }

  @Test
  void whatIsSentOnceMoreIsNothingNew() {
    for (int seed = 0; seed < 200; seed++) {
      var run = conversation(new Random(seed), 4);
      var last = run.calls().getLast();
      var calls = new ArrayList<>(run.calls());
      calls.add(
          Runs.call(900, last.agent(), last.usage())
              .with(last.input(), last.output(), true, Tier.TOKENIZER));
      var once = Accounting.of(run);
      var twice = Accounting.of(new LedgerRun(calls, run.executions()));
      assertThat(twice.totals().unique()).isEqualTo(once.totals().unique());
      assertThat(twice.totals().input())
          .isEqualTo(once.totals().input() + Tokens.of(last.usage()).input());
    }
  }

  @Test
  void theOrderOfParallelResultsChangesNoTotals() {
    for (int seed = 0; seed < 200; seed++) {
      var run = conversation(new Random(seed), 6);
      var shuffled = shuffleResults(run, new Random(seed + 1));
      assertThat(totals(Accounting.of(shuffled))).isEqualTo(totals(Accounting.of(run)));
    }
  }

  @Test
  void accountingIsPure() {
    var run = arbitrary(new Random(7));
    assertThat(Accounting.of(run)).isEqualTo(Accounting.of(run));
  }

  private static Map<String, Long> totals(Ledger ledger) {
    var totals = new TreeMap<String, Long>();
    for (var entry : ledger.entries()) {
      totals.merge(entry.key().toString(), entry.tokens(), Long::sum);
    }
    totals.put("unique", ledger.totals().unique());
    totals.put("waste", ledger.totals().waste());
    return totals;
  }

  private static LedgerRun shuffleResults(LedgerRun run, Random random) {
    var calls = new ArrayList<LedgerCall>();
    for (var call : run.calls()) {
      var input = new ArrayList<>(call.input());
      for (int from = 0; from < input.size(); from++) {
        int to = from;
        while (to < input.size() && input.get(to).kind() == Kind.RESULT) {
          to++;
        }
        if (to > from) {
          Collections.shuffle(input.subList(from, to), random);
          from = to;
        }
      }
      calls.add(call.carrying(input, call.tier()));
    }
    return new LedgerRun(calls, run.executions());
  }

  private static double cost(LedgerCall call) {
    return call.bill() == null ? 0 : call.bill().total();
  }

  private static long side(Ledger ledger, boolean isInput) {
    return ledger.entries().stream()
        .filter(entry -> entry.key().category().isInput() == isInput)
        .mapToLong(Entry::tokens)
        .sum();
  }

  /// A conversation that only grows, with parallel results.
  private static LedgerRun conversation(Random random, int steps) {
    var carried = new ArrayList<Segment>();
    for (int tool = 0; tool < 5; tool++) {
      carried.add(
          Segment.of(
              tool, Kind.TOOLDEF, new Owner("server", "tool" + tool), 1 + random.nextInt(900)));
    }
    carried.add(Segment.of(50, Kind.USER, 30));
    var calls = new ArrayList<LedgerCall>();
    var executions = new ArrayList<Execution>();
    for (int step = 0; step < steps; step++) {
      double estimate = carried.stream().mapToDouble(Segment::tokens).sum();
      long input = Math.round(estimate * (0.7 + random.nextDouble()));
      calls.add(
          Runs.call(step, "agent", Runs.usage(input, 50, random.nextInt((int) input), 0))
              .with(carried, List.of(Segment.of(100 + step, Kind.ASSISTANT, 50))));
      carried.add(Segment.of(100 + step, Kind.ASSISTANT, 50));
      int parallel = 1 + random.nextInt(4);
      for (int i = 0; i < parallel; i++) {
        var owner = new Owner("server", "tool" + random.nextInt(5));
        // Few different sizes, so that remainders are often equal.
        carried.add(
            Segment.of(1_000 + 10L * step + i, Kind.RESULT, owner, 100 * (1 + random.nextInt(3))));
        executions.add(
            Runs.execution(step, "agent", owner, random.nextInt(9), random.nextInt(9), false));
      }
    }
    return new LedgerRun(calls, executions);
  }

  /// Anything at all: contradictions, gaps, content or none, several agents.
  private static LedgerRun arbitrary(Random random) {
    var calls = new ArrayList<LedgerCall>();
    var executions = new ArrayList<Execution>();
    var kinds = Kind.values();
    var known = new ArrayList<Segment>();
    for (int step = 0; step < 1 + random.nextInt(12); step++) {
      int more = random.nextInt(6);
      for (int i = 0; i < more; i++) {
        var owner =
            random.nextBoolean() ? Owner.NONE : new Owner("server", "tool" + random.nextInt(3));
        known.add(
            Segment.of(
                random.nextInt(40),
                kinds[random.nextInt(kinds.length)],
                owner,
                random.nextInt(3) == 0 ? 0 : random.nextDouble() * 5_000));
      }
      var input =
          random.nextInt(4) == 0 || known.isEmpty()
              ? List.<Segment>of()
              : known.subList(random.nextInt(known.size()), known.size());
      var output =
          known.isEmpty() ? List.<Segment>of() : known.subList(0, random.nextInt(known.size()));
      calls.add(
          Runs.call(step, "agent" + random.nextInt(3), usage(random))
              .with(
                  List.copyOf(input),
                  List.copyOf(output),
                  random.nextBoolean(),
                  random.nextBoolean() ? Tier.TOKENIZER : Tier.BYTES));
      if (random.nextBoolean()) {
        executions.add(
            Runs.execution(
                step,
                "agent" + random.nextInt(3),
                new Owner("server", "tool" + random.nextInt(3)),
                random.nextInt(5),
                random.nextInt(5),
                random.nextBoolean()));
      }
    }
    return new LedgerRun(calls, executions);
  }

  private static Usage usage(Random random) {
    return new Usage(
        random.nextInt(8) == 0 ? null : random.nextLong(-5, 60_000),
        random.nextInt(8) == 0 ? null : random.nextLong(-5, 3_000),
        random.nextInt(3) == 0 ? null : random.nextLong(-5, 70_000),
        random.nextInt(3) == 0 ? null : random.nextLong(0, 10_000),
        random.nextInt(3) == 0 ? null : random.nextLong(0, 4_000),
        UsageBasis.REPORTED,
        null);
  }
}
