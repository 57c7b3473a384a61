// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Row;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Cursor;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which metrics there are, and by which labels their series differ.
public final class CatalogueApi {

  private final Store store;
  private final SeriesRegistry registry;

  public CatalogueApi(Store store, SeriesRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/metrics",
            "Metrics by name",
            List.of(Parameter.FILTER, Parameter.LIMIT, Parameter.CURSOR),
            this::metrics),
        Endpoint.get(
            "/api/v1/metrics/labels",
            "Labels of the series of a metric, with up to 20 values each",
            List.of(new Parameter("metric", "string", "name of a metric")),
            this::labels));
  }

  private Reply metrics(Request request) {
    store.refresh(request);
    int limit = request.limit();
    var condition = store.compile(request.filter(), Subject.METRICS);
    var cursor = request.text("cursor");
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    store.query(
        store
            .about(
                request,
                """
                SELECT toString(metric) AS name, toString(any(type)) AS type, max(monotonic) AS monotonic,
                  arraySort(groupUniqArray(toString(temporality))) AS temporality, any(toString(unit)) AS unit, any(toString(description)) AS description,
                  uniqExact(series) AS series, arraySort(arrayFilter(x -> x != '', groupUniqArray(20)(toString(service)))) AS services,
                  formatDateTime(max(last_seen), '%%Y-%%m-%%dT%%H:%%i:%%SZ') AS last_seen
                FROM (SELECT * FROM ${database}.metric_series WHERE project_id = {project:String} AND metric > {after:String} AND %s)
                GROUP BY metric
                ORDER BY metric
                LIMIT {limit:UInt32}
                """
                    .formatted(condition.sql()))
            .withAll(condition.parameters())
            .with("after", cursor == null ? "" : Cursor.decode(cursor, 1).values().getFirst())
            .with("limit", limit + 1),
        row -> rows.add(copy(row)));
    boolean more = rows.size() > limit;
    var page = more ? rows.subList(0, limit) : rows;
    int active = registry.active(request.project());
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("metrics");
          for (var row : page) {
            Reply.object(json, row);
          }
          json.writeEndArray();
          if (more) {
            json.writeStringField(
                "next_cursor",
                new Cursor(List.of(String.valueOf(page.getLast().get("name")))).encode());
          }
          json.writeObjectFieldStart("active_series");
          json.writeNumberField("count", active);
          json.writeNumberField("limit", registry.maxSeries());
          json.writeEndObject();
        });
  }

  private static Map<String, @Nullable Object> copy(Row row) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    row.columns().forEach(column -> copy.put(column, row.get(column)));
    return copy;
  }

  private Reply labels(Request request) {
    var metric = request.text("metric");
    if (metric == null) {
      throw new AppException(ErrorCode.INVALID, "metric: missing (expected: the name of a metric)");
    }
    store.refresh(request);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    store.query(
        store
            .about(
                request,
                """
                SELECT concat(place, key) AS name, groupUniqArray(20)(value) AS values, uniq(value) AS distinct_values
                FROM (
                  SELECT pair.1 AS place, pair.2 AS key, pair.3 AS value
                  FROM (
                    SELECT arrayJoin(arrayConcat(
                      [('', 'service', toString(service))],
                      arrayMap((k, v) -> ('attr.', toString(k), v), mapKeys(attributes), mapValues(attributes)),
                      arrayMap((k, v) -> ('resource.', toString(k), v), mapKeys(resource), mapValues(resource)))) AS pair
                    FROM ${database}.metric_series
                    WHERE project_id = {project:String} AND metric = {metric:String}
                    LIMIT 1000000
                  )
                  WHERE pair.3 != ''
                )
                GROUP BY name
                ORDER BY startsWith(name, 'resource.'), name
                LIMIT 200
                """)
            .with("metric", metric),
        row -> rows.add(copy(row)));
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("labels");
          for (var row : rows) {
            Reply.object(json, row);
          }
          json.writeEndArray();
        });
  }
}
