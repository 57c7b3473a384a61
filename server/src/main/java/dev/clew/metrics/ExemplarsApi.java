// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.List;

/// Single measurements behind a metric, with the traces during which they were made.
public final class ExemplarsApi {

  /// Over the range, so that one busy minute does not take the places of all others.
  private static final int PARTS = 60;

  private static final int PER_PART = 3;

  private final Store store;

  public ExemplarsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/metrics/exemplars",
            "Measurements of a metric that have a trace, the greatest of each part of the range",
            List.of(
                new Parameter("metric", "string", "name of a metric"),
                new Parameter("filter", "string", "service, name, scope, attr.…, resource.…"),
                Parameter.FROM,
                Parameter.TO),
            this::exemplars));
  }

  private Reply exemplars(Request request) {
    store.refresh(request);
    var query = MetricQuery.of(request);
    var series = new SeriesChoice(store, query);
    var statement =
        series
            .bind(
                """
                SELECT replaceOne(toString(time), ' ', 'T') || 'Z' AS time, value, lower(hex(trace_id)) AS trace_id, nullIf(lower(hex(span_id)), '0000000000000000') AS span_id
                FROM (
                  SELECT time, value, trace_id, span_id
                  FROM ${database}.metric_exemplars
                  WHERE project_id = {project:String} AND metric = {metric:String} AND day >= toDate(toDateTime(intDiv({first_ms:Int64}, 1000)))
                    AND time >= fromUnixTimestamp64Milli({first_ms:Int64}) AND time < fromUnixTimestamp64Milli({end_ms:Int64})
                    AND trace_id != toFixedString('', 16) AND series IN %s
                  ORDER BY value DESC, time, trace_id
                  LIMIT {per_part:UInt32} BY intDiv(toUnixTimestamp64Milli(time), {part:Int64})
                )
                ORDER BY time, value DESC
                LIMIT 1000
                """
                    .formatted(series.ids("true")))
            .with("part", Math.max(1, query.grid().range().length().toMillis() / PARTS))
            .with("per_part", PER_PART);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("exemplars");
          var stats = store.query(statement, row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }
}
