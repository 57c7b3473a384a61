// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.filter.FilterException;
import dev.clew.filter.FilterParser;
import dev.clew.filter.FilterSql;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import dev.clew.rollup.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads the queries of a panel.
final class QueryInput {

  static final int MAX_METRIC = 255;

  static final String[] FIELDS = {
    "source", "measure", "metric", "agg", "of", "group_by", "filter", "over", "scale", "label", "or"
  };

  /// What a point of `GET /api/v1/usage` holds.
  static final List<String> USAGE_MEASURES =
      List.of(
          "traces",
          "calls",
          "errors",
          "input_tokens",
          "output_tokens",
          "cache_read_tokens",
          "reasoning_tokens",
          "cost_usd",
          "cost_input_usd",
          "cost_cache_read_usd",
          "cost_cache_write_usd",
          "cost_output_usd",
          "cost_reasoning_usd",
          "priced_calls",
          "priceable_calls",
          "p50_ms",
          "p95_ms",
          "p99_ms",
          "ttft_p95_ms",
          "tpot_p95_ms");

  /// What `GET /api/v1/metrics/query` takes for `agg`.
  static final List<String> AGGREGATIONS =
      List.of(
          "avg",
          "min",
          "max",
          "sum",
          "last",
          "rate",
          "increase",
          "count",
          "p50",
          "p90",
          "p95",
          "p99");

  private static final int MAX_ALTERNATIVES = 16;
  private static final int MAX_FILTER = 2_000;
  private static final int MAX_LABELS = 3;
  private static final double MOST_SCALE = 1e12;

  private QueryInput() {}

  /// A query and its alternatives.
  static Panel.Line line(Input input, Set<String> variables) {
    var _ = input.text("label", "", 120);
    var alternatives = new ArrayList<PanelQuery>();
    alternatives.add(query(input, variables));
    for (var other : input.objects("or", MAX_ALTERNATIVES, FIELDS)) {
      if (other.has("or")) {
        throw other.invalid("or", "", "alternatives in one list");
      }
      alternatives.add(query(other, variables));
    }
    return new Panel.Line(alternatives);
  }

  private static PanelQuery query(Input input, Set<String> variables) {
    if (input.has("scale")) {
      var _ = input.number("scale", 1 / MOST_SCALE, MOST_SCALE);
    }
    return switch (input.one(
        "source", new String[] {"usage", "metric", "traces", "spans", "logs"}, source -> source)) {
      case "metric" -> metric(input, variables);
      case "traces" -> rows(input, RowSource.TRACES, variables);
      case "spans" -> rows(input, RowSource.SPANS, variables);
      case "logs" -> rows(input, RowSource.LOGS, variables);
      default -> usage(input, variables);
    };
  }

  private static PanelQuery usage(Input input, Set<String> variables) {
    without(input, "usage", "metric", "agg", "over", "of");
    var _ = input.one("measure", USAGE_MEASURES.toArray(String[]::new), measure -> measure);
    var _ = filter(input, Subject.TRACES, variables);
    for (var label : input.texts("group_by", MAX_LABELS)) {
      if (!Labels.all().contains(label) && !label.equals("tool")) {
        throw input.invalid("group_by", label, "of %s, or tool".formatted(Labels.all()));
      }
    }
    return new PanelQuery.Usage();
  }

  private static PanelQuery metric(Input input, Set<String> variables) {
    without(input, "metric", "measure", "of");
    var metric = input.text("metric", MAX_METRIC);
    var aggregation = input.one("agg", AGGREGATIONS.toArray(String[]::new), agg -> agg);
    var _ = filter(input, Subject.METRICS, variables);
    for (var label : input.texts("group_by", MAX_LABELS)) {
      if (label.isEmpty() || label.contains(",")) {
        throw input.invalid("group_by", label, "names of labels, such as service or attr.model");
      }
    }
    if (!input.has("over")) {
      return new PanelQuery.OfMetric(metric, aggregation, null);
    }
    var over = input.object("over", "metric", "filter");
    var _ = filter(over, Subject.METRICS, variables);
    return new PanelQuery.OfMetric(metric, aggregation, over.text("metric", metric, MAX_METRIC));
  }

  private static PanelQuery rows(Input input, RowSource source, Set<String> variables) {
    without(input, source.label(), "metric", "agg", "over");
    var measure = input.one("measure", RowMeasure.values(), RowMeasure::label);
    var of = input.text("of", "", 200);
    try {
      RowColumns.check(source, measure, of, input.texts("group_by", MAX_LABELS));
    } catch (AppException e) {
      throw input.invalid("measure", measure.label(), String.valueOf(e.getMessage()));
    }
    return new PanelQuery.OfRows(source, measure, of, filter(input, source.subject(), variables));
  }

  private static void without(Input input, String source, String... fields) {
    for (var field : fields) {
      if (input.has(field)) {
        throw input.invalid(field, "", "nothing: %s has none".formatted(source));
      }
    }
  }

  /// A filter as it is sent. A variable stands for a value, or for nothing.
  private static String filter(Input input, Subject subject, Set<String> variables) {
    var text = input.text("filter", "", MAX_FILTER);
    for (var used : FilterText.variables(text)) {
      if (!variables.contains(used)) {
        throw input.invalid("filter", "$" + used, "a variable of " + variables);
      }
    }
    try {
      var _ = FilterParser.parse(FilterText.withoutVariables(text));
      var _ = FilterSql.compile(FilterParser.parse(text), subject, "");
      return text;
    } catch (FilterException e) {
      throw input.invalid(
          "filter", text, "%s, at character %d".formatted(e.detail(), e.position() + 1));
    } catch (AppException e) {
      throw input.invalid("filter", text, String.valueOf(e.getMessage()));
    }
  }
}
