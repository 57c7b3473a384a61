// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.compare.Difference.Value;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Ranks in what two sets of traces differ.
final class Comparison {

  private static final int MAX_DIFFERENCES = 60;

  /// Traces whose span attributes are read, of each side.
  private static final int ATTRIBUTES_OF = 300;

  /// Figures of a run, with the unit they are answered in.
  private static final Map<String, String> FIGURES =
      Map.of(
          "duration_ms", "duration_ns / 1e6",
          "input_tokens", "toFloat64(input_tokens)",
          "output_tokens", "toFloat64(output_tokens)",
          "cost_usd", "cost_usd",
          "ttft_ms", "toFloat64(ttft_ms)",
          "llm_calls", "toFloat64(llm_calls)",
          "tool_calls", "toFloat64(tool_calls)",
          "span_count", "toFloat64(span_count)",
          "error_count", "toFloat64(error_count)");

  private static final Map<String, String> UNITS =
      Map.of("duration_ms", "ms", "ttft_ms", "ms", "cost_usd", "USD");

  /// Keys that the filter language can name.
  private static final Pattern WRITABLE = Pattern.compile("[\\p{L}\\p{N}_./@-]+");

  private final Store store;
  private final Request request;
  private final Sides sides;
  private final List<Difference> found = new ArrayList<>();

  private Comparison(Store store, Request request, Sides sides) {
    this.store = store;
    this.request = request;
    this.sides = sides;
  }

  /// The most telling first.
  static List<Difference> of(Store store, Request request, Sides sides) {
    if (sides.a().isEmpty() || sides.b().isEmpty()) {
      return List.of();
    }
    var comparison = new Comparison(store, request, sides);
    comparison.addFields();
    comparison.addVerdicts();
    comparison.addFigures();
    comparison.addAttributes();
    return comparison.found.stream()
        .filter(difference -> difference.separation() > 0.01 && !difference.mayBeChance())
        .sorted(
            Comparator.comparingDouble(Difference::separation)
                .thenComparing(Difference::isMoreOfFirst)
                .reversed())
        .limit(MAX_DIFFERENCES)
        .toList();
  }

  private void addFields() {
    store.query(
        sides.about(
            store,
            request,
            """
            SELECT field, value, uniqExactIf(trace_id, in_a) AS of_a, uniqExactIf(trace_id, NOT in_a) AS of_b
            FROM (
              SELECT trace_id, trace_id IN a AS in_a, arrayJoin(arrayConcat(
                [('name', toString(name)), ('environment', toString(environment)), ('error_type', toString(error_type)), ('workflow', toString(workflow)), ('status', toString(status)), ('user', user_id)],
                arrayMap(v -> ('service', toString(v)), services), arrayMap(v -> ('model', toString(v)), models),
                arrayMap(v -> ('agent', toString(v)), agents), arrayMap(v -> ('tool', toString(v)), tools))) AS pair,
                pair.1 AS field, pair.2 AS value
              FROM ${database}.runs FINAL
              WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN both
            )
            WHERE value != ''
            GROUP BY field, value
            ORDER BY of_a + of_b DESC
            LIMIT 2000
            """),
        row ->
            addValue(
                row.string("field"),
                row.string("value"),
                row.number("of_a"),
                row.number("of_b"),
                filter(row.string("field"), row.string("value"))));
  }

  private void addVerdicts() {
    store.query(
        sides.about(
            store,
            request,
            """
            SELECT field, toString(value) AS value, uniqExactIf(trace_id, in_a) AS of_a, uniqExactIf(trace_id, NOT in_a) AS of_b
            FROM (
              SELECT trace_id, trace_id IN a AS in_a,
                arrayJoin(arrayConcat([('run_verdict', toString(verdict))], arrayMap(v -> ('verdict', toString(v)), call_verdict), arrayMap(e -> ('endpoint', toString(e)), call_endpoint))) AS pair,
                pair.1 AS field, pair.2 AS value
              FROM ${database}.latency FINAL
              WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN both
            )
            WHERE value != ''
            GROUP BY field, value
            LIMIT 500
            """),
        row ->
            addValue(
                row.string("field"),
                row.string("value"),
                row.number("of_a"),
                row.number("of_b"),
                filter(row.string("field"), row.string("value"))));
  }

  private static String filter(String field, String value) {
    return "%s:\"%s\"".formatted(field, value.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private void addValue(String field, String value, long ofA, long ofB, @Nullable String q) {
    found.add(Value.of(field, value, ofA, sides.a().size(), ofB, sides.b().size(), q));
  }

  private void addFigures() {
    var names = List.copyOf(FIGURES.keySet());
    var columns = new StringBuilder();
    for (var name : names) {
      columns.append(", ").append(FIGURES.get(name)).append(" AS figure_").append(name);
    }
    Map<String, Figures> figures = new LinkedHashMap<>();
    names.forEach(name -> figures.put(name, new Figures()));
    store.query(
        sides.about(
            store,
            request,
            """
            SELECT trace_id IN a AS in_a%s FROM ${database}.runs FINAL
            WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN both
            """
                .formatted(columns)),
        row ->
            figures.forEach((name, all) -> all.add(row.bool("in_a"), row.real("figure_" + name))));
    figures.forEach(
        (name, all) -> {
          var difference = all.difference(name, UNITS.getOrDefault(name, ""));
          if (difference != null) {
            found.add(difference);
          }
        });
  }

  /// Attributes of spans with few enough values to tell something: ids are different everywhere.
  private void addAttributes() {
    var few =
        new Sides(
            sides.a().stream().limit(ATTRIBUTES_OF).toList(),
            sides.b().stream().limit(ATTRIBUTES_OF).toList());
    store.query(
        few.about(
                store,
                request,
                """
            SELECT key, value, uniqExactIf(trace_id, in_a) AS of_a, uniqExactIf(trace_id, NOT in_a) AS of_b
            FROM (
              SELECT trace_id, trace_id IN a AS in_a, arrayJoin(mapFilter((k, v) -> length(v) BETWEEN 1 AND 120, attributes)::Array(Tuple(String, String))) AS pair, pair.1 AS key, pair.2 AS value
              FROM ${database}.spans
              WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN both
            )
            GROUP BY key, value
            HAVING of_a + of_b >= greatest(3, {some:UInt32})
            ORDER BY of_a + of_b DESC
            LIMIT 5000
            """)
            .with("some", (few.a().size() + few.b().size()) / 40),
        row ->
            found.add(
                Value.of(
                    "attr." + row.string("key"),
                    row.string("value"),
                    row.number("of_a"),
                    few.a().size(),
                    row.number("of_b"),
                    few.b().size(),
                    WRITABLE.matcher(row.string("key")).matches()
                        ? filter("attr." + row.string("key"), row.string("value"))
                        : null)));
  }
}
