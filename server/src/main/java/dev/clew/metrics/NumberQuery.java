// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.List;

/// Answers queries about gauges and sums.
final class NumberQuery {

  /// Series times steps up to which each series is an array of its steps: some 100 MB at most.
  private static final long MAX_CELLS = 2_000_000;

  private static final Fold NEWEST = Fold.of("argMax", "value, ms");

  private final Store store;
  private final MetricQuery query;
  private final SeriesChoice series;
  private final boolean isDense;

  /// @param count how many series there are
  NumberQuery(Store store, MetricQuery query, SeriesChoice series, long count) {
    this.store = store;
    this.query = query;
    this.series = series;
    isDense = count <= MAX_CELLS / query.grid().points();
  }

  /// @param counter it only grows
  ///
  ///   Across the series of a group: the mean of means, extremes, the sum of the newest values, the
  ///   newest value, the number of points. The last value of a counter is its total over all
  ///   series.
  QueryStats run(boolean counter, List<String> temporalities, Groups into) {
    var aggregation = query.aggregation();
    if (aggregation.isQuantile() && counter) {
      throw aggregation.notFor("a counter", "rate, increase, avg, min, max, last or count");
    }
    var values = NumberSql.values(series.ids("true"));
    return switch (aggregation) {
      case RATE -> ofCounters(counter, "sum", temporalities, into::setRate);
      case INCREASE -> ofCounters(counter, "sum", temporalities, into::set);
      case AVG ->
          counter
              ? ofCounters(true, "avg", temporalities, into::setRate)
              : bySeries(Fold.of("avg", "value"), "avg", values, into::set);
      case SUM ->
          counter
              ? ofCounters(true, "sum", temporalities, into::set)
              : bySeries(NEWEST, "sum", values, into::set);
      case MIN ->
          counter
              ? ofCounters(true, "min", temporalities, into::setRate)
              : atOnce(Fold.of("min", "value"), values, into);
      case MAX ->
          counter
              ? ofCounters(true, "max", temporalities, into::setRate)
              : atOnce(Fold.of("max", "value"), values, into);
      case LAST ->
          counter ? bySeries(NEWEST, "sum", values, into::set) : atOnce(NEWEST, values, into);
      case COUNT -> atOnce(Fold.of("uniqExact", "series, ms, start_time"), values, into);
      case P50, P90, P95, P99 ->
          atOnce(
              new Fold("quantileExactInclusive", Double.toString(aggregation.quantile()), "value"),
              values,
              into);
    };
  }

  private QueryStats ofCounters(
      boolean counter, String across, List<String> temporalities, Taker into) {
    if (!counter) {
      throw query.aggregation().notFor("a gauge", "avg, min, max, sum, last, count or a quantile");
    }
    return bySeries(Fold.of("sum", "value"), across, grown(temporalities), into);
  }

  /// What takes the value of a group in a step.
  @FunctionalInterface
  private interface Taker {
    void take(List<String> labels, long step, double value);
  }

  /// What may be asked of all points of a group, whatever series they are of.
  ///
  /// @param rows a subquery of `series`, `ms`, `start_time` and `value`
  private QueryStats atOnce(Fold fold, String rows, Groups into) {
    var parted =
        query.groupBy().isEmpty()
            ? "(SELECT 0 AS part, * FROM %s)".formatted(rows)
            : "(SELECT part, points.* FROM %s AS points INNER JOIN (SELECT series, %s AS part FROM %s) AS chosen USING (series))"
                .formatted(rows, part(), series.grouped("true"));
    return answers(
        "SELECT part, arrayMap(cell -> ifNull(toFloat64(cell), nan), %s) AS answers FROM %s GROUP BY part"
            .formatted(fold.cells(query.grid()), parted),
        into::set);
  }

  /// Values of each series first, then of the series of a group.
  ///
  /// @param across the aggregate function over the series of a group
  /// @param rows a subquery of `series`, `ms` and `value`
  private QueryStats bySeries(Fold fold, String across, String rows, Taker into) {
    if (isDense) {
      return answers(
          """
          SELECT %s AS part, arrayMap(answer -> ifNull(answer, nan), %sOrNullForEach(cells)) AS answers
          FROM %s AS lines INNER JOIN %s AS chosen USING (series)
          GROUP BY part
          """
              .formatted(
                  part(),
                  across,
                  NumberSql.lines(fold, rows, query.grid()),
                  series.grouped("true")),
          into);
    }
    return answers(
        """
        SELECT part, %1$s AS answers
        FROM (
          SELECT part, point, %2$s(cell) AS value, point * {step:Int64} AS ms
          FROM %3$s AS steps INNER JOIN (SELECT series, %4$s AS part FROM %5$s) AS chosen USING (series)
          GROUP BY part, point
        )
        GROUP BY part
        """
            .formatted(
                "arrayMap(cell -> ifNull(cell, nan), "
                    + Fold.of("any", "value").cells(query.grid())
                    + ")",
                across,
                NumberSql.steps(fold, rows),
                part(),
                series.grouped("true")),
        into);
  }

  /// Groups are numbers until the end: labels in the key of each step took most of the time of a
  /// long query.
  private String part() {
    return query.groupBy().isEmpty() ? "0" : "sipHash64(labels)";
  }

  /// @param lines SQL of a row for each group: `part`, and `answers`, a value for each step, NaN
  ///   where there is none
  private QueryStats answers(String lines, Taker into) {
    return store.query(
        series.bind(
            """
            SELECT names, answers
            FROM (%1$s) AS lines INNER JOIN (SELECT %2$s AS part, any(labels) AS names FROM %3$s GROUP BY part) AS named USING (part)
            """
                .formatted(lines, part(), series.grouped("true"))),
        row -> {
          var labels = row.<String>list("names");
          var answers = row.<Double>list("answers");
          for (int i = 0; i < answers.size(); i++) {
            double answer = answers.get(i);
            if (!Double.isNaN(answer)) {
              into.take(labels, query.grid().first() + i, answer);
            }
          }
        });
  }

  /// What counters grew by: a subquery of `series`, `ms` and `value`.
  private String grown(List<String> temporalities) {
    var parts = new ArrayList<String>();
    if (temporalities.contains("delta")) {
      parts.add("SELECT * FROM " + NumberSql.delta(series.ids("temporality = 'delta'")));
    }
    if (!temporalities.equals(List.of("delta"))) {
      parts.add("SELECT * FROM " + NumberSql.cumulative(series.ids("temporality != 'delta'")));
    }
    return "(" + String.join(" UNION ALL ", parts) + ")";
  }
}
