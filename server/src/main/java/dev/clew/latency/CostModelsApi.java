// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long calls take by their tokens: the fitted models, the calls they were fitted to, and what
/// a call would take.
public final class CostModelsApi {

  private static final int MAX_MODELS = 500;
  private static final int MAX_POINTS = 1_000;
  private static final int MAX_FITS = 200;
  private static final long SLOT_SECONDS = 300;

  private static final List<Parameter> KEY =
      List.of(
          new Parameter("model", "string", "as calls name it; required"),
          new Parameter("provider", "string", "default: any"),
          new Parameter("endpoint", "string", "host and port; default: any"),
          new Parameter("stream", "string", "true or false; default: any"));

  private final Store store;
  private final LatencyAnalysis analysis;

  public CostModelsApi(Store store, LatencyAnalysis analysis) {
    this.store = store;
    this.analysis = analysis;
  }

  public List<Endpoint> endpoints() {
    var plot = new ArrayList<>(KEY);
    plot.addAll(Parameter.RANGE);
    var forecast = new ArrayList<>(KEY);
    forecast.add(new Parameter("input_tokens", "integer", "the whole prompt; default: typical"));
    forecast.add(new Parameter("cached_tokens", "integer", "of the prompt; default 0"));
    forecast.add(new Parameter("output_tokens", "integer", "default: typical"));
    forecast.add(new Parameter("load", "integer", "calls under way; default 1"));
    return List.of(
        Endpoint.get(
            "/api/v1/latency/models",
            "The newest fit of each provider, model, endpoint and kind of call",
            List.of(),
            this::models),
        Endpoint.get(
            "/api/v1/latency/models/fit",
            "One fit with its history, calls of the range as points, and when the place was slower or faster than it",
            plot,
            this::plot),
        Endpoint.get(
            "/api/v1/latency/forecast",
            "How long a call of this size would take, two spreads either way",
            forecast,
            this::forecast));
  }

