// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Store;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// SQL over the series that a query is about: which they are, and to which group each belongs.
///
/// Series are found by when points of them arrived last, with room for the rows of active series,
/// which are only written about every half hour.
final class SeriesChoice {

  private static final int SLACK_SECONDS = 7_200;

  private final Store store;
  private final MetricQuery query;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final String where;
  private final String labels;

  SeriesChoice(Store store, MetricQuery query) {
    this.store = store;
    this.query = query;
    var condition = store.compile(query.filter(), Subject.METRICS);
    parameters.putAll(condition.parameters());
    where =
        "project_id = {project:String} AND metric = {metric:String} AND last_seen >= toDateTime(greatest(0, {from:Int64} - %d)) AND %s"
            .formatted(SLACK_SECONDS, condition.sql());
    labels =
        "["
            + String.join(
                ", ", IntStream.range(0, query.groupBy().size()).mapToObj(this::label).toList())
            + "]::Array(String)";
  }

  private String label(int index) {
    var name = query.groupBy().get(index);
    if (name.equals("service")) {
      return "toString(service)";
    }
    var key = name.replaceFirst("^(attr|resource)\\.", "");
    parameters.put("g" + index, key);
    var bound = "{g" + index + ":String}";
    if (name.startsWith("resource.")) {
      return "resource[" + bound + "]";
    }
    return name.startsWith("attr.")
        ? "attributes[" + bound + "]"
        : "if(mapContains(attributes, %1$s), attributes[%1$s], resource[%1$s])".formatted(bound);
  }

  /// Rows of `kind`, `temporalities`, `unit`, `description`, `n` series and `groups`, the most
  /// frequent kind first.
  Statement kinds() {
    return bind(
        """
        SELECT toString(type) AS kind, max(monotonic) AS counter, groupUniqArray(toString(temporality)) AS temporalities,
          any(toString(unit)) AS units, any(toString(description)) AS text, uniqExact(series) AS n, uniqExact(%s) AS groups
        FROM ${database}.metric_series
        WHERE %s
        GROUP BY kind, monotonic
        ORDER BY n DESC, kind
        """
            .formatted(labels, where));
  }

  /// A subquery of `series` and `labels`, of the groups with the most series.
  ///
  /// @param also a further condition on `metric_series`
  String grouped(String also) {
    return """
    (SELECT series, any(%1$s) AS labels FROM ${database}.metric_series
      WHERE %2$s AND %3$s AND %1$s IN (
        SELECT %1$s AS chosen FROM ${database}.metric_series WHERE %2$s
        GROUP BY chosen ORDER BY uniqExact(series) DESC, chosen LIMIT {max_groups:UInt32})
      GROUP BY series)"""
        .formatted(labels, where, also);
  }

  /// A subquery of `series`.
  String ids(String also) {
    return "(SELECT series FROM ${database}.metric_series WHERE %s AND %s)".formatted(where, also);
  }

  Statement bind(String sql) {
    return query
        .grid()
        .bind(store.about(query.request(), query.grid().range(), sql))
        .withAll(parameters)
        .with("metric", query.metric())
        .with("max_groups", query.maxGroups());
  }
}
