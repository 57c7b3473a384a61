// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.filter.FilterException;
import dev.clew.filter.FilterParser;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import dev.clew.model.Filter;
import java.util.Arrays;

/// Reads a rule that somebody sends, strictly: a rule that was misread would never fire.
final class RuleInput {

  private static final int MAX_TEXT = 200;
  private static final int MAX_FILTER = 2_000;
  private static final int MAX_TEMPLATE = 1_000;
  private static final int MAX_CHANNELS = 20;
  private static final int DAY_MINUTES = 1_440;
  private static final double MAX_VALUE = 1e15;

  private RuleInput() {}

  /// @throws AppException that names the field and what is expected
  static AlertRule read(JsonNode body, String id, String createdAt) {
    var input =
        Input.of(
            body,
            "name",
            "source",
            "measure",
            "of",
            "filter",
            "group_by",
            "window_minutes",
            "condition",
            "at_least",
            "for_minutes",
            "keep_minutes",
            "severity",
            "channels",
            "template",
            "enabled");
    var source = input.one("source", Source.values(), Source::label);
    var measure =
        input.one(
            "measure",
            Arrays.stream(Measure.values())
                .filter(one -> one.isOver(source))
                .toArray(Measure[]::new),
            Measure::label);
    var filterText = input.text("filter", "", MAX_FILTER);
    var condition = condition(input, source, measure);
    var template = input.text("template", "", MAX_TEMPLATE);
    var unknown = Sentence.unknownPlaceholder(template);
    if (!unknown.isEmpty()) {
      throw input.invalid("template", unknown, "of " + Sentence.PLACEHOLDERS);
    }
    return new AlertRule(
        id,
        input.text("name", MAX_TEXT),
        source,
        measure,
        of(input, source, measure),
        filterText,
        filter(input, source, filterText),
        grouping(input, source),
        input.whole("window_minutes", 5, 1, DAY_MINUTES),
        condition,
        input.whole("at_least", 1, 0, 1_000_000),
        input.whole("for_minutes", 0, 0, DAY_MINUTES),
        input.whole("keep_minutes", 0, 0, DAY_MINUTES),
        input.has("severity")
            ? input.one("severity", Severity.values(), Severity::label)
            : Severity.WARNING,
        input.texts("channels", MAX_CHANNELS),
        template,
        input.flag("enabled", true),
        createdAt);
  }

  private static String of(Input input, Source source, Measure measure) {
    var of = input.text("of", "", MAX_TEXT);
    if (measure.takesMilliseconds() && !of.matches("\\d{1,9}(\\.\\d{1,6})?")) {
      throw input.invalid("of", of, "milliseconds, such as 2000");
    }
    if (measure == Measure.VERDICT_SHARE && of.isEmpty()) {
      throw input.invalid("of", of, "a verdict, such as queue");
    }
    if (source == Source.METRIC && of.isEmpty()) {
      throw input.invalid("of", of, "the name of a metric");
    }
    if ((source == Source.CALLS || source == Source.TRACES)
        && !measure.takesMilliseconds()
        && !of.isEmpty()) {
      throw input.invalid("of", of, "nothing: %s needs no more".formatted(measure.label()));
    }
    return of;
  }

  private static Filter filter(Input input, Source source, String text) {
    if (source == Source.BUDGETS && !text.isEmpty()) {
      throw input.invalid("filter", text, "nothing: a budget has its own scope");
    }
    try {
      var filter = FilterParser.parse(text);
      RowFilter.check(source, filter);
      return filter;
    } catch (FilterException e) {
      throw input.invalid(
          "filter", text, "%s, at character %d".formatted(e.detail(), e.position() + 1));
    }
  }

  private static Grouping grouping(Input input, Source source) {
    if (!input.has("group_by")) {
      return Grouping.NONE;
    }
    var known =
        Arrays.stream(Grouping.values())
            .filter(one -> one.over(source) != null || (one == Grouping.NONE && !source.isTable()))
            .toArray(Grouping[]::new);
    return input.one("group_by", known, Grouping::label);
  }

  private static Condition condition(Input input, Source source, Measure measure) {
    var fields =
        input.object(
            "condition", "kind", "direction", "value", "percent", "width", "objective", "days");
    var kinds =
        source.isTable()
            ? new String[] {"threshold", "change", "band", "slo", "missing"}
            : source == Source.METRIC
                ? new String[] {"threshold", "missing"}
                : new String[] {"threshold"};
    return switch (fields.one("kind", kinds, kind -> kind)) {
      case "threshold" ->
          new Condition.Threshold(
              fields.one(
                  "direction",
                  new Direction[] {Direction.ABOVE, Direction.BELOW},
                  Direction::label),
              fields.number("value", -MAX_VALUE, MAX_VALUE));
      case "change" ->
          new Condition.Change(direction(fields), fields.number("percent", 1, 1_000_000));
      case "band" -> new Condition.Band(direction(fields), fields.number("width", 0.5, 1_000));
      case "slo" -> {
        if (!measure.isShareOfBad()) {
          throw input.invalid(
              "measure",
              measure.label(),
              "a share of bad ones for an objective: error_rate, slow_rate, slow_ttft_rate or verdict_share");
        }
        yield new Condition.Slo(
            fields.number("objective", 0.5, 0.999999), fields.whole("days", 30, 1, 90));
      }
      default -> new Condition.Missing();
    };
  }

  private static Direction direction(Input fields) {
    return fields.one("direction", Direction.values(), Direction::label);
  }
}
