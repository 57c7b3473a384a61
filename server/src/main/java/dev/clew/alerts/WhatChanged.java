// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.http.Reply;
import java.time.Duration;
import java.time.Instant;

/// What to compare to learn why an alert fires: bad traces of the group while it was bad against
/// normal ones, as parameters of the page that compares; or why there is nothing to compare.
sealed interface WhatChanged {

  /// How far back normal is looked for.
  Duration NORMAL = Duration.ofHours(24);

  /// @param scope filter of both sets
  /// @param bad filter of the first set; empty: the same traces in another period
  /// @param from of the first set
  /// @param normalFrom of the second
  record Question(
      String scope, String bad, Instant from, Instant to, Instant normalFrom, Instant normalTo)
      implements WhatChanged {}

  record Nothing(String reason) implements WhatChanged {}

  /// @param sinceMs when it was first bad, milliseconds since 1970
  /// @param untilMs when it was last bad
  static WhatChanged of(AlertRule rule, String member, long sinceMs, long untilMs) {
    return switch (rule.source()) {
      case METRIC -> new Nothing("a metric has no traces that could be compared");
      case BUDGETS ->
          new Nothing("a budget is used up by all of its calls; Costs shows who used most");
      case CALLS, TRACES, VERDICTS, FINDINGS ->
          rule.condition() instanceof Condition.Missing
              ? new Nothing("nothing came, so there are no traces that could be compared")
              : question(rule, member, sinceMs, untilMs);
    };
  }

  /// It was a window that was bad first, so what is bad began with that. Bad traces are told from
  /// the others of both periods; where none is bad by itself, the periods are compared.
  private static Question question(AlertRule rule, String member, long sinceMs, long untilMs) {
    var from = Instant.ofEpochMilli(sinceMs).minusSeconds(rule.windowSeconds());
    var to = Instant.ofEpochMilli(untilMs).plusSeconds(60);
    var bad = bad(rule);
    return new Question(
        ViewLink.scope(rule, member), bad, from, to, from.minus(NORMAL), bad.isEmpty() ? from : to);
  }

  /// A filter for what makes the measure bad; empty when no single trace does.
  private static String bad(AlertRule rule) {
    return switch (rule.measure()) {
      case ERRORS, ERROR_RATE -> "has:error";
      case VERDICT_SHARE -> "verdict:\"%s\"".formatted(rule.of());
      case SLOW_RATE -> "duration_ms>" + rule.of();
      case SLOW_TTFT_RATE -> "ttft_ms>" + rule.of();
      case DURATION_P50, DURATION_P95, DURATION_P99 -> above(rule, "duration_ms");
      case TTFT_P50, TTFT_P95, TTFT_P99 -> above(rule, "ttft_ms");
      case TPOT_P50, TPOT_P95, TPOT_P99 -> above(rule, "tpot_ms");
      case COUNT, TOKENS, COST, BUDGET_USE, AVG, MIN, MAX, SUM, LAST, RATE, P95 -> "";
    };
  }

  private static String above(AlertRule rule, String field) {
    return rule.condition() instanceof Condition.Threshold(var direction, var value)
            && direction == Direction.ABOVE
            && value > 0
        ? "%s>%d".formatted(field, Math.round(value))
        : "";
  }

  /// `{scope, q, other, from, to, other_from, other_to}`, or `{reason}`.
  default ObjectNode json() {
    var json = Reply.MAPPER.createObjectNode();
    switch (this) {
      case Nothing(var reason) -> json.put("reason", reason);
      case Question question -> {
        json.put("scope", question.scope());
        json.put("q", question.bad());
        json.put("other", question.bad().isEmpty() ? "" : "-" + question.bad());
        json.put("from", question.from().toString());
        json.put("to", question.to().toString());
        json.put("other_from", question.normalFrom().toString());
        json.put("other_to", question.normalTo().toString());
      }
    }
    return json;
  }
}
