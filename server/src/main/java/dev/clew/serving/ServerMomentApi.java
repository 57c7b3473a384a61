// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.http.Endpoint;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.serving.Fleet.Member;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What the model server and its GPUs measured while a call was under way.
public final class ServerMomentApi {

  private static final long AROUND_MS = 120_000;
  private static final int MAX_GPUS = 16;

  private final Store store;
  private final Serving serving;

  public ServerMomentApi(Store store, Serving serving) {
    this.store = store;
    this.serving = serving;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}/spans/{span_id}/server",
            "What the model server of a call and its GPUs measured at that moment, two minutes either way",
            List.of(),
            this::moment));
  }

  private record Call(String endpoint, String model, long fromMs, long toMs) {}

  private Reply moment(Request request) {
    store.refresh(request);
    var call = call(request);
    var fleet = serving.queues().fleet(request.project());
    var placement =
        Placement.of(
            fleet,
            serving.settings().of(request.project()).mappings(),
            call.endpoint(),
            call.model());
    var server = placement.server();
    return Reply.json(
        json -> {
          if (server == null) {
            json.writeNullField("server");
            json.writeStringField("reason", missing(fleet, call));
            json.writeArrayFieldStart("gpus");
            json.writeEndArray();
            return;
          }
          json.writeObjectFieldStart("server");
          json.writeStringField("instance", server.id());
          json.writeStringField("engine", server.engine());
          json.writeStringField("matched_by", placement.by());
          measures(json, request, server, call);
          json.writeEndObject();
          json.writeArrayFieldStart("gpus");
          for (var gpu : GpuUsers.of(fleet).gpusOf(server).stream().limit(MAX_GPUS).toList()) {
            json.writeStartObject();
            json.writeStringField("gpu", gpu.id());
            Reply.writeField(json, "kind", gpu.models().stream().findFirst().orElse(null));
            measures(json, request, gpu, call);
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static String missing(Fleet fleet, Call call) {
    if (fleet.servers().isEmpty()) {
      return "no metrics of a model server have arrived: scrape it, or send its metrics over OTLP";
    }
    return call.endpoint().isEmpty()
        ? "the call does not say whom it called (server.address), and several servers could be meant"
        : "none of the %d known servers is %s, or several could be: map it in the settings"
            .formatted(fleet.servers().size(), call.endpoint());
  }

  private Call call(Request request) {
    var found = new AtomicReference<@Nullable Call>();
    store.query(
        store
            .about(
                request,
                """
                WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                  (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                SELECT if(attributes['server.address'] != '', attributes['server.address'], peer) AS address,
                  attributes_json['server.port'] AS port_number, attributes['server.port'] AS port_text,
                  if(address = '', '', address || if(port_number != '', ':' || port_number, if(port_text != '', ':' || port_text, ''))) AS endpoint,
                  if(response_model != '', response_model, request_model) AS model,
                  toUnixTimestamp64Milli(start_time) AS from_ms, toUnixTimestamp64Milli(start_time) + intDiv(duration_ns, 1000000) AS to_ms
                FROM ${database}.spans
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted AND span_id = toFixedString(unhex({span:String}), 8)
                ORDER BY received_at DESC LIMIT 1
                """)
            .with("trace", request.traceId().hex())
            .with("span", request.spanId().hex()),
        row ->
            found.set(
                new Call(
                    row.string("endpoint"),
                    row.string("model"),
                    row.number("from_ms"),
                    row.number("to_ms"))));
    var call = found.get();
    if (call == null) {
      throw new AppException(
          ErrorCode.NOT_FOUND,
          "there is no span %s in trace %s"
              .formatted(request.spanId().hex(), request.traceId().hex()));
    }
    return call;
  }

  private void measures(JsonGenerator json, Request request, Member member, Call call)
      throws IOException {
    var measures =
        Moment.of(store, request, member, call.fromMs() - AROUND_MS, call.toMs() + AROUND_MS);
    json.writeArrayFieldStart("measures");
    for (var entry : measures.entrySet()) {
      json.writeStartObject();
      json.writeStringField("measure", entry.getKey().label());
      json.writeStringField("unit", entry.getKey().unitOverTime());
      Reply.writeField(json, "at_call", during(entry.getValue(), call));
      ServerFigures.points(json, "points", entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /// The most while the call was under way, else what was measured next to it.
  private static @Nullable Double during(NavigableMap<Long, Double> points, Call call) {
    var within = new ArrayList<>(points.subMap(call.fromMs(), true, call.toMs(), true).values());
    if (!within.isEmpty()) {
      return within.stream().max(Double::compare).orElse(null);
    }
    Map.Entry<Long, Double> after = points.ceilingEntry(call.toMs());
    Map.Entry<Long, Double> before = points.floorEntry(call.fromMs());
    if (after == null || before == null) {
      return after == null ? before == null ? null : before.getValue() : after.getValue();
    }
    return after.getKey() - call.toMs() <= call.fromMs() - before.getKey()
        ? after.getValue()
        : before.getValue();
  }
}
