// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.List;

/// Answers queries about gauges and sums.
final class NumberQuery {

  private final Store store;
  private final MetricQuery query;
  private final SeriesChoice series;

  NumberQuery(Store store, MetricQuery query, SeriesChoice series) {
    this.store = store;
    this.query = query;
    this.series = series;
  }

  /// @param counter it only grows
  QueryStats run(boolean counter, List<String> temporalities, Groups into) {
    var aggregation = query.aggregation();
    if (aggregation.isQuantile()) {
      if (counter) {
        throw aggregation.notFor("a counter", "rate, increase, avg, min, max, last or count");
      }
      return quantile(into);
    }
    return switch (aggregation) {
      case LAST, COUNT -> ofGauges(counter, into);
      case RATE, INCREASE -> {
        if (!counter) {
          throw aggregation.notFor("a gauge", "avg, min, max, sum, last, count or a quantile");
        }
        yield ofCounters(temporalities, into);
      }
      case AVG, MIN, MAX, SUM -> counter ? ofCounters(temporalities, into) : ofGauges(false, into);
      case P50, P90, P95, P99 -> throw new IllegalStateException("a quantile");
    };
  }

  /// Across the series of a group: the mean of means, extremes, the sum of the newest values, the
  /// newest value, the number of points. The last value of a counter is its total over all series.
  private QueryStats ofGauges(boolean counter, Groups into) {
    var value =
        switch (query.aggregation()) {
          case MIN -> "min(lowest)";
          case MAX -> "max(highest)";
          case SUM -> "sum(newest)";
          case LAST -> counter ? "sum(newest)" : "argMax(newest, newest_at)";
          case COUNT -> "toFloat64(sum(n))";
          case AVG, RATE, INCREASE, P50, P90, P95, P99 -> "avg(mean)";
        };
    return store.query(
        series.bind(
            """
            SELECT labels, point, %s AS value
            FROM %s AS parts INNER JOIN %s AS chosen USING (series)
            GROUP BY labels, point
            """
                .formatted(value, NumberSql.gauges(series.ids("true")), series.grouped("true"))),
        row -> into.set(row.list("labels"), row.number("point"), row.real("value")));
  }

  private QueryStats quantile(Groups into) {
    return store.query(
        series.bind(
            """
                SELECT labels, point, quantileExactInclusive(%s)(value) AS value
                FROM (
                  SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) AS point, value
                  FROM ${database}.metric_points
                  WHERE %s
                ) AS parts INNER JOIN %s AS chosen USING (series)
                GROUP BY labels, point
                """
                .formatted(
                    query.aggregation().quantile(),
                    NumberSql.within(series.ids("true")),
                    series.grouped("true"))),
        row -> into.set(row.list("labels"), row.number("point"), row.real("value")));
  }

  private QueryStats ofCounters(List<String> temporalities, Groups into) {
    var value =
        switch (query.aggregation()) {
          case MIN -> "min(grown)";
          case MAX -> "max(grown)";
          case AVG -> "avg(grown)";
          case SUM, LAST, RATE, INCREASE, COUNT, P50, P90, P95, P99 -> "sum(grown)";
        };
    boolean total =
        query.aggregation() == Aggregation.SUM || query.aggregation() == Aggregation.INCREASE;
    return store.query(
        series.bind(
            """
            SELECT labels, point, %s AS value
            FROM (%s) AS parts INNER JOIN %s AS chosen USING (series)
            GROUP BY labels, point
            """
                .formatted(value, grown(temporalities), series.grouped("true"))),
        row -> {
          if (total) {
            into.set(row.list("labels"), row.number("point"), row.real("value"));
          } else {
            into.setRate(row.list("labels"), row.number("point"), row.real("value"));
          }
        });
  }

  private String grown(List<String> temporalities) {
    var parts = new ArrayList<String>();
    if (temporalities.contains("delta")) {
      parts.add("SELECT * FROM " + NumberSql.delta(series.ids("temporality = 'delta'")));
    }
    if (!temporalities.equals(List.of("delta"))) {
      parts.add("SELECT * FROM " + NumberSql.cumulative(series.ids("temporality != 'delta'")));
    }
    return String.join(" UNION ALL ", parts);
  }
}
