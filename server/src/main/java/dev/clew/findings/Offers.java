// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.accounting.Category;
import dev.clew.ledger.accounting.Entry;
import dev.clew.ledger.accounting.Ledger.CallLine;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.List;

/// Rules about the definitions of tools that calls carry. Each agent has its own.
final class Offers {

  /// The share of a call counts from this size on: a short call of a small agent is mostly
  /// definitions, and that is nothing to save.
  private static final double NOTABLE_DEFINITIONS = 2_000;

  private static final long MANY_UNUSED = 5_000;
  private static final long VERY_MANY_UNUSED = 20_000;

  private Offers() {}

  static List<Hit> heavyDefinitions(Inquiry run) {
    var hits = new ArrayList<Hit>();
    run.callsByAgent()
        .forEach(
            (agent, all) -> {
              var calls = all.stream().filter(call -> call.of(Category.TOOLDEF) > 0).toList();
              if (!calls.isEmpty()) {
                hits.add(heavyDefinitions(run, agent, calls));
              }
            });
    return hits;
  }

  private static Hit heavyDefinitions(Inquiry run, String agent, List<CallLine> calls) {
    long definitions = calls.stream().mapToLong(call -> call.of(Category.TOOLDEF)).sum();
    long input = calls.stream().mapToLong(CallLine::input).sum();
    double each = (double) definitions / calls.size();
    var ofCall =
        each < NOTABLE_DEFINITIONS
            ? Severity.NONE
            : Threshold.above(0.2, 0.5).grade((double) definitions / input);
    return new Hit(agent, each)
        .about(run.entries(entry -> isDefinition(entry, agent)))
        .at(calls.stream().map(CallLine::span).toList())
        .atLeast(ofCall)
        .says(
            "Definitions of tools take %s of each call".formatted(Words.tokens(Math.round(each))),
            "%s of the input of %s: %s in all."
                .formatted(
                    Words.percent(definitions, input),
                    Words.count(calls.size(), "call"),
                    Words.tokens(definitions)));
  }

  static List<Hit> unusedDefinitions(Inquiry run) {
    var hits = new ArrayList<Hit>();
    for (var agent : run.callsByAgent().keySet()) {
      var offered =
          run.account().ledger().entries().stream()
              .filter(entry -> isDefinition(entry, agent))
              .toList();
      var unused = offered.stream().filter(entry -> entry.waste() > 0).toList();
      long wasted = unused.stream().mapToLong(Entry::waste).sum();
      if (wasted <= MANY_UNUSED) {
        continue;
      }
      long all = offered.stream().mapToLong(Entry::tokens).sum();
      var amount =
          unused.stream()
              .map(entry -> new Amount(entry.waste(), entry.wasteUsd()))
              .reduce(Amount.NONE, Amount::plus);
      hits.add(
          new Hit(agent, 100.0 * wasted / all)
              .about(amount)
              .at(spans(run, agent))
              .atMost(wasted > VERY_MANY_UNUSED ? Severity.CRITICAL : Severity.WARNING)
              .says(
                  "%s of %s were offered and never used"
                      .formatted(Words.number(unused.size()), Words.count(offered.size(), "tool")),
                  "%s of %s of definitions, %s of them."
                      .formatted(
                          Words.number(wasted), Words.tokens(all), Words.percent(wasted, all))));
    }
    return hits;
  }

  private static List<SpanId> spans(Inquiry run, String agent) {
    return run.calls().stream()
        .filter(call -> call.agent().equals(agent) && call.of(Category.TOOLDEF) > 0)
        .map(CallLine::span)
        .toList();
  }

  private static boolean isDefinition(Entry entry, String agent) {
    return entry.key().category() == Category.TOOLDEF && entry.key().agent().equals(agent);
  }
}
