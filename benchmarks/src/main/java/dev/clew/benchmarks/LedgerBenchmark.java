// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import dev.clew.ledger.Tokenizer;
import dev.clew.ledger.accounting.Accounting;
import dev.clew.ledger.accounting.Ledger;
import dev.clew.ledger.accounting.LedgerCall;
import dev.clew.ledger.accounting.LedgerRun;
import dev.clew.ledger.accounting.Segment;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.ledger.accounting.Tier;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The ledger of a run with 60 calls, 58 tools and about 900,000 input tokens, and what it takes to
/// count the tokens of its distinct content, which is done once for definitions and once a run for
/// messages.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class LedgerBenchmark {

  private static final int CALLS = 60;
  private static final int TOOLS = 58;

  private final LedgerRun run = run();
  private final List<String> texts = texts();

  @Benchmark
  public Ledger account() {
    return Accounting.of(run);
  }

  @Benchmark
  public double countExactly() {
    return texts.stream().mapToDouble(Tokenizer.O200K::count).sum();
  }

  @Benchmark
  public double countByBytes() {
    return texts.stream().mapToDouble(Tokenizer.BYTES::count).sum();
  }

  private static LedgerRun run() {
    var carried = new ArrayList<Segment>();
    carried.add(Segment.of(1, Kind.SYSTEM, 2_000));
    for (int tool = 0; tool < TOOLS; tool++) {
      carried.add(Segment.of(100 + tool, Kind.TOOLDEF, new Owner("server", "tool" + tool), 150));
    }
    carried.add(Segment.of(2, Kind.USER, 200));
    var calls = new ArrayList<LedgerCall>();
    for (int step = 0; step < CALLS; step++) {
      long input = Math.round(carried.stream().mapToDouble(Segment::tokens).sum() * 1.07);
      var owner = new Owner("server", "tool" + step % 7);
      var answer = List.of(Segment.of(1_000 + step, Kind.TOOLARGS, owner, 60));
      calls.add(
          new LedgerCall(
              new SpanId(step + 1),
              step * 1_000_000_000L,
              false,
              "agent",
              "",
              "gpt-5",
              new Usage(input, 60L, input / 2, 0L, 0L, UsageBasis.REPORTED, null),
              400_000,
              null,
              null,
              carried,
              answer,
              true,
              "",
              Tier.TOKENIZER,
              1));
      carried.addAll(answer);
      carried.add(Segment.of(2_000 + step, Kind.RESULT, owner, 90));
    }
    return new LedgerRun(calls, List.of());
  }

  /// The distinct content of such a run: 60 results and 58 definitions.
  private static List<String> texts() {
    var prose = new Prose(new Random(1));
    var texts = new ArrayList<String>();
    for (int i = 0; i < CALLS; i++) {
      texts.add(prose.text(400));
    }
    for (int i = 0; i < TOOLS; i++) {
      texts.add(prose.text(600));
    }
    return texts;
  }
}
