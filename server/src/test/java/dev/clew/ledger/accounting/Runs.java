// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.LedgerCall.Bill;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.SpanId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import dev.clew.prices.Price.PerToken;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs to make ledgers of.
public final class Runs {

  /// US dollars for a token: 3 and 15 a million, reads from the cache a tenth, writes a quarter
  /// more.
  public static final PerToken PRICES = new PerToken(3e-6, 0.3e-6, 3.75e-6, 15e-6, 15e-6);

  private Runs() {}

  /// The worked example of the specification: 58 tools of 55,000 tokens, of which those called take
  /// 1,900; a system prompt of 2,000, a question of 200, twelve calls; each step adds 80 tokens of
  /// arguments, 60 of text and a result of 3,000; the answer has 400.
  public static LedgerRun blackHole(boolean isCached) {
    var calls = new ArrayList<LedgerCall>();
    var executions = new ArrayList<Execution>();
    var carried = new ArrayList<Segment>();
    for (int tool = 0; tool < 58; tool++) {
      // Two tools of 950 are used; the others share 53,100.
      double tokens = tool < 2 ? 950 : 53_100 / 56.0;
      carried.add(
          Segment.of(1_000 + tool, Kind.TOOLDEF, new Owner("server", "tool" + tool), tokens));
    }
    carried.add(Segment.of(1, Kind.SYSTEM, 2_000));
    carried.add(Segment.of(2, Kind.USER, 200));
    long before = 0;
    for (int step = 0; step < 12; step++) {
      boolean isLast = step == 11;
      long input = 57_200 + 3_140L * step;
      var owner = new Owner("server", "tool" + step % 2);
      var output = new ArrayList<Segment>();
      output.add(Segment.of(10_000 + step, Kind.ASSISTANT, isLast ? 400 : 60));
      if (!isLast) {
        output.add(Segment.of(20_000 + step, Kind.TOOLARGS, owner, 80));
      }
      long written = isCached ? input - before : 0;
      calls.add(
          call(step, "agent", usage(input, isLast ? 400 : 140, isCached ? before : 0, written))
              .with(carried, output));
      before = input;
      if (!isLast) {
        carried.addAll(output);
        carried.add(Segment.of(30_000 + step, Kind.RESULT, owner, 3_000));
        executions.add(execution(step, "agent", owner, 40_000 + step, 50_000 + step, false));
      }
    }
    return new LedgerRun(calls, executions);
  }

  public static Usage usage(long input, long output, long cacheRead, long cacheWrite) {
    return new Usage(input, output, cacheRead, cacheWrite, 0L, UsageBasis.REPORTED, null);
  }

  public static Execution execution(
      int step, String agent, Owner owner, long request, long result, boolean failed) {
    return new Execution(
        new SpanId(9_000 + step),
        step * 1_000_000_000L + 500_000_000L,
        1_000_000,
        agent,
        owner,
        "call-" + step,
        request,
        request,
        result,
        12_000,
        failed,
        false);
  }

  /// A call at second `step`.
  public static Draft call(int step, String agent, Usage usage) {
    return new Draft(step, agent, "", usage);
  }

  /// A call without its segments.
  public record Draft(int step, String agent, String key, Usage usage) {

    public Draft madeWith(String otherKey) {
      return new Draft(step, agent, otherKey, usage);
    }

    public LedgerCall with(List<Segment> input, List<Segment> output) {
      return with(input, output, true, Tier.TOKENIZER);
    }

    public LedgerCall with(
        List<Segment> input, List<Segment> output, boolean isComplete, Tier tier) {
      return new LedgerCall(
          new SpanId(100 + step),
          step * 1_000_000_000L,
          false,
          agent,
          key,
          "model",
          usage,
          200_000,
          bill(usage),
          PRICES,
          input,
          output,
          isComplete,
          isComplete ? "" : "tool definitions were not captured",
          tier,
          1);
    }
  }

  private static @Nullable Bill bill(Usage usage) {
    var tokens = Tokens.of(usage);
    return new Bill(
        tokens.uncached() * PRICES.input(),
        tokens.cacheRead() * PRICES.cacheRead(),
        tokens.cacheWrite() * PRICES.cacheWrite(),
        (tokens.output() - tokens.reasoning()) * PRICES.output(),
        tokens.reasoning() * PRICES.reasoning());
  }
}
