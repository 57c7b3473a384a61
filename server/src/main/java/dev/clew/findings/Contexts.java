// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.accounting.Category;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rules about what calls carry with them.
final class Contexts {

  private static final int FEWEST_FOR_A_SLOPE = 5;

  /// Every pair of calls is looked at.
  private static final int MOST_FOR_A_SLOPE = 200;

  private static final int CALLS_AHEAD = 5;

  /// An answer of at most so many tokens is short.
  private static final long SHORT_ANSWER = 500;

  /// Less reasoning in a run is nothing to save.
  private static final long NOTABLE_REASONING = 1_000;

  private Contexts() {}

  static List<Hit> inputToOutput(Inquiry run) {
    var totals = run.totals();
    if (totals.output() == 0) {
      return List.of();
    }
    double ratio = (double) totals.input() / totals.output();
    var input = run.entries(entry -> entry.key().category().isInput());
    return List.of(
        new Hit(run.agent(), ratio)
            .about(input)
            .at(Inquiry.longest(run.calls()))
            .says(
                "%s tokens were read for each one written".formatted(Words.ratio(ratio)),
                "%s of input, %s of output."
                    .formatted(Words.tokens(totals.input()), Words.tokens(totals.output()))));
  }

  static List<Hit> growth(Inquiry run) {
    Map<String, List<CallLine>> chains = new LinkedHashMap<>();
    for (var call : run.calls()) {
      if (call.input() > 0) {
        chains
            .computeIfAbsent(call.agent() + "\n" + call.model(), _ -> new ArrayList<>())
            .add(call);
      }
    }
    return chains.values().stream()
        .filter(chain -> chain.size() >= FEWEST_FOR_A_SLOPE)
        .map(chain -> growth(run, chain))
        .toList();
  }

  private static Hit growth(Inquiry run, List<CallLine> chain) {
    double slope = slope(chain);
    var first = chain.getFirst();
    var last = chain.getLast();
    boolean isFullSoon =
        slope > 0 && last.window() > 0 && last.input() + CALLS_AHEAD * slope >= last.window();
    var grown = Amount.NONE;
    for (var call : chain) {
      long more = Math.max(0, call.input() - first.input());
      grown =
          grown.plus(
              Inquiry.of(List.of(call)).part((double) more / (call.input() + call.output())));
    }
    return new Hit(run.agent(), slope)
        .by(first.agent(), Owner.NONE)
        .about(grown)
        .at(Inquiry.longest(chain))
        .atLeast(isFullSoon ? Severity.CRITICAL : Severity.NONE)
        .says(
            "Each call is %s longer than the one before".formatted(Words.tokens(Math.round(slope))),
            "From %s to %s in %s%s."
                .formatted(
                    Words.tokens(first.input()),
                    Words.tokens(last.input()),
                    Words.count(chain.size(), "call"),
                    isFullSoon
                        ? "; within %d calls the window of %s is full"
                            .formatted(CALLS_AHEAD, Words.tokens(last.window()))
                        : ""));
  }

  /// The median of the slopes between all pairs (Theil and Sen): one odd call does not move it.
  private static double slope(List<CallLine> chain) {
    int step = (chain.size() + MOST_FOR_A_SLOPE - 1) / MOST_FOR_A_SLOPE;
    var slopes = new ArrayList<Double>();
    for (int i = 0; i < chain.size(); i += step) {
      for (int j = i + step; j < chain.size(); j += step) {
        slopes.add((double) (chain.get(j).input() - chain.get(i).input()) / (j - i));
      }
    }
    slopes.sort(Comparator.naturalOrder());
    int middle = slopes.size() / 2;
    return slopes.size() % 2 == 1
        ? slopes.get(middle)
        : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
  }

  static List<Hit> amplification(Inquiry run) {
    var totals = run.totals();
    double again = totals.amplification();
    var input = run.entries(entry -> entry.key().category().isInput());
    return List.of(
        new Hit(run.agent(), again)
            .about(input.part(again > 1 ? 1 - 1 / again : 0))
            .at(Inquiry.longest(run.calls()))
            .says(
                "What was new was paid for %s times".formatted(Words.ratio(again)),
                "%s of input, of which %s were new."
                    .formatted(Words.tokens(totals.input()), Words.tokens(totals.unique()))));
  }

