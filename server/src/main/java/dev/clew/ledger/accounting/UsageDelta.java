// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Segment.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/// Says what calls carried whose content is not in the telemetry, from how the bill grew.
///
/// In a history that is only appended to, call k+1 is longer than call k by what the model answered
/// and by what the tools returned. The provider's own tokenizer did the counting, so this is better
/// than any estimate of a result's size. A bill that shrinks is a new beginning: the history was
/// compacted.
final class UsageDelta {

  /// Segments over all calls: a run of thousands of calls would carry millions.
  private static final long MAX_CARRIED = 2_000_000;

  private final LedgerRun run;
  private long carriedSoFar;
  private final Map<String, Chain> chains = new HashMap<>();

  private UsageDelta(LedgerRun run) {
    this.run = run;
  }

  /// The calls of one agent to one model so far.
  private record Chain(LedgerCall last, long input, List<Segment> carried) {}

  /// The calls of the run, those without content with what they must have carried.
  static List<LedgerCall> fill(LedgerRun run) {
    var delta = new UsageDelta(run);
    return run.calls().stream().map(delta::fill).toList();
  }

  private LedgerCall fill(LedgerCall call) {
    var chain = call.agent() + "\n" + call.model();
    boolean isSilent = call.input().stream().allMatch(segment -> segment.kind().mayPrecede());
    long input = Tokens.of(call.usage()).input();
    if (input == 0) {
      return call;
    }
    if (!isSilent) {
      chains.put(chain, new Chain(call, input, asCharged(call)));
      return call;
    }
    var before = chains.get(chain);
    var carried =
        before != null && input >= before.input && carriedSoFar <= MAX_CARRIED
            ? grown(before, call, input - before.input)
            : begin(call, input);
    carriedSoFar += carried.size();
    chains.put(chain, new Chain(call, input, carried));
    return call.carrying(carried, Tier.USAGE_DELTA);
  }

  /// What a call that shows its content carried, measured by its bill: a later one that does not
  /// goes on from there.
  private static List<Segment> asCharged(LedgerCall call) {
    var charged = Charged.of(call, Tokens.of(call.usage()));
    var segments = new ArrayList<Segment>(charged.segments().size());
    for (int i = 0; i < charged.input().length; i++) {
      segments.add(charged.segments().get(i).sized((double) charged.input()[i]));
    }
    return segments;
  }

  /// What is known of the preamble; the rest is not shown.
  private static List<Segment> begin(LedgerCall call, long input) {
    var segments = new ArrayList<Segment>();
    call.input().forEach(segment -> segments.add(segment.sized(segment.tokens() * call.learned())));
    double shown = segments.stream().mapToDouble(Segment::tokens).sum();
    if (shown < input) {
      segments.add(Segment.of(key(call, -1), Kind.OVERHEAD, input - shown));
    }
    return segments;
  }

  private List<Segment> grown(Chain before, LedgerCall call, long more) {
    var segments = new ArrayList<>(before.carried);
    var tokens = Tokens.of(before.last.usage());
    var executions = between(before.last, call);
    long answer = Math.min(more, tokens.output() - tokens.reasoning());
    if (executions.isEmpty()) {
      add(segments, Segment.of(key(call, 0), Kind.ASSISTANT, (double) answer));
      add(segments, Segment.of(key(call, 1), Kind.USER, (double) (more - answer)));
      return segments;
    }
    long known = executions.stream().mapToLong(UsageDelta::bytes).sum();
    var sizes =
        known > 0
            ? Shares.of(
                executions.stream().mapToDouble(UsageDelta::bytes).toArray(),
                LongStream.range(0, executions.size()).toArray(),
                more - answer)
            : equally(more - answer, executions.size());
    var arguments = equally(answer, executions.size());
    for (int i = 0; i < executions.size(); i++) {
      add(
          segments,
          Segment.of(
              key(call, 2 * i), Kind.TOOLARGS, executions.get(i).owner(), (double) arguments[i]));
    }
    for (int i = 0; i < executions.size(); i++) {
      var execution = executions.get(i);
      // What came back is known by its hash even where its text is not.
      long key = execution.result() == 0 ? key(call, 2 * i + 1) : execution.result();
      add(
          segments,
          new Segment(
              key,
              MemoryTools.resultOf(execution.owner()),
              execution.owner(),
              (double) sizes[i],
              execution.request(),
              execution.span(),
              false));
    }
    return segments;
  }

  private List<Execution> between(LedgerCall call, LedgerCall next) {
    return run.executions().stream()
        .filter(
            execution ->
                execution.agent().equals(call.agent())
                    && execution.startNs() >= call.startNs()
                    && execution.startNs() < next.startNs())
        .toList();
  }

  private static long[] equally(long total, int parts) {
    var weights = new double[parts];
    Arrays.fill(weights, 1);
    return Shares.of(weights, LongStream.range(0, parts).toArray(), total);
  }

  private static void add(List<Segment> segments, Segment segment) {
    if (segment.tokens() > 0) {
      segments.add(segment);
    }
  }

  private static long bytes(Execution execution) {
    return Math.max(0, execution.resultBytes());
  }

  private static long key(LedgerCall call, int part) {
    return (call.span().value() ^ (part + 1L)) * 0x9E3779B97F4A7C15L;
  }
}
