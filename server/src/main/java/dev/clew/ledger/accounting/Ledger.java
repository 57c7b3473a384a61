// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import dev.clew.model.SpanId;
import java.util.List;
import java.util.Map;

/// The account of a run. Σ `entries` of the input side is `totals.input`, of the output side
/// `totals.output`, exactly; so it is for every call with its categories.
///
/// @param notes what could not be seen, in sentences
public record Ledger(
    Totals totals,
    List<Entry> entries,
    List<CallLine> calls,
    List<ResultLine> results,
    List<ToolLine> tools,
    List<HandOff> handOffs,
    List<String> notes) {

  public Ledger {
    entries = List.copyOf(entries);
    calls = List.copyOf(calls);
    results = List.copyOf(results);
    tools = List.copyOf(tools);
    handOffs = List.copyOf(handOffs);
    notes = List.copyOf(notes);
  }

  /// Sums over the charged calls whose usage is known.
  ///
  /// @param unique tokens of distinct content, each counted once
  /// @param waste tokens that bought nothing, each counted once
  /// @param costUsd with the other amounts of money `NaN` when unknown
  /// @param savedUsd what the provider's cache saved, less what writing to it cost
  /// @param eligible tokens that a cache could have held
  /// @param missed tokens that a cache could have held and did not
  /// @param penaltyUsd what they cost more than from the cache
  /// @param maxInput of the longest call
  /// @param window of the model of that call; 0 when unknown
  public record Totals(
      int calls,
      long input,
      long output,
      long cacheRead,
      long cacheWrite,
      long reasoning,
      long unique,
      long waste,
      double costUsd,
      double wasteUsd,
      double savedUsd,
      long eligible,
      long missed,
      double penaltyUsd,
      long maxInput,
      long window,
      Confidence confidence,
      Tier tier) {

    /// How often what was new has been paid for; 0 when nothing was.
    public double amplification() {
      return unique == 0 ? 0 : (double) input / unique;
    }

    /// The share of the input that bought nothing.
    public double holeIndex() {
      return input == 0 ? 0 : (double) waste / input;
    }

    /// The same in money, with what missing the cache cost; `NaN` when unknown.
    public double holeCost() {
      double lost =
          (Double.isNaN(wasteUsd) ? 0 : wasteUsd) + (Double.isNaN(penaltyUsd) ? 0 : penaltyUsd);
      return costUsd > 0 ? Math.min(1, lost / costUsd) : Double.NaN;
    }
  }

  /// One call.
  ///
  /// @param scale charged tokens for each estimated one; 1 where the bill itself was the measure
  /// @param byCategory tokens, where there are any
  /// @param shared tokens at its begin that an earlier call of the same model had sent, as far as a
  ///   cache could have held them
  /// @param missed of these, the ones that did not come from the cache
  /// @param breaker what differed first from the earlier call; empty when nothing did
  public record CallLine(
      SpanId span,
      long startNs,
      String agent,
      String model,
      long input,
      long output,
      long cacheRead,
      long cacheWrite,
      long reasoning,
      double costUsd,
      long window,
      double scale,
      Confidence confidence,
      Tier tier,
      Map<Category, Long> byCategory,
      long shared,
      long missed,
      String breaker) {

    public long of(Category category) {
      return byCategory.getOrDefault(category, 0L);
    }
  }

  /// A result of a tool, from the call that carried it first.
  ///
  /// @param span that executed the tool, or [SpanId#NONE]
  /// @param call index of the first call with it
  /// @param carried calls that carried it
  /// @param total tokens over all of these
  public record ResultLine(
      SpanId span,
      int call,
      Segment.Owner owner,
      long tokens,
      int carried,
      long total,
      double costUsd,
      Waste waste) {}

  /// A tool over the whole run.
  ///
  /// @param definition tokens of its definition in one call; 0 when it was not seen
  /// @param offered calls that carried the definition
  /// @param used executions
  public record ToolLine(
      Segment.Owner owner,
      String agent,
      long definition,
      int offered,
      int used,
      long definitions,
      long arguments,
      long firstResults,
      long resent,
      long waste,
      double costUsd) {

    /// Everything that the tool is responsible for.
    public long tokens() {
      return definitions + arguments + firstResults + resent;
    }
  }

  /// What an agent's first call carried over from another agent.
  public record HandOff(String from, String to, long copied, long input) {}
}
