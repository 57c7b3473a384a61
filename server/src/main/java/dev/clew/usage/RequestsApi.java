// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Traces over time: rate, errors, duration.
public final class RequestsApi {

  private final Store store;

  public RequestsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/requests",
            "Traces over time: how many, how many failed, how long they took",
            List.of(Parameter.FROM, Parameter.TO, UsageApi.STEP),
            this::requests));
  }

  private Reply requests(Request request) {
    store.refresh(request);
    var steps = Steps.of(request);
    Map<Long, Map<String, @Nullable Object>> points = new HashMap<>();
    var stats =
        store.query(
            steps.bind(
                store.about(
                    request,
                    steps.range(),
                    """
                    SELECT point, n AS traces, failed AS errors, round(toFloat64(q[1]), 3) AS p50_ms, round(toFloat64(q[2]), 3) AS p95_ms, round(toFloat64(q[3]), 3) AS p99_ms
                    FROM (
                      SELECT %s AS point, count() AS n, countIf(status = 'error') AS failed, quantilesTDigest(0.5, 0.95, 0.99)(toFloat32(duration_ns / 1e6)) AS q
                      FROM ${database}.runs FINAL
                      WHERE %s
                      GROUP BY point
                    )
                    """
                        .formatted(steps.point(Summaries.BEGAN_MS), Summaries.IN_RANGE))),
            row -> {
              var figures = new LinkedHashMap<String, @Nullable Object>();
              row.columns().forEach(column -> figures.put(column, row.get(column)));
              figures.remove("point");
              points.put(row.number("point"), figures);
            });
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("points");
          for (long point = steps.first(); point <= steps.last(); point++) {
            json.writeStartArray();
            json.writeString(steps.time(point));
            Reply.object(json, points.getOrDefault(point, nothing()));
            json.writeEndArray();
          }
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private static Map<String, @Nullable Object> nothing() {
    var figures = new LinkedHashMap<String, @Nullable Object>();
    figures.put("traces", 0L);
    figures.put("errors", 0L);
    figures.put("p50_ms", null);
    figures.put("p95_ms", null);
    figures.put("p99_ms", null);
    return figures;
  }
}
