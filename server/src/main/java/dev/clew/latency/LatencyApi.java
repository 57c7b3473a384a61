// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Meanwhile;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// Where the time of a trace went.
public final class LatencyApi {

  private final Store store;
  private final LatencyAnalysis analysis;
  private final LatencyReader reader;
  private final GapReader gapReader;

  public LatencyApi(Store store, LatencyAnalysis analysis) {
    this.store = store;
    this.analysis = analysis;
    reader = new LatencyReader(store.clickHouse(), store.database());
    gapReader = new GapReader(store);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/traces/{trace_id}/latency",
            "Where the time of a trace went, and of each of its model calls why it took as long as it did; the terms of a call add up to measured less expected exactly",
            List.of(),
            this::ofTrace));
  }

  private Reply ofTrace(Request request) {
    store.refresh(request);
    var trace = request.traceId();
    analysis.catchUp(request.project(), trace);
    try (var gaps = Meanwhile.of(() -> gapReader.read(request))) {
      var found = new ArrayList<Row>(1);
      var stats =
          store.query(
              about(
                      request,
                      """
                      WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                        (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                      SELECT * EXCEPT (project_id, minute, trace_id, version, deleted, start_time, service, call_streams, call_comparable, call_modelled)
                      FROM ${database}.latency FINAL
                      WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                      """)
                  // One row: a second thread costs more than it saves.
                  .setting("max_threads", 1),
              row -> found.add(row.kept()));
      if (found.isEmpty()) {
        requireTrace(request);
      }
      return Reply.json(
          json -> {
            if (found.isEmpty()) {
              json.writeNullField("trace");
              json.writeArrayFieldStart("calls");
              json.writeEndArray();
            } else {
              var row = found.getFirst();
              write(json, row, path(request, row), gaps.get());
            }
            Reply.stats(json, stats);
          });
    }
  }

  private void requireTrace(Request request) {
    var isThere = new AtomicBoolean();
    store.query(
        about(
            request,
            "SELECT 1 AS one FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16) LIMIT 1"),
        _ -> isThere.set(true));
    if (!isThere.get()) {
      throw new AppException(ErrorCode.NOT_FOUND, "there is no trace " + request.traceId().hex());
    }
  }

  private Statement about(Request request, String sql) {
    return store.about(request, sql).with("trace", request.traceId().hex());
  }

  private List<CriticalPath.Part> path(Request request, Row row) {
    var stored = CriticalPath.stored(row);
    if (!stored.isEmpty()) {
      return stored;
    }
    return reader.read(request.project(), List.of(request.traceId())).stream()
        .findFirst()
        .map(CriticalPath::of)
        .orElse(List.of());
  }

  private static void write(
      JsonGenerator json, Row row, List<CriticalPath.Part> path, Map<String, Gaps> gaps)
      throws IOException {
    json.writeObjectFieldStart("trace");
    json.writeStringField("verdict", row.string("verdict"));
    json.writeNumberField("e2e_ms", row.real("e2e_ms"));
    json.writeObjectFieldStart("by_kind");
    for (var part : List.of("model_ms", "tool_ms", "network_ms", "other_ms")) {
      json.writeNumberField(part, row.real(part));
    }
    json.writeEndObject();
    json.writeArrayFieldStart("critical_path");
    for (var part : path) {
      json.writeStartObject();
      json.writeStringField("span_id", part.span().hex());
      json.writeNumberField("ms", part.ms());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    LatencyJson.calls(json, row, gaps);
  }
}
