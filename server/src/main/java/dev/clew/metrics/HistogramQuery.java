// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Answers queries about histograms with explicit bounds.
final class HistogramQuery {

  private final Store store;
  private final MetricQuery query;
  private final SeriesChoice series;

  HistogramQuery(Store store, MetricQuery query, SeriesChoice series) {
    this.store = store;
    this.query = query;
    this.series = series;
  }

  QueryStats run(List<String> temporalities, Groups into) {
    var observed = new HashMap<List<String>, Map<Long, Observed>>();
    var parts = new ArrayList<String>();
    if (temporalities.contains("delta")) {
      parts.add("SELECT * FROM " + HistogramSql.delta(series.ids("temporality = 'delta'")));
    }
    if (!temporalities.equals(List.of("delta"))) {
      parts.add("SELECT * FROM " + HistogramSql.cumulative(series.ids("temporality != 'delta'")));
    }
    var stats =
        store.query(
            series.bind(
                """
                SELECT labels, point, edges, sum(n) AS observations, sum(total) AS value, sumForEach(inside) AS buckets,
                  min(lowest) AS least, max(highest) AS greatest
                FROM (%s) AS parts INNER JOIN %s AS chosen USING (series)
                GROUP BY labels, point, edges
                """
                    .formatted(String.join(" UNION ALL ", parts), series.grouped("true"))),
            row ->
                observed
                    .computeIfAbsent(row.list("labels"), _ -> new HashMap<>())
                    .computeIfAbsent(row.number("point"), _ -> new Observed())
                    .add(row));
    observed.forEach(
        (labels, steps) -> steps.forEach((step, all) -> all.answer(query, into, labels, step)));
    return stats;
  }

  /// What was observed within one step.
  private static final class Observed {
    private final Distribution distribution = new Distribution();
    private final Totals totals = new Totals();

    void add(Row row) {
      distribution.add(row.list("edges"), row.list("buckets"));
      totals.add(
          row.number("observations"), row.real("value"), row.real("least"), row.real("greatest"));
    }

    void answer(MetricQuery query, Groups into, List<String> labels, long step) {
      totals.answer(query.aggregation(), into, labels, step, distribution::quantile);
    }
  }
}
