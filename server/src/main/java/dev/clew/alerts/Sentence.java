// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.alerts.AlertState.Phase;
import dev.clew.model.Counted;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an alert says, in words.
final class Sentence {

  static final List<String> PLACEHOLDERS =
      List.of("{rule}", "{group}", "{state}", "{value}", "{threshold}", "{since}", "{severity}");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}\\s]{0,40}}");

  private Sentence() {}

  /// The first placeholder that means nothing; empty when all are known.
  static String unknownPlaceholder(String template) {
    return PLACEHOLDER
        .matcher(template)
        .results()
        .map(found -> found.group())
        .filter(found -> !PLACEHOLDERS.contains(found))
        .findFirst()
        .orElse("");
  }

  static String of(AlertRule rule, AlertState state, Phase phase) {
    var template = rule.template().isEmpty() ? usual(rule, state, phase) : rule.template();
    var words =
        Map.of(
            "{rule}", rule.name(),
            "{group}", state.member(),
            "{state}", phase.label(),
            "{value}", value(rule, state.value()),
            "{threshold}", value(rule, state.threshold()),
            "{since}", Instant.ofEpochMilli(state.sinceMs()).toString(),
            "{severity}", rule.severity().label());
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found -> Matcher.quoteReplacement(words.getOrDefault(found.group(), found.group())));
  }

  private static String usual(AlertRule rule, AlertState state, Phase phase) {
    var whose = state.member().isEmpty() ? "" : " of {group}";
    if (phase == Phase.RESOLVED) {
      return "{rule}" + whose + " is back to normal.";
    }
    var what = rule.measure().label().replace('_', ' ');
    return switch (rule.condition()) {
      case Condition.Threshold(var direction, _) ->
          "{rule}: %s%s is {value}, %s {threshold}.".formatted(what, whose, direction.label());
      case Condition.Change _ ->
          "{rule}: %s%s changed by {value} against last week (allowed: {threshold})."
              .formatted(what, whose);
      case Condition.Band _ ->
          "{rule}: %s%s is {value}, outside of what is usual ({threshold}).".formatted(what, whose);
      case Condition.Slo _ ->
          "{rule}: the error budget%s burns {value} times as fast as it may (alert from {threshold})."
              .formatted(whose);
      case Condition.Missing() ->
          "{rule}: nothing%s came for %s."
              .formatted(whose, new Counted(rule.windowMinutes(), "minute").text());
    };
  }

  /// A figure with its unit.
  static String value(AlertRule rule, double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    return switch (rule.condition()) {
      case Condition.Change _ -> plain(value) + " %";
      case Condition.Slo _, Condition.Missing _ -> plain(value);
      case Condition.Threshold _, Condition.Band _ ->
          switch (rule.measure().unit()) {
            case "share" -> plain(value * 100) + " %";
            case "usd" -> "$" + plain(value);
            case "" -> plain(value);
            default -> plain(value) + " " + rule.measure().unit();
          };
    };
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e12
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 1 ? "%.4f" : "%.2f", value);
  }
}
