// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.SpanId;
import dev.clew.model.UsageBasis;

/// What a span that looks like a provider call turned out to be.
///
/// @param billable this span stands for the call; no other span of the call does
/// @param duplicateOf the span that is charged instead, or [SpanId#NONE]
/// @param aggregateOf how many calls this span sums up; 0 when it does not
/// @param note one sentence for the user; empty when there is nothing to explain
public record Call(
    RunSpan span,
    boolean billable,
    SpanId duplicateOf,
    int aggregateOf,
    String note,
    RunSpan.Whose whose) {

  static Call charged(RunSpan span) {
    return new Call(span, true, SpanId.NONE, 0, "", span.whose());
  }

  Call duplicate(SpanId of, String why) {
    return new Call(span, false, of, aggregateOf, why, whose);
  }

  Call aggregate(int calls) {
    var why = calls == 1 ? "aggregate of 1 call" : "aggregate of " + calls + " calls";
    return new Call(span, false, SpanId.NONE, calls, why, whose);
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
        whose);
  }

  Call withNote(String why) {
    return new Call(span, billable, duplicateOf, aggregateOf, why, whose);
  }

  Call of(RunSpan.Whose resolved) {
    return new Call(span, billable, duplicateOf, aggregateOf, note, resolved);
  }
}
