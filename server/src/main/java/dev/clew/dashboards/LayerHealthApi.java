// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.dashboards.LayerHealth.Figures;
import dev.clew.engine.QueryStats;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.model.Layer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How each layer is, by the calls that came into it.
final class LayerHealthApi {

  private final Store store;

  LayerHealthApi(Store store) {
    this.store = store;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/layers/health",
            "How each layer is against the period before, in the order in which a request passes them",
            Parameter.RANGE,
            this::health));
  }

  private Reply health(Request request) {
    store.refresh(request);
    var range = request.range();
    var before = new TimeRange(range.from().minus(range.length()), range.from());
    Map<Layer, Figures> now = new EnumMap<>(Layer.class);
    Map<Layer, Figures> then = new EnumMap<>(Layer.class);
    var stats = read(request, range, now).plus(read(request, before, then));
    var layers = LayerHealth.of(now, then);
    return Reply.json(
        json -> {
          Reply.writePojo(json, "layers", layers);
          Reply.stats(json, stats);
        });
  }

  /// A call counts in the layer that was called, whether that sends spans or is only known from its
  /// caller's. Calls within a layer are its own doing and count too, except of services of
  /// themselves, which `edges_1m` does not have.
  private QueryStats read(Request request, TimeRange range, Map<Layer, Figures> into) {
    return store.query(
        store.about(
            request,
            range,
            """
            SELECT toString(to_layer) AS layer, sum(n) AS all_calls, sum(failed) AS all_errors, uniqExact(to_name) AS members,
              round(pow(2, quantileExactWeighted(0.95)(class, n) / 8) / 1000, 3) AS p95_ms
            FROM (SELECT callee, callee_layer, duration_class, calls, errors FROM ${database}.edges_1m FINAL
              WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64}))
            ARRAY JOIN callee AS to_name, callee_layer AS to_layer, duration_class AS class, calls AS n, errors AS failed
            GROUP BY layer
            """),
        row -> {
          for (var layer : Layer.values()) {
            if (layer.label().equals(row.string("layer"))) {
              into.put(
                  layer,
                  new Figures(
                      row.number("members"),
                      row.number("all_calls"),
                      row.number("all_errors"),
                      row.real("p95_ms")));
            }
          }
        });
  }
}
