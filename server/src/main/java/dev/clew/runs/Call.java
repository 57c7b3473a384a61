// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Counted;
import dev.clew.model.SpanId;
import dev.clew.model.UsageBasis;
import dev.clew.prices.Prices.Priced;
import org.jspecify.annotations.Nullable;

/// What a span that looks like a provider call turned out to be.
///
/// @param billable this span stands for the call; no other span of the call does
/// @param duplicateOf the span that is charged instead, or [SpanId#NONE]
/// @param aggregateOf how many calls this span sums up; 0 when it does not
/// @param note one sentence for the user; empty when there is nothing to explain
/// @param priced what the call cost; `null` when nobody knows a price
public record Call(
    RunSpan span,
    boolean billable,
    SpanId duplicateOf,
    int aggregateOf,
    String note,
    RunSpan.Whose whose,
    @Nullable Priced priced) {

  static Call charged(RunSpan span) {
    return new Call(span, true, SpanId.NONE, 0, "", span.whose(), null);
  }

  Call duplicate(SpanId of, String why) {
    return new Call(span, false, of, aggregateOf, why, whose, priced);
  }

  Call aggregate(int calls) {
    var why = "aggregate of " + new Counted(calls, "call").text();
    return new Call(span, false, SpanId.NONE, calls, why, whose, priced);
  }

  /// A total that stands for calls nobody reported: exact, but put together by the framework.
  Call onlyRecord() {
    var charged = span.withUsage(span.usage().withBasis(UsageBasis.DERIVED));
    return new Call(
        charged,
        true,
        SpanId.NONE,
        0,
        "the total of an agent whose calls were not reported",
        whose,
        priced);
  }

  /// The span has the answer of a later call on it, and nothing of its own.
  ///
  /// @param counted the later call has figures, which are those of both
  Call answeredBy(boolean counted) {
    var unanswered = of(span.withoutAnswer());
    return counted ? unanswered.withNote("counted with the call that it led to") : unanswered;
  }

  Call withNote(String why) {
    return new Call(span, billable, duplicateOf, aggregateOf, why, whose, priced);
  }

  Call of(RunSpan same) {
    return new Call(same, billable, duplicateOf, aggregateOf, note, whose, priced);
  }

  Call of(RunSpan.Whose resolved) {
    return new Call(span, billable, duplicateOf, aggregateOf, note, resolved, priced);
  }

  Call costing(@Nullable Priced price) {
    return new Call(span, billable, duplicateOf, aggregateOf, note, whose, price);
  }

  /// US dollars; -1 when unknown.
  double costUsd() {
    return priced == null || priced.cost() == null ? -1 : priced.cost().total();
  }
}
