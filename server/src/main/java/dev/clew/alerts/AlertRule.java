// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.http.Reply;
import dev.clew.model.Filter;
import java.util.List;

/// What is watched, when it is bad, and who hears of it.
///
/// @param of what the measure is of: milliseconds, a verdict, a rule of findings, a budget or a
///   metric; empty when it needs nothing
/// @param filterText as it was written
/// @param atLeast groups in which fewer happened are not judged
/// @param forMinutes it must be bad for so long until it fires
/// @param keepMinutes it goes on firing for so long after it was last bad
/// @param channels ids
/// @param template of the sentence that is sent; empty for the usual one
record AlertRule(
    String id,
    String name,
    Source source,
    Measure measure,
    String of,
    String filterText,
    Filter filter,
    Grouping grouping,
    int windowMinutes,
    Condition condition,
    int atLeast,
    int forMinutes,
    int keepMinutes,
    Severity severity,
    List<String> channels,
    String template,
    boolean isEnabled,
    String createdAt) {

  AlertRule {
    channels = List.copyOf(channels);
  }

  int windowSeconds() {
    return windowMinutes * 60;
  }

  List<Window> windows() {
    return condition.windows(windowSeconds());
  }

  /// What [RuleInput] reads, with `id` and `created_at` beside it.
  ObjectNode json() {
    var json = document();
    json.put("id", id);
    json.put("created_at", createdAt);
    json.put("unit", measure.unit());
    return json;
  }

  /// What [RuleInput] reads.
  ObjectNode document() {
    var json = Reply.MAPPER.createObjectNode();
    json.put("name", name);
    json.put("source", source.label());
    json.put("measure", measure.label());
    json.put("of", of);
    json.put("filter", filterText);
    json.put("group_by", grouping.label());
    json.put("window_minutes", windowMinutes);
    write(json.putObject("condition"));
    json.put("at_least", atLeast);
    json.put("for_minutes", forMinutes);
    json.put("keep_minutes", keepMinutes);
    json.put("severity", severity.label());
    channels.forEach(json.putArray("channels")::add);
    json.put("template", template);
    json.put("enabled", isEnabled);
    return json;
  }

  private void write(ObjectNode json) {
    json.put("kind", condition.kind());
    switch (condition) {
      case Condition.Threshold(var direction, var value) ->
          json.put("direction", direction.label()).put("value", value);
      case Condition.Change(var direction, var percent) ->
          json.put("direction", direction.label()).put("percent", percent);
      case Condition.Band(var direction, var width) ->
          json.put("direction", direction.label()).put("width", width);
      case Condition.Slo(var objective, var days) ->
          json.put("objective", objective).put("days", days);
      case Condition.Missing() -> {}
    }
  }
}
