// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.Ledger.ResultLine;
import dev.clew.ledger.accounting.Ledger.ToolLine;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.SpanId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adds up what tools and their results are responsible for.
final class ToolSums {

  private static final int MAX_RESULTS = 1_000;

  private final Map<ToolKey, ToolSum> tools = new LinkedHashMap<>();
  private final Map<Seen.Key, ResultSum> results = new HashMap<>();

  private record ToolKey(Owner owner, String agent) {}

  private static final class ToolSum {
    private long definition;
    private int offered;
    private int lastOffered = -1;
    private int used;
    private long definitions;
    private long arguments;
    private long first;
    private long resent;
    private long waste;
    private final Money cost = new Money();
  }

  private static final class ResultSum {
    private final int call;
    private final Owner owner;
    private final SpanId span;
    private final long tokens;
    private int carried;
    private long total;
    private final Money cost = new Money();
    private Waste waste = Waste.NONE;

    ResultSum(int call, Piece piece) {
      this.call = call;
      owner = piece.segment().owner();
      span = piece.segment().execution();
      tokens = piece.tokens();
    }
  }

  ToolSums(LedgerRun run) {
    for (var execution : run.executions()) {
      sum(execution.owner(), execution.agent()).used++;
    }
  }

  void add(int call, String agent, Piece piece) {
    var owner = piece.segment().owner();
    if (owner.tool().isEmpty() || piece.segment().kind() == Kind.SUBAGENT) {
      return;
    }
    var sum = sum(owner, agent);
    switch (piece.category()) {
      case TOOLDEF -> {
        sum.definition = Math.max(sum.definition, piece.tokens());
        sum.definitions += piece.tokens();
        if (sum.lastOffered != call) {
          sum.offered++;
          sum.lastOffered = call;
        }
      }
      case HIST_TOOLARGS, OUT_TOOLARGS -> sum.arguments += piece.tokens();
      case RESULT_FIRST -> sum.first += piece.tokens();
      case RESULT_RESEND -> sum.resent += piece.tokens();
      case MEMORY -> {
        sum.first += piece.isFirst() ? piece.tokens() : 0;
        sum.resent += piece.isFirst() ? 0 : piece.tokens();
      }
      default -> {}
    }
    sum.waste += piece.isWaste() ? piece.tokens() : 0;
    sum.cost.add(piece.costUsd());
    if (piece.segment().kind() == Kind.RESULT || piece.segment().kind() == Kind.MEMORY) {
      addResult(call, piece);
    }
  }

  private void addResult(int call, Piece piece) {
    var result = results.computeIfAbsent(piece.key(), _ -> new ResultSum(call, piece));
    result.carried++;
    result.total += piece.tokens();
    result.cost.add(piece.costUsd());
    if (piece.isWaste() && piece.waste() != Waste.RESEND) {
      result.waste = piece.waste();
    }
  }

  private ToolSum sum(Owner owner, String agent) {
    return tools.computeIfAbsent(new ToolKey(owner, agent), _ -> new ToolSum());
  }

  List<ToolLine> lines() {
    return tools.entrySet().stream()
        .map(
            tool -> {
              var sum = tool.getValue();
              return new ToolLine(
                  tool.getKey().owner(),
                  tool.getKey().agent(),
                  sum.definition,
                  sum.offered,
                  sum.used,
                  sum.definitions,
                  sum.arguments,
                  sum.first,
                  sum.resent,
                  sum.waste,
                  sum.cost.usd());
            })
        .sorted(Comparator.comparingLong(ToolLine::tokens).reversed())
        .toList();
  }

  /// The results that took most, at most 1,000.
  List<ResultLine> results() {
    return results.values().stream()
        .sorted(Comparator.comparingLong((ResultSum result) -> result.total).reversed())
        .limit(MAX_RESULTS)
        .map(
            sum ->
                new ResultLine(
                    sum.span,
                    sum.call,
                    sum.owner,
                    sum.tokens,
                    sum.carried,
                    sum.total,
                    sum.cost.usd(),
                    sum.waste))
        .toList();
  }
}
