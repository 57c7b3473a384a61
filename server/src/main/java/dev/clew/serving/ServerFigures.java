// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.http.Reply;
import dev.clew.serving.Fleet.Member;
import dev.clew.serving.ServingSettings.Setting;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;

/// A server or GPU over a period, as JSON. What is not known is null.
record ServerFigures(Figures figures, GpuShares shares, Setting setting) {

  private static final int MAX_OTHERS = 20;

  /// Who it is.
  static void named(JsonGenerator json, Member member) throws IOException {
    json.writeStringField("id", member.id());
    json.writeStringField("service", member.service());
    json.writeStringField("engine", member.engine());
    Reply.writeField(json, "models", List.copyOf(member.models()));
    Reply.writeField(json, "hosts", List.copyOf(member.hosts()));
  }

  /// How full, fast and dear a server was.
  void server(JsonGenerator json, Member server) throws IOException {
    named(json, server);
    Reply.writeField(json, "running", figures.mean(server, Measure.RUNNING));
    Reply.writeField(json, "running_max", figures.most(server, Measure.RUNNING));
    Reply.writeField(json, "waiting", figures.mean(server, Measure.WAITING));
    Reply.writeField(json, "waiting_max", figures.most(server, Measure.WAITING));
    Reply.writeField(json, "waiting_now", figures.newest(server, Measure.WAITING));
    Reply.writeField(json, "kv_usage", figures.mean(server, Measure.KV_USAGE));
    Reply.writeField(json, "kv_usage_max", figures.most(server, Measure.KV_USAGE));
    Reply.writeField(json, "cache_hit_rate", hitRate(server));
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
    var gpus = shares.gpusOf(server);
    double own = gpus.stream().mapToDouble(gpu -> shares.share(server, gpu)).sum();
    double output = figures.mean(server, Measure.OUTPUT_TOKENS);
    Reply.writeField(json, "gpus", (long) gpus.size());
    Reply.writeField(json, "own_gpus", own);
    Reply.writeField(
        json, "gpus_shared_with", shares.sharedWith(server).stream().limit(MAX_OTHERS).toList());
    Reply.writeField(json, "output_tokens_per_s_per_gpu", own > 0 ? output / own : Double.NaN);
    Reply.writeField(json, "usd_per_million_tokens", perMillion(server, gpus));
  }

  /// What one of the GPUs did.
  void gpu(JsonGenerator json, Member gpu) throws IOException {
    named(json, gpu);
    for (var measure : Measure.values()) {
      if (measure.isGpu()) {
        Reply.writeField(json, measure.label(), figures.mean(gpu, measure));
        Reply.writeField(json, measure.label() + "_max", figures.most(gpu, measure));
      }
    }
  }

  /// `[[milliseconds since 1970, value], …]`.
  static void points(JsonGenerator json, String name, NavigableMap<Long, Double> points)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (var point : points.entrySet()) {
      json.writeStartArray();
      json.writeNumber(point.getKey());
      json.writeNumber(point.getValue());
      json.writeEndArray();
    }
    json.writeEndArray();
  }

  /// What the GPUs cost for each million tokens read or written; NaN when a part is not known.
  private double perMillion(Member server, List<Member> gpus) {
    double hours =
        Math.max(
                figures.seconds(server, Measure.PROMPT_TOKENS),
                figures.seconds(server, Measure.OUTPUT_TOKENS))
            / 3_600;
    double anHour =
        gpus.stream().mapToDouble(gpu -> shares.share(server, gpu) * setting.hourUsd(gpu)).sum();
    double tokens =
        figures.grown(server, Measure.PROMPT_TOKENS) + figures.grown(server, Measure.OUTPUT_TOKENS);
    return gpus.isEmpty() || !(tokens > 0) ? Double.NaN : hours * anHour / tokens * 1e6;
  }

  private double hitRate(Member server) {
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
}
