// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers queries about exponential histograms. Their scale changes as they grow, so what was
/// counted between two points is found here and not in SQL.
final class ExponentialQuery {

  private static final int MAX_ROWS = 300_000;

  private final Store store;
  private final MetricQuery query;
  private final SeriesChoice series;
  private final Map<List<String>, Map<Long, Observed>> observed = new HashMap<>();
  private int rows;
  private @Nullable Point before;

  ExponentialQuery(Store store, MetricQuery query, SeriesChoice series) {
    this.store = store;
    this.query = query;
    this.series = series;
  }

  private record Point(
      long series, long started, long count, double sum, ExponentialBuckets buckets) {

    static Point of(Row row) {
      var buckets =
          new ExponentialBuckets((int) row.number("scale"), row.number("zero_count"))
              .positive((int) row.number("positive_offset"), row.list("positive"))
              .negative((int) row.number("negative_offset"), row.list("negative"));
      return new Point(
          row.number("series"),
          row.number("started"),
          row.number("count"),
          row.real("sum"),
          buckets);
    }
  }

  /// What was observed within one step.
  private static final class Observed {
    private final Totals totals = new Totals();
    private @Nullable ExponentialBuckets buckets;

    void add(ExponentialBuckets more, double sum, double min, double max) {
      totals.add(more.count(), sum, min, max);
      if (buckets == null) {
        buckets = new ExponentialBuckets(20, 0);
      }
      buckets.add(more);
    }
  }

  QueryStats run(Groups into) {
    var stats =
        store.query(
            series.bind(HistogramSql.exponential(series.ids("true"), withTemporality(), MAX_ROWS)),
            this::add);
    if (rows == MAX_ROWS) {
      throw new AppException(
          ErrorCode.INVALID,
          "more than %d points of exponential histograms (expected: a narrower filter or range)"
              .formatted(MAX_ROWS));
    }
    observed.forEach(
        (labels, steps) ->
            steps.forEach(
                (step, all) ->
                    all.totals.answer(
                        query.aggregation(),
                        into,
                        labels,
                        step,
                        share -> all.buckets == null ? Double.NaN : all.buckets.quantile(share))));
    return stats;
  }

  private String withTemporality() {
    return """
    (SELECT series, labels, temporality FROM %s AS g INNER JOIN
      (SELECT series, any(toString(temporality)) AS temporality FROM ${database}.metric_series
        WHERE project_id = {project:String} AND metric = {metric:String} GROUP BY series) AS t USING (series))"""
        .formatted(series.grouped("true"));
  }

  private void add(Row row) {
    rows++;
    var point = Point.of(row);
    long at = row.number("at");
    var last = before;
    boolean continues =
        last != null && last.series() == point.series() && last.started() == point.started();
    before = point;
    if (row.string("temporality").equals("delta")) {
      keep(row, at, point.buckets(), point.sum(), row.real("min"), row.real("max"));
    } else if (continues && last != null) {
      var grown = point.buckets().since(last.buckets());
      boolean again = grown == point.buckets();
      double sum = again ? point.sum() : point.sum() - last.sum();
      keep(row, at, grown, sum, Double.NaN, Double.NaN);
    } else if (point.started() >= query.grid().readFromMs() && point.started() < at) {
      keep(row, at, point.buckets(), point.sum(), Double.NaN, Double.NaN);
    }
  }

  private void keep(
      Row row, long at, ExponentialBuckets grown, double sum, double min, double max) {
    if (at >= query.grid().range().from().toEpochMilli()) {
      observed
          .computeIfAbsent(row.list("labels"), _ -> new HashMap<>())
          .computeIfAbsent(at / query.grid().stepMs(), _ -> new Observed())
          .add(grown, sum, min, max);
    }
  }
}