  private Reply models(Request request) {
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("models");
          for (var model : analysis.models().of(request.project(), MAX_MODELS)) {
            write(json, model);
          }
          json.writeEndArray();
        });
  }

  /// The model that is meant; the one with most calls where several are.
  private CostModel wanted(Request request) {
    var model = request.text("model");
    if (model == null) {
      throw new AppException(ErrorCode.INVALID, "model: missing (expected: the name of a model)");
    }
    var stream = request.text("stream");
    if (stream != null && !stream.equals("true") && !stream.equals("false")) {
      throw new AppException(
          ErrorCode.INVALID, "stream: %s (expected: true or false)".formatted(stream));
    }
    return analysis.models().of(request.project(), MAX_MODELS).stream()
        .filter(
            fit ->
                fit.key().model().equals(model)
                    && isAny(request.text("provider"), fit.key().provider())
                    && isAny(request.text("endpoint"), fit.key().endpoint())
                    && isAny(stream, Boolean.toString(fit.key().streams())))
        .findFirst()
        .orElseThrow(
            () ->
                new AppException(
                    ErrorCode.NOT_FOUND,
                    "there is no fit for model %s yet: it needs %d finished calls with known tokens"
                        .formatted(model, Limits.FIT_CALLS)));
  }

  private static boolean isAny(@Nullable String wanted, String value) {
    return wanted == null || wanted.equals(value);
  }

  private Reply plot(Request request) {
    var model = wanted(request);
    return Reply.json(
        json -> {
          json.writeFieldName("fit");
          write(json, model);
          json.writeArrayFieldStart("history");
          store.query(history(request, model.key()), row -> Reply.object(json, row));
          json.writeEndArray();
          json.writeArrayFieldStart("points");
          var stats = store.query(points(request, model.key()), row -> Reply.object(json, row));
          json.writeEndArray();
          json.writeArrayFieldStart("drift");
          for (var event : Drift.of(slots(request, model), model)) {
            json.writeStartObject();
            json.writeStringField("since", Instant.ofEpochMilli(event.sinceMs()).toString());
            var until = event.untilMs();
            Reply.writeField(
                json, "until", until == null ? null : Instant.ofEpochMilli(until).toString());
            Reply.writeField(json, "by_ms", event.byMs());
            json.writeEndObject();
          }
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private Reply forecast(Request request) {
    var model = wanted(request);
    var typical = model.typical();
    long cached = request.number("cached_tokens", 0, 0, 100_000_000);
    long input =
        request.number("input_tokens", (int) (typical.uncached() + cached), 0, 100_000_000);
    long output = request.number("output_tokens", (int) typical.output(), 0, 100_000_000);
    int load = request.number("load", 1, 1, 100_000);
    var forecast = model.forecast(Math.max(0, input - cached), cached, output, load);
    return Reply.json(
        json -> {
          Reply.writeField(json, "e2e_ms", forecast.ms());
          Reply.writeField(json, "low_ms", forecast.lowMs());
          Reply.writeField(json, "high_ms", forecast.highMs());
          Reply.writeField(json, "ttft_ms", forecast.firstMs());
          Reply.writeField(json, "tpot_ms", forecast.tpotMs());
          json.writeFieldName("fit");
          write(json, model);
        });
  }

  private Statement history(Request request, CostKey key) {
    return about(
        store.about(
            request,
            """
            SELECT replaceOne(toString(fitted_at), ' ', 'T') || 'Z' AS fitted_at, calls, base AS base_ms, per_token * 1000 AS per_1k_tokens_ms, fit AS r2, spread AS spread_ms,
              if(isNaN(typical_tpot), NULL, typical_tpot) AS tpot_ms
            FROM ${database}.latency_models FINAL
            WHERE project_id = {project:String} AND provider = {provider:String} AND model = {name:String} AND endpoint = {endpoint:String} AND streams = {streams:UInt8}
            ORDER BY fitted_at DESC LIMIT %d
            """
                .formatted(MAX_FITS)),
        key);
  }

  private static final String CALLS =
      """
      SELECT trace_id, call_span AS span, call_start AS start, call_e2e AS e2e, call_ttft AS ttft, call_tpot AS tpot, call_modelled AS modelled,
        call_uncached AS uncached, call_cached AS cached, call_output AS output, call_load AS load, call_verdict AS verdict
      FROM (
        SELECT * FROM ${database}.latency FINAL
        WHERE %s AND has(call_model, {name:String})
      )
      ARRAY JOIN call_span, call_start, call_e2e, call_ttft, call_tpot, call_modelled, call_uncached, call_cached, call_output, call_load, call_verdict,
        call_provider, call_model, call_endpoint, call_streams, call_comparable
      WHERE call_comparable AND call_provider = {provider:String} AND call_model = {name:String} AND call_endpoint = {endpoint:String} AND call_streams = {streams:UInt8}
      """
          .formatted(Summaries.IN_RANGE);

  private Statement points(Request request, CostKey key) {
    return about(
        store.about(
            request,
            request.range(),
            """
            SELECT lower(hex(trace_id)) AS trace_id, lower(hex(span)) AS span_id, toUnixTimestamp64Milli(fromUnixTimestamp64Nano(toInt64(start))) AS start_ms,
              e2e AS e2e_ms, if(isNaN(ttft), NULL, ttft) AS ttft_ms, if(isNaN(tpot), NULL, tpot) AS tpot_ms, modelled AS modelled_ms,
              toInt64(uncached) AS uncached_tokens, toInt64(cached) AS cached_tokens, toInt64(output) AS output_tokens, load AS calls_under_way, verdict
            FROM (%s)
            ORDER BY cityHash64(span) LIMIT %d
            """
                .formatted(CALLS, MAX_POINTS)),
        key);
  }

  /// Medians of five minutes of what calls took beyond the line.
  private List<Drift.Slot> slots(Request request, CostModel model) {
    var slots = new ArrayList<Drift.Slot>();
    store.query(
        about(
                store.about(
                    request,
                    request.range(),
                    """
                    SELECT intDiv(start, %1$d000000000) * %1$d AS slot, count() AS calls,
                      median(modelled - ({base:Float64} + {per_token:Float64} * uncached + {per_attention:Float64} * uncached * (cached + uncached / 2) + {per_output:Float64} * greatest(0, output - 1))) AS residual
                    FROM (%2$s)
                    GROUP BY slot ORDER BY slot
                    """
                        .formatted(SLOT_SECONDS, CALLS)),
                model.key())
            .withAll(
                Map.of(
                    "base", Double.toString(model.base()),
                    "per_token", Double.toString(model.perToken()),
                    "per_attention", Double.toString(model.perAttention()),
                    "per_output", Double.toString(model.perOutput()))),
        row ->
            slots.add(
                new Drift.Slot(
                    row.number("slot") * 1_000, (int) row.number("calls"), row.real("residual"))));
    return slots;
  }

  private static Statement about(Statement statement, CostKey key) {
    return statement
        .with("provider", key.provider())
        .with("name", key.model())
        .with("endpoint", key.endpoint())
        .with("streams", key.streams() ? 1 : 0);
  }

  private static void write(JsonGenerator json, CostModel model) {
    try {
      json.writeStartObject();
      Reply.writeField(json, "provider", model.key().provider());
      Reply.writeField(json, "model", model.key().model());
      Reply.writeField(json, "endpoint", model.key().endpoint());
      Reply.writeField(json, "stream", model.key().streams());
      Reply.writeField(json, "fitted_at", Instant.ofEpochMilli(model.fittedAtMs()).toString());
      Reply.writeField(json, "calls", (long) model.calls());
      Reply.writeField(json, "base_ms", model.base());
      Reply.writeField(json, "per_token_ms", model.perToken());
      Reply.writeField(json, "per_attention_ms", model.perAttention());
      Reply.writeField(json, "per_output_ms", model.perOutput());
      Reply.writeField(json, "r2", model.fit());
      Reply.writeField(json, "slack_ms", model.slack());
      Reply.writeField(json, "spread_ms", model.spread());
      typical(json, model);
      json.writeArrayFieldStart("by_load");
      for (var pace : model.byLoad()) {
        json.writeStartObject();
        Reply.writeField(json, "from_load", (long) pace.fromLoad());
        Reply.writeField(json, "calls", (long) pace.calls());
        Reply.writeField(json, "tpot_ms", pace.tpotMs());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void typical(JsonGenerator json, CostModel model) throws IOException {
    var typical = model.typical();
    json.writeObjectFieldStart("typical");
    Reply.writeField(json, "uncached_tokens", typical.uncached());
    Reply.writeField(json, "cached_tokens", typical.cached());
    Reply.writeField(json, "output_tokens", typical.output());
    Reply.writeField(json, "output_tokens_p10", typical.outputLow());
    Reply.writeField(json, "output_tokens_p90", typical.outputHigh());
    Reply.writeField(json, "e2e_ms", model.typicalMs());
    Reply.writeField(json, "ttft_ms", model.typicalFirstMs());
    Reply.writeField(json, "tpot_ms", model.tokenMs());
    json.writeEndObject();
  }
}
