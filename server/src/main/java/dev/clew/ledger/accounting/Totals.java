// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.ledger.accounting.Ledger.CallLine;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Adds up what the calls of a run have in common.
final class Totals {

  private static final double NOTABLE = 0.25;

  private int calls;
  private long input;
  private long output;
  private long cacheRead;
  private long cacheWrite;
  private long reasoning;
  private long unique;
  private long waste;
  private final Money cost = new Money();
  private final Money wasteCost = new Money();
  private final Money saved = new Money();
  private long eligible;
  private long missed;
  private final Money penalty = new Money();
  private long maxInput;
  private long window;

  void unique(long tokens) {
    unique += tokens;
  }

  void wasted(Piece piece) {
    if (piece.isWaste()) {
      waste += piece.tokens();
      wasteCost.add(piece.costUsd());
    }
  }

  void add(LedgerCall call, Tokens tokens, long couldBeCached, long missedTokens) {
    calls++;
    input += tokens.input();
    output += tokens.output();
    cacheRead += tokens.cacheRead();
    cacheWrite += tokens.cacheWrite();
    reasoning += tokens.reasoning();
    eligible += couldBeCached;
    missed += missedTokens;
    if (call.bill() != null) {
      cost.add(call.bill().total());
    }
    var list = call.list();
    if (list != null) {
      saved.add(
          tokens.cacheRead() * (list.input() - list.cacheRead())
              - tokens.cacheWrite() * (list.cacheWrite() - list.input()));
      penalty.add(missedTokens * (list.input() - list.cacheRead()));
    }
    if (tokens.input() > maxInput) {
      maxInput = tokens.input();
      window = call.window();
    }
  }

  Ledger.Totals of(List<CallLine> lines) {
    return new Ledger.Totals(
        calls,
        input,
        output,
        cacheRead,
        cacheWrite,
        reasoning,
        unique,
        waste,
        cost.usd(),
        wasteCost.usd(),
        saved.usd(),
        eligible,
        missed,
        penalty.usd(),
        maxInput,
        window,
        confidence(lines),
        tier(lines));
  }

  /// As bad as what a notable part of the tokens is known by.
  private Confidence confidence(List<CallLine> lines) {
    if (input == 0) {
      return Confidence.LOW;
    }
    double low = tokens(lines, Confidence.LOW);
    double medium = low + tokens(lines, Confidence.MEDIUM);
    return low > NOTABLE * input
        ? Confidence.LOW
        : medium > NOTABLE * input ? Confidence.MEDIUM : Confidence.HIGH;
  }

  private static double tokens(List<CallLine> lines, Confidence confidence) {
    return lines.stream()
        .filter(line -> line.confidence() == confidence)
        .mapToLong(CallLine::input)
        .sum();
  }

  /// What most of the tokens are known by.
  private static Tier tier(List<CallLine> lines) {
    var tokens = new EnumMap<Tier, Long>(Tier.class);
    lines.forEach(line -> tokens.merge(line.tier(), line.input(), Long::sum));
    return tokens.entrySet().stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(Tier.BYTES);
  }
}
