// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Why calls were slow over a period: causes, ranked by the seconds they cost.
public final class CausesApi {

  private static final int MAX_CAUSES = 100;

  /// A call of a run that was found slow is compared with the typical call of its key.
  private static final String CALLS =
      """
      SELECT trace_id, call_span AS span, call_provider AS provider, call_model AS model, call_endpoint AS endpoint, call_service AS service, call_agent AS agent,
        call_e2e AS e2e, call_ttft AS ttft, call_expected AS expected, call_verdict AS verdict, call_evidence AS evidence,
        verdict NOT IN ('normal', 'unknown') AS is_slow, if(is_slow, greatest(0, e2e - expected), 0) AS lost
      FROM (
        SELECT * FROM ${database}.latency FINAL
        WHERE %s
      )
      ARRAY JOIN call_span, call_provider, call_model, call_endpoint, call_service, call_agent, call_e2e, call_ttft, call_expected, call_verdict, call_evidence
      WHERE ({model:String} = '' OR model = {model:String}) AND ({service:String} = '' OR service = {service:String}) AND ({agent:String} = '' OR agent = {agent:String})
      """
          .formatted(Summaries.IN_RANGE);

  private final Store store;

  public CausesApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters = new ArrayList<>(Parameter.RANGE);
    parameters.add(new Parameter("model", "string", "only calls of this model"));
    parameters.add(new Parameter("service", "string", "only calls of this service"));
    parameters.add(new Parameter("agent", "string", "only calls of this agent"));
    return List.of(
        Endpoint.get(
            "/api/v1/latency/causes",
            "Why model calls were slow: causes ranked by the time they cost, each with its worst calls; and what made whole runs slow",
            parameters,
            this::causes));
  }

  private Reply causes(Request request) {
    store.refresh(request);
    return Reply.json(
        json -> {
          var stats = store.query(totals(request), row -> nested(json, "totals", row));
          json.writeArrayFieldStart("causes");
          store.query(ranked(request), row -> cause(json, row));
          json.writeEndArray();
          json.writeArrayFieldStart("runs");
          store.query(runs(request), row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private Statement totals(Request request) {
    return about(
        request,
        """
        SELECT count() AS calls, countIf(verdict != 'unknown') AS judged, countIf(is_slow) AS slow, sum(lost) AS lost_ms,
          if(calls = 0, NULL, quantileTDigest(0.5)(e2e)) AS p50_ms, if(calls = 0, NULL, quantileTDigest(0.95)(e2e)) AS p95_ms,
          if(countIf(NOT isNaN(ttft)) = 0, NULL, quantileTDigestIf(0.95)(ttft, NOT isNaN(ttft))) AS ttft_p95_ms
        FROM (%s)
        """
            .formatted(CALLS));
  }

  private Statement ranked(Request request) {
    return about(
        request,
        """
        SELECT verdict, nullIf(provider, '') AS provider, nullIf(model, '') AS model, nullIf(endpoint, '') AS endpoint, nullIf(service, '') AS service,
          count() AS calls, sum(lost) AS lost_ms, avg(lost) AS mean_ms, quantileTDigest(0.95)(e2e) AS p95_ms, countIf(evidence != 'estimated') AS seen,
          arrayMap(w -> (w.2, w.3, -w.1), groupArraySorted(5)((-lost, lower(hex(trace_id)), lower(hex(span))))) AS worst
        FROM (%s)
        WHERE is_slow
        GROUP BY verdict, provider, model, endpoint, service
        ORDER BY lost_ms DESC
        LIMIT %d
        """
            .formatted(CALLS, MAX_CAUSES));
  }

  private Statement runs(Request request) {
    return store.about(
        request,
        request.range(),
        """
        SELECT verdict, count() AS runs, quantileTDigest(0.95)(toFloat32(e2e_ms)) AS p95_ms,
          sum(e2e_ms) AS all_ms, sum(model_ms) AS in_models_ms, sum(tool_ms) AS in_tools_ms, sum(network_ms) AS in_network_ms, sum(other_ms) AS elsewhere_ms
        FROM ${database}.latency FINAL
        WHERE %s
        GROUP BY verdict
        ORDER BY all_ms DESC
        """
            .formatted(Summaries.IN_RANGE));
  }

  private Statement about(Request request, String sql) {
    return store
        .about(request, request.range(), sql)
        .with("model", request.text("model", ""))
        .with("service", request.text("service", ""))
        .with("agent", request.text("agent", ""));
  }

  private static void nested(JsonGenerator json, String name, Row row) {
    try {
      json.writeFieldName(name);
      Reply.object(json, row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void cause(JsonGenerator json, Row row) {
    try {
      json.writeStartObject();
      for (var column : row.columns()) {
        if (!column.equals("worst")) {
          Reply.writeField(json, column, row.get(column));
        }
      }
      json.writeArrayFieldStart("worst");
      for (var one : row.<List<Object>>list("worst")) {
        json.writeStartObject();
        Reply.writeField(json, "trace_id", one.get(0));
        Reply.writeField(json, "span_id", one.get(1));
        Reply.writeField(json, "lost_ms", one.get(2));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
