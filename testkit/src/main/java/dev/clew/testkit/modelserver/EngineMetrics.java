// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// `GET /metrics`: the figures of all engines, in Prometheus' text format and by the names that
/// vLLM gives them (vllm-project/vllm `docs/design/metrics.md`).
final class EngineMetrics {

  private final Map<String, Engine> engines;
  private final StringBuilder out = new StringBuilder();

  private EngineMetrics(Map<String, Engine> engines) {
    this.engines = engines;
  }

  /// @param engines by model
  static String of(Map<String, Engine> engines) {
    return new EngineMetrics(engines).text();
  }

  private String text() {
    number("num_requests_running", "gauge", Engine::running);
    number("num_requests_waiting", "gauge", Engine::waiting);
    number("kv_cache_usage_perc", "gauge", Engine::cacheUsage);
    number("prompt_tokens_total", "counter", engine -> engine.promptTokens.get());
    number("generation_tokens_total", "counter", engine -> engine.outputTokens.get());
    number("prefix_cache_queries_total", "counter", engine -> engine.promptTokens.get());
    number("prefix_cache_hits_total", "counter", engine -> engine.cachedTokens.get());
    durations("request_queue_time_seconds", engine -> engine.queue);
    durations("request_prefill_time_seconds", engine -> engine.prefill);
    durations("request_decode_time_seconds", engine -> engine.decode);
    durations("time_to_first_token_seconds", engine -> engine.firstToken);
    durations("e2e_request_latency_seconds", engine -> engine.whole);
    return out.toString();
  }

  private void number(String name, String type, ToDoubleFunction<Engine> figure) {
    out.append("# TYPE vllm:%s %s\n".formatted(name, type));
    engines.forEach(
        (model, engine) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "vllm:%s{%s} %.6f\n",
                    name,
                    labels(model),
                    figure.applyAsDouble(engine))));
  }

  private void durations(String name, Function<Engine, Durations> figure) {
    out.append("# TYPE vllm:%s histogram\n".formatted(name));
    engines.forEach(
        (model, engine) -> figure.apply(engine).writeTo(out, "vllm:" + name, labels(model)));
  }

  private static String labels(String model) {
    return "model_name=\"" + model + "\"";
  }
}