  static List<Hit> oversizeResults(Inquiry run) {
    var hits = new ArrayList<Hit>();
    for (var result : run.account().ledger().results()) {
      var call = run.calls().get(result.call());
      var name = Words.tool(result.owner());
      hits.add(
          new Hit(call.agent(), (double) result.tokens())
              .by(call.agent(), result.owner())
              .about(new Amount(result.total(), result.costUsd()))
              .at(List.of(result.span().isValid() ? result.span() : call.span()))
              .atLeast(ofWindow(result.tokens(), call.window(), 0.1, 0.25))
              .says(
                  "%s returned %s".formatted(name, Words.tokens(result.tokens())),
                  "%s carried the result: %s in all%s."
                      .formatted(
                          Words.count(result.carried(), "call"),
                          Words.tokens(result.total()),
                          call.window() > 0
                              ? "; it takes %s of the model's window"
                                  .formatted(Words.percent(result.tokens(), call.window()))
                              : "")));
    }
    return hits;
  }

  private static Severity ofWindow(long tokens, long window, double warning, double critical) {
    if (window == 0) {
      return Severity.NONE;
    }
    return Threshold.above(warning, critical).grade((double) tokens / window);
  }

  static List<Hit> resentResults(Inquiry run) {
    var again = run.category(Category.RESULT_RESEND);
    long input = run.totals().input();
    return List.of(
        new Hit(run.agent(), percent(again.tokens(), input))
            .about(again)
            .at(run.account().ledger().results().stream().map(result -> result.span()).toList())
            .says(
                "%s of the input were results of tools that had been sent before"
                    .formatted(Words.percent(again.tokens(), input)),
                "%s of %s.".formatted(Words.number(again.tokens()), Words.tokens(input))));
  }

  static List<Hit> pressure(Inquiry run) {
    return run.calls().stream()
        .filter(call -> call.window() > 0)
        .max(Comparator.comparingDouble(call -> percent(call.input(), call.window())))
        .map(
            call ->
                new Hit(run.agent(), percent(call.input(), call.window()))
                    .by(call.agent(), Owner.NONE)
                    .about(new Amount(call.input(), call.costUsd()))
                    .at(List.of(call.span()))
                    .says(
                        "A call filled %s of the model's window"
                            .formatted(Words.percent(call.input(), call.window())),
                        "%s of %s."
                            .formatted(Words.number(call.input()), Words.tokens(call.window()))))
        .stream()
        .toList();
  }

  static List<Hit> copiedContext(Inquiry run) {
    var hits = new ArrayList<Hit>();
    for (var copy : run.account().ledger().handOffs()) {
      var first = run.calls().stream().filter(call -> call.agent().equals(copy.to())).findFirst();
      if (first.isEmpty() || copy.input() == 0) {
        continue;
      }
      var call = first.get();
      var amount =
          new Amount(copy.input(), Inquiry.of(List.of(call)).usd())
              .part((double) copy.copied() / copy.input());
      hits.add(
          new Hit(copy.to(), percent(copy.copied(), copy.input()))
              .about(amount)
              .at(List.of(call.span()))
              .says(
                  "%s began with %s of what %s had sent"
                      .formatted(
                          Words.name(copy.to(), "an unnamed agent"),
                          Words.tokens(copy.copied()),
                          Words.name(copy.from(), "another agent")),
                  "%s of its first call.".formatted(Words.percent(copy.copied(), copy.input()))));
    }
    return hits;
  }

  static List<Hit> reasoning(Inquiry run) {
    var totals = run.totals();
    if (totals.reasoning() < NOTABLE_REASONING) {
      return List.of();
    }
    long answer = totals.output() - totals.reasoning();
    boolean isShort = answer / Math.max(1, run.calls().size()) <= SHORT_ANSWER;
    return List.of(
        new Hit(run.agent(), percent(totals.reasoning(), totals.output()))
            .about(run.category(Category.OUT_REASONING))
            .at(
                run.calls().stream()
                    .sorted(Comparator.comparingLong(CallLine::reasoning).reversed())
                    .map(CallLine::span)
                    .toList())
            .atMost(isShort ? Severity.CRITICAL : Severity.WARNING)
            .says(
                "%s of what was written was reasoning"
                    .formatted(Words.percent(totals.reasoning(), totals.output())),
                "%s of reasoning for %s of answers."
                    .formatted(Words.tokens(totals.reasoning()), Words.tokens(answer))));
  }

  private static double percent(long part, long whole) {
    return whole == 0 ? 0 : 100.0 * part / whole;
  }
}
