// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.QueryStats;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers queries about gauges and sums.
final class NumberQuery {

  /// Series times steps up to which each series is an array of its steps: some 100 MB at most.
  private static final long MAX_CELLS = 2_000_000;

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

  /// How values become one: those of a series in a step, then those of the series of a group.
  private record Fold(String step, String arguments, String series) {}

  /// `null` where a step of a series is more than one number.
  private static @Nullable Fold fold(Aggregation aggregation) {
    return switch (aggregation) {
      case AVG -> new Fold("avg", "value", "avg");
      case MIN -> new Fold("min", "value", "min");
      case MAX -> new Fold("max", "value", "max");
      case SUM -> new Fold("argMax", "value, ms", "sum");
      case LAST, COUNT, RATE, INCREASE, P50, P90, P95, P99 -> null;
    };
  }

  /// Across the series of a group: the mean of means, extremes, the sum of the newest values, the
  /// newest value, the number of points. The last value of a counter is its total over all series.
  private QueryStats ofGauges(boolean counter, Groups into) {
    var fold = isDense ? fold(query.aggregation()) : null;
    if (fold != null) {
      return ask(fold, NumberSql.values(series.ids("true")), into::set);
    }
    var value =
        switch (query.aggregation()) {
          case MIN -> "min(lowest)";
          case MAX -> "max(highest)";
          case SUM -> "sum(newest)";
          case LAST -> counter ? "sum(newest)" : "argMax(newest, newest_at)";
          case COUNT -> "toFloat64(sum(n))";
          case AVG, RATE, INCREASE, P50, P90, P95, P99 -> "avg(mean)";
        };
    return ask(value, NumberSql.gauges(series.ids("true")), into::set);
  }

  private QueryStats quantile(Groups into) {
    return ask(
        "quantileExactInclusive(%s)(value)".formatted(query.aggregation().quantile()),
        """
        (SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) AS point, value
          FROM ${database}.metric_points
          WHERE %s)"""
            .formatted(NumberSql.within(series.ids("true"))),
        into::set);
  }

  private QueryStats ofCounters(List<String> temporalities, Groups into) {
    var over =
        switch (query.aggregation()) {
          case MIN -> "min";
          case MAX -> "max";
          case AVG -> "avg";
          case SUM, LAST, RATE, INCREASE, COUNT, P50, P90, P95, P99 -> "sum";
        };
    boolean total =
        query.aggregation() == Aggregation.SUM || query.aggregation() == Aggregation.INCREASE;
    Taker taker = total ? into::set : into::setRate;
    return isDense
        ? ask(new Fold("sum", "value", over), grown(temporalities), taker)
        : ask(over + "(grown)", NumberSql.byStep(grown(temporalities)), taker);
  }

  /// What takes the value of a group in a step.
  @FunctionalInterface
  private interface Taker {
    void take(List<String> labels, long step, double value);
  }

  /// Groups are numbers until the end and a group is one row: labels in the key of each step, and a
  /// row for each, took most of the time of a long query.
  ///
  /// @param value SQL that makes one of the values of a group in a step
  /// @param parts a subquery of `series`, `point` and what `value` is made of
  private QueryStats ask(String value, String parts, Taker into) {
    return store.query(
        series.bind(
            """
            SELECT names, steps, answers
            FROM (
              SELECT part, groupArray(point) AS steps, groupArray(answer) AS answers
              FROM (
                SELECT part, point, %1$s AS answer
                FROM %2$s AS parts INNER JOIN (SELECT series, sipHash64(labels) AS part FROM %3$s) AS chosen USING (series)
                GROUP BY part, point
              )
              GROUP BY part
            ) AS lines INNER JOIN (SELECT sipHash64(labels) AS part, any(labels) AS names FROM %3$s GROUP BY part) AS named USING (part)
            """
                .formatted(value, parts, series.grouped("true"))),
        row -> {
          var labels = row.<String>list("names");
          var steps = row.<Long>list("steps");
          var answers = row.<Double>list("answers");
          for (int i = 0; i < steps.size(); i++) {
            into.take(labels, steps.get(i), answers.get(i));
          }
        });
  }

  /// Where a series has room for an array of its steps, no pair of series and step is looked up:
  /// that took most of the time of a long query.
  ///
  /// @param rows a subquery of `series`, `ms` and `value`
  private QueryStats ask(Fold fold, String rows, Taker into) {
    return store.query(
        series.bind(
            """
            SELECT labels AS names, arrayMap(answer -> ifNull(answer, nan), %sOrNullForEach(cells)) AS answers
            FROM %s AS lines INNER JOIN %s AS chosen USING (series)
            GROUP BY labels
            """
                .formatted(
                    fold.series(),
                    NumberSql.lines(fold.step(), fold.arguments(), rows, query.grid().points()),
                    series.grouped("true"))),
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
