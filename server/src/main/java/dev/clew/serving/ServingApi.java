// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.serving.Fleet.Member;
import dev.clew.serving.ServingSettings.Setting;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Model servers and GPUs over a period: how full, how fast, how dear, how good.
public final class ServingApi {

  private static final int MAX_MEMBERS = 500;

  private final Store store;
  private final Serving serving;

  public ServingApi(Store store, Serving serving) {
    this.store = store;
    this.serving = serving;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
            "/api/v1/serving",
            "Model servers and GPUs: saturation, KV cache, cache hits, tokens per second and GPU, cost of a million tokens, goodput by class",
            Parameter.RANGE,
            this::fleet),
        Endpoint.get(
            "/api/v1/serving/settings",
            "The project's mappings of endpoints to servers, the price of a GPU hour, and classes of service",
            List.of(),
            this::settings),
        new Endpoint(
            HttpMethod.PUT,
            "/api/v1/serving/settings",
            Permission.ADMIN,
            "Replaces them",
            List.of(),
            this::set));
  }

  /// Calls to an endpoint, and how many of them met each class.
  private record Calls(long all, Map<String, Long> good) {}

  private Reply fleet(Request request) {
    store.refresh(request);
    var range = request.range();
    var fleet = serving.queues().fleet(request.project());
    var setting = serving.settings().of(request.project());
    var figures = Figures.read(store, request, range, fleet);
    var goodput = goodput(request, fleet, setting);
    double hours = range.length().toMillis() / 3.6e6;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("servers");
          for (var server : fleet.servers().stream().limit(MAX_MEMBERS).toList()) {
            json.writeStartObject();
            named(json, server);
            gauges(json, figures, server, hours, fleet, setting);
            calls(json, goodput.get(server.id()), setting);
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeArrayFieldStart("gpus");
          for (var gpu : fleet.gpus().stream().limit(MAX_MEMBERS).toList()) {
            json.writeStartObject();
            named(json, gpu);
            for (var measure : Measure.values()) {
              if (measure.isGpu()) {
                Reply.writeField(json, measure.label(), figures.mean(gpu, measure));
                Reply.writeField(json, measure.label() + "_max", figures.most(gpu, measure));
              }
            }
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private static void named(JsonGenerator json, Member member) throws IOException {
    json.writeStringField("id", member.id());
    json.writeStringField("service", member.service());
    json.writeStringField("engine", member.engine());
    Reply.writeField(json, "models", List.copyOf(member.models()));
    Reply.writeField(json, "hosts", List.copyOf(member.hosts()));
  }

  private static void gauges(
      JsonGenerator json,
      Figures figures,
      Member server,
      double hours,
      Fleet fleet,
      Setting setting)
      throws IOException {
    Reply.writeField(json, "running", figures.mean(server, Measure.RUNNING));
    Reply.writeField(json, "running_max", figures.most(server, Measure.RUNNING));
    Reply.writeField(json, "waiting", figures.mean(server, Measure.WAITING));
    Reply.writeField(json, "waiting_max", figures.most(server, Measure.WAITING));
    Reply.writeField(json, "waiting_now", figures.newest(server, Measure.WAITING));
    Reply.writeField(json, "kv_usage", figures.mean(server, Measure.KV_USAGE));
    Reply.writeField(json, "kv_usage_max", figures.most(server, Measure.KV_USAGE));
    Reply.writeField(json, "cache_hit_rate", hitRate(figures, server));
    Reply.writeField(json, "preemptions", figures.grown(server, Measure.PREEMPTIONS));
    Reply.writeField(json, "prompt_tokens_per_s", figures.mean(server, Measure.PROMPT_TOKENS));
    Reply.writeField(json, "output_tokens_per_s", figures.mean(server, Measure.OUTPUT_TOKENS));
    for (var time :
        List.of(
            Measure.QUEUE_TIME,
            Measure.PREFILL_TIME,
            Measure.DECODE_TIME,
            Measure.TTFT,
            Measure.TOKEN_TIME,
            Measure.E2E_TIME)) {
      Reply.writeField(json, time.label() + "_ms", figures.mean(server, time) * 1e3);
    }
    long gpus = fleet.gpus().stream().filter(gpu -> gpu.isOn(server.hosts())).count();
    double output = figures.mean(server, Measure.OUTPUT_TOKENS);
    Reply.writeField(json, "gpus", gpus);
    Reply.writeField(json, "output_tokens_per_s_per_gpu", gpus == 0 ? Double.NaN : output / gpus);
    Reply.writeField(
        json, "usd_per_million_tokens", perMillion(figures, server, gpus, hours, setting));
  }

  /// What the GPUs cost for each million tokens read or written; NaN when a part is not known.
  private static double perMillion(
      Figures figures, Member server, long gpus, double hours, Setting setting) {
    var price = setting.gpuHourUsd();
    double tokens =
        figures.grown(server, Measure.PROMPT_TOKENS) + figures.grown(server, Measure.OUTPUT_TOKENS);
    return price == null || gpus == 0 || !(tokens > 0)
        ? Double.NaN
        : gpus * hours * price / tokens * 1e6;
  }

  private static double hitRate(Figures figures, Member server) {
    double queries = figures.grown(server, Measure.CACHE_QUERIES);
    double hits = figures.grown(server, Measure.CACHE_HITS);
    if (queries > 0) {
      return hits / queries;
    }
    double computed = figures.grown(server, Measure.PROMPT_TOKENS);
    // llama.cpp counts the prompt without what the cache gave.
    return server.engine().equals("llama.cpp") && hits + computed > 0
        ? hits / (hits + computed)
        : figures.mean(server, Measure.CACHE_HIT_RATE);
  }

  /// By server, from the calls that are placed on it.
  private Map<String, Calls> goodput(Request request, Fleet fleet, Setting setting) {
    var byServer = new HashMap<String, Calls>();
    var classes = setting.classes();
    var counts = new StringBuilder();
    for (int i = 0; i < classes.size(); i++) {
      counts.append(
          ", countIf(ttft <= %s AND (isNaN(tpot) OR tpot <= %s)) AS good%d"
              .formatted(sql(classes.get(i).ttftMs()), sql(classes.get(i).tpotMs()), i));
    }
    store.query(
        store.about(
            request,
            request.range(),
            """
            SELECT endpoint, model, count() AS calls%s
            FROM (
              SELECT call_endpoint AS endpoint, call_model AS model, call_ttft AS ttft, call_tpot AS tpot
              FROM (SELECT * FROM ${database}.latency FINAL WHERE %s)
              ARRAY JOIN call_endpoint, call_model, call_ttft, call_tpot
              WHERE NOT isNaN(ttft)
            )
            GROUP BY endpoint, model
            """
                .formatted(counts, Summaries.IN_RANGE)),
        row -> {
          var server =
              Placement.of(fleet, setting.mappings(), row.string("endpoint"), row.string("model"))
                  .server();
          if (server != null) {
            var good = new LinkedHashMap<String, Long>();
            for (int i = 0; i < classes.size(); i++) {
              good.put(classes.get(i).name(), row.number("good" + i));
            }
            byServer.merge(server.id(), new Calls(row.number("calls"), good), ServingApi::sum);
          }
        });
    return byServer;
  }

  private static String sql(double limit) {
    return Double.isInfinite(limit) ? "inf" : Double.toString(limit);
  }

  private static Calls sum(Calls one, Calls other) {
    var good = new LinkedHashMap<>(one.good());
    other.good().forEach((name, count) -> good.merge(name, count, Long::sum));
    return new Calls(one.all() + other.all(), good);
  }

  private static void calls(JsonGenerator json, @Nullable Calls calls, Setting setting)
      throws IOException {
    Reply.writeField(json, "calls", calls == null ? 0L : (Long) calls.all());
    json.writeArrayFieldStart("goodput");
    if (calls != null) {
      for (var one : setting.classes()) {
        json.writeStartObject();
        json.writeStringField("class", one.name());
        Reply.writeField(
            json,
            "share",
            calls.good().getOrDefault(one.name(), 0L) / (double) Math.max(1, calls.all()));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private Reply settings(Request request) {
    var setting = serving.settings().of(request.project());
    return Reply.json(
        json -> {
          Reply.writeField(json, "mappings", setting.mappings());
          Reply.writeField(json, "gpu_hour_usd", setting.gpuHourUsd());
          json.writeArrayFieldStart("classes");
          for (var one : setting.classes()) {
            json.writeStartObject();
            json.writeStringField("name", one.name());
            Reply.writeField(json, "ttft_ms", one.ttftMs());
            Reply.writeField(json, "tpot_ms", one.tpotMs());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  private Reply set(Request request) {
    serving.settings().set(request.project(), request.json());
    return settings(request);
  }
}
