// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;

/// The view that shows what an alert is about: the traces of the group in the time in question.
final class ViewLink {

  private static final int MINUTE_MS = 60_000;

  private ViewLink() {}

  /// @return a path of the web UI with its query
  static String of(AlertRule rule, AlertState state, long nowMs) {
    if (rule.source() == Source.BUDGETS) {
      return "/costs";
    }
    if (rule.source() == Source.METRIC) {
      return "/explore?metric=" + encoded(rule.of()) + range(rule, state, nowMs);
    }
    return "/traces?q=" + encoded(filter(rule, state.member())) + range(rule, state, nowMs);
  }

  private static String filter(AlertRule rule, String member) {
    boolean isOfErrors = rule.measure() == Measure.ERRORS || rule.measure() == Measure.ERROR_RATE;
    return (scope(rule, member) + (isOfErrors ? " has:error" : "")).strip();
  }

  /// A filter for the traces that the rule judges in a group.
  static String scope(AlertRule rule, String member) {
    var parts = new ArrayList<String>();
    if (!rule.filterText().isEmpty()) {
      parts.add(
          rule.filterText().contains(" OR ") ? "(" + rule.filterText() + ")" : rule.filterText());
    }
    if (rule.grouping() != Grouping.NONE) {
      parts.add(
          "%s:\"%s\""
              .formatted(
                  rule.grouping().label(), member.replace("\\", "\\\\").replace("\"", "\\\"")));
    }
    return String.join(" ", parts);
  }

  /// From a window before it was first bad, because that is what was bad then.
  private static String range(AlertRule rule, AlertState state, long nowMs) {
    var from = Instant.ofEpochMilli(state.sinceMs() - (long) rule.windowMinutes() * MINUTE_MS);
    var to = Instant.ofEpochMilli(Math.max(nowMs, state.lastBadMs()) + MINUTE_MS);
    return "&from=%s&to=%s".formatted(encoded(from.toString()), encoded(to.toString()));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
