// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.QueryStats;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One metric over time.
public final class QueryApi {

  private final Store store;

  public QueryApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/metrics/query",
            "One metric over time, in series by label; gaps are null",
            List.of(
                new Parameter("metric", "string", "name of a metric"),
                new Parameter("filter", "string", "service, name, scope, attr.…, resource.…"),
                new Parameter(
                    "agg",
                    "string",
                    "avg (default), min, max, sum, last, rate, increase, count, p50, p90, p95, p99"),
                new Parameter(
                    "group_by",
                    "string",
                    "labels separated by commas: service, attr.…, resource.…"),
                Parameter.FROM,
                Parameter.TO,
                new Parameter("step", "string", "such as 60s, 5m, 1h; default about 240 steps")),
            this::query));
  }

  /// What kind of series a metric has: the most frequent one is answered.
  private record Kind(
      String type,
      boolean counter,
      List<String> temporalities,
      String unit,
      String description,
      long series,
      long groups) {}

  private Reply query(Request request) {
    store.refresh(request);
    var query = MetricQuery.of(request);
    var kinds = kinds(query);
    if (kinds.isEmpty() && query.aggregation().isQuantile()) {
      query = query.of(query.metric() + ClassicBuckets.SUFFIX, query.groupBy());
      kinds = kinds(query);
    }
    var groups = new Groups(query.grid());
    var kind = kinds.isEmpty() ? null : kinds.getFirst();
    var stats = kind == null ? null : run(query, kind, groups);
    return reply(query, kinds, groups, stats);
  }

  /// The values alone, of what is stored by now.
  Groups groups(MetricQuery asked) {
    var query = asked;
    var kinds = kinds(query);
    if (kinds.isEmpty() && query.aggregation().isQuantile()) {
      query = query.of(query.metric() + ClassicBuckets.SUFFIX, query.groupBy());
      kinds = kinds(query);
    }
    var groups = new Groups(query.grid());
    if (!kinds.isEmpty()) {
      var _ = run(query, kinds.getFirst(), groups);
    }
    return groups;
  }

  private List<Kind> kinds(MetricQuery query) {
    var kinds = new ArrayList<Kind>();
    store.query(
        new SeriesChoice(store, query).kinds(),
        row ->
            kinds.add(
                new Kind(
                    row.string("kind"),
                    row.bool("counter"),
                    row.list("temporalities"),
                    row.string("units"),
                    row.string("text"),
                    row.number("n"),
                    row.number("groups"))));
    return kinds;
  }

  private QueryStats run(MetricQuery query, Kind kind, Groups into) {
    var series = new SeriesChoice(store, query);
    return switch (kind.type()) {
      case "histogram" -> new HistogramQuery(store, query, series).run(kind.temporalities(), into);
      case "exponential_histogram" -> new ExponentialQuery(store, query, series).run(into);
      default ->
          kind.counter()
                  && query.aggregation().isQuantile()
                  && query.metric().endsWith(ClassicBuckets.SUFFIX)
              ? new ClassicBuckets(store, query, kind.series()).run(kind.temporalities(), into)
              : new NumberQuery(store, query, series, kind.series())
                  .run(kind.counter(), kind.temporalities(), into);
    };
  }

  private static Reply reply(
      MetricQuery query, List<Kind> kinds, Groups groups, @Nullable QueryStats stats) {
    return Reply.json(
        json -> {
          json.writeStringField("metric", query.metric());
          if (!kinds.isEmpty()) {
            var kind = kinds.getFirst();
            json.writeStringField("type", kind.type());
            json.writeBooleanField("monotonic", kind.counter());
            json.writeStringField("unit", kind.unit());
            json.writeStringField("description", kind.description());
            Reply.writeField(json, "temporality", kind.temporalities());
          }
          json.writeStringField("agg", query.aggregation().label());
          json.writeStringField("start", query.grid().start().toString());
          json.writeNumberField("step_ms", query.grid().stepMs());
          json.writeNumberField("steps", query.grid().points());
          json.writeArrayFieldStart("series");
          for (var group : groups.values().entrySet()) {
            series(json, query.groupBy(), group.getKey(), group.getValue());
          }
          json.writeEndArray();
          json.writeNumberField("matched_series", kinds.stream().mapToLong(Kind::series).sum());
          json.writeBooleanField(
              "truncated", !kinds.isEmpty() && kinds.getFirst().groups() > query.maxGroups());
          json.writeArrayFieldStart("warnings");
          for (int i = 1; i < kinds.size(); i++) {
            json.writeString(
                "%d more series of this name are of another kind (%s) and left out"
                    .formatted(kinds.get(i).series(), kinds.get(i).type()));
          }
          json.writeEndArray();
          if (stats != null) {
            Reply.stats(json, stats);
          }
        });
  }

  private static void series(
      JsonGenerator json, List<String> names, List<String> labels, double[] values)
      throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("labels");
    for (int i = 0; i < names.size(); i++) {
      // What a series does not say is left out.
      if (!labels.get(i).isEmpty()) {
        json.writeStringField(names.get(i), labels.get(i));
      }
    }
    json.writeEndObject();
    json.writeArrayFieldStart("values");
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber(value);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
