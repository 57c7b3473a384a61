// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.engine.Statement;
import dev.clew.filter.Fields;
import dev.clew.testkit.Awaiting;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/// Times of traces over HTTP.
class LatencyOfATraceTest {

  private static final TestApi API = TestApi.shared();
  private static final int CALLS = 230;

  @Test
  void aModelIsFittedAndTheCallThatWaitedIsFound() throws Exception {
    var project = "latency-fitted";
    var random = new Random(3);
    API.send(
        project,
        IntStream.rangeClosed(1, CALLS)
            .mapToObj(
                number -> {
                  long input = 100L + random.nextInt(6_000);
                  return streamed(number, input, 80, 50 + input / 20 + random.nextInt(8));
                })
            .toArray(SentSpan[]::new));
    API.send(project, streamed(900, 2_000, 80, 4_350));
    var late = latency(project, 900);

    var fit =
        Awaiting.until(
            () -> API.get(project, "/latency/models").body().path("models").path(0),
            found -> found.path("calls").asInt() >= Limits.FIT_CALLS,
            "a fit");
    assertThat(fit.path("per_token_ms").asDouble()).isCloseTo(0.05, within(0.005));
    assertThat(fit.path("r2").asDouble()).isGreaterThan(0.95);

    var waited =
        Awaiting.until(
            () -> latency(project, 900),
            found -> !call(found).path("verdict").asText().equals("unknown"),
            "a verdict");
    assertThat(late.path("calls")).hasSize(1);
    assertThat(call(waited).path("verdict").asText()).isEqualTo("queue");
    assertThat(call(waited).path("evidence").asText()).isEqualTo("estimated");
    assertThat(call(waited).path("endpoint").asText()).isEqualTo("gpu-1:8000");
    assertThat(call(waited).path("parts").path("queue_ms").asDouble())
        .isCloseTo(4_200, within(30.0));
    var measured = call(waited).path("measured").path("e2e_ms").asDouble();
    var expected = call(waited).path("expected").path("e2e_ms").asDouble();
    assertThat(sum(call(waited).path("terms"))).isCloseTo(measured - expected, within(1e-6));
    assertThat(waited.path("trace").path("verdict").asText()).isEqualTo("queue");

    assertThat(found(project, "/traces", "verdict:queue", "traces")).isEqualTo(1);
    assertThat(found(project, "/traces", "run_verdict:queue", "traces")).isEqualTo(1);
    assertThat(found(project, "/traces", "verdict:slow_decode", "traces")).isZero();
    assertThat(found(project, "/traces", "-endpoint:gpu-1:8000", "traces")).isZero();
    assertThat(found(project, "/spans", "endpoint:gpu-1* verdict:queue", "spans")).isEqualTo(1);
    assertThat(API.get(project, "/fields/endpoint/values").body().path("values").toString())
        .isEqualTo("[{\"value\":\"gpu-1:8000\",\"count\":231}]");

    var causes = API.get(project, "/latency/causes", "from", "now-1h").body();
    assertThat(causes.path("causes").path(0).path("verdict").asText()).isEqualTo("queue");
    assertThat(causes.path("causes").path(0).path("worst").path(0).path("trace_id").asText())
        .endsWith("384");
    assertThat(causes.path("totals").path("slow").asInt()).isEqualTo(1);

    var plot =
        API.get(project, "/latency/models/fit", "model", "llama-8b", "from", "now-1h").body();
    assertThat(plot.path("points")).hasSize(CALLS + 1);
    assertThat(plot.path("history")).isNotEmpty();
    var forecast =
        API.get(
                project,
                "/latency/forecast",
                "model",
                "llama-8b",
                "input_tokens",
                "4000",
                "output_tokens",
                "101")
            .body();
    assertThat(forecast.path("ttft_ms").asDouble()).isCloseTo(254, within(10.0));
    assertThat(forecast.path("e2e_ms").asDouble())
        .isBetween(forecast.path("low_ms").asDouble(), forecast.path("high_ms").asDouble());
  }

  private static int found(String project, String route, String q, String rows) {
    return API.get(project, route, "q", q, "from", "now-1h").body().path(rows).size();
  }

  @Test
  void everyVerdictCanBeAskedFor() {
    var ofRuns = Objects.requireNonNull(Fields.find("run_verdict")).values();
    var ofCalls = Objects.requireNonNull(Fields.find("verdict")).values();
    assertThat(ofRuns)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Verdict.values()).map(Verdict::label).toList());
    assertThat(ofRuns).containsAll(ofCalls);
  }

  @Test
  void theTimeOfARunIsItsModelsItsToolsAndTheRest() {
    var root = SentSpan.root(1, "ask").ago(60_000).taking(10_000);
    var call = SentSpan.chat(root, 1, "gpt-4o", 100, 10).ago(59_000).taking(2_000);
    var tool = SentSpan.tool(root, 2, "search").ago(57_500).taking(5_000);
    var trace = latency("latency-kinds", 1, root, call, tool).path("trace");

    var kinds = trace.path("by_kind");
    assertThat(kinds.path("model_ms").asDouble()).isEqualTo(2_000);
    assertThat(kinds.path("tool_ms").asDouble())
        .as("without what the model covers")
        .isEqualTo(4_500);
    assertThat(sum(kinds)).isEqualTo(trace.path("e2e_ms").asDouble());
    assertThat(trace.path("verdict").asText()).isEqualTo("tool");
    assertThat(
            StreamSupport.stream(trace.path("critical_path").spliterator(), false)
                .mapToDouble(part -> part.path("ms").asDouble())
                .sum())
        .isCloseTo(10_000, within(1e-6));
  }

  @Test
  void theCriticalPathIsStoredWithTheRun() {
    var root = SentSpan.root(1, "ask").ago(60_000).taking(10_000);
    var call = SentSpan.chat(root, 1, "gpt-4o", 100, 10).ago(59_000).taking(2_000);
    var path = latency("latency-path", 1, root, call).path("trace").path("critical_path");
    var stored = new ArrayList<String>();
    var store = API.store();
    store.query(
        Statement.of(
            "SELECT lower(hex(path_span)) AS span, path_ms AS ms FROM %s.latency FINAL ARRAY JOIN path_span, path_ms WHERE project_id = 'latency-path'"
                .formatted(store.database())),
        row -> stored.add(row.string("span") + " " + row.real("ms")));
    assertThat(path).hasSize(2);
    assertThat(stored)
        .containsExactly(root.id() + " 8000.0", call.id() + " 2000.0")
        .containsExactlyElementsOf(
            StreamSupport.stream(path.spliterator(), false)
                .map(part -> part.path("span_id").asText() + " " + part.path("ms").asDouble())
                .toList());
  }

  /// More readers than connections: none may hold one while it waits for another.
  @Test
  void manyReadersOfRunsFromBeforePathsWereStoredAreAnswered() throws Exception {
    var project = "latency-readers";
    var root = SentSpan.root(1, "ask").ago(60_000).taking(10_000);
    latency(project, 1, root, SentSpan.chat(root, 1, "gpt-4o", 100, 10).ago(59_000).taking(2_000));
    var store = API.store();
    store
        .clickHouse()
        .execute(
            Statement.of(
                "INSERT INTO %1$s.latency SELECT * REPLACE (version + 1 AS version, [] AS path_span, [] AS path_ms) FROM %1$s.latency FINAL WHERE project_id = '%2$s'"
                    .formatted(store.database(), project)));
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 40)
              .mapToObj(_ -> readers.submit(() -> latency(project, 1).path("trace")))
              .toList();
      for (var answer : answers) {
        assertThat(answer.get(60, TimeUnit.SECONDS).path("critical_path")).hasSize(2);
      }
    }
  }

  @Test
  void anEngineThatSaysHowLongItTookIsBelieved() {
    var root = SentSpan.root(1, "ask").ago(60_000).taking(4_000);
    var call =
        SentSpan.chat(root, 1, "llama-8b", 500, 50)
            .ago(60_000)
            .taking(3_500)
            .with("gen_ai.request.stream", "true")
            .with("gen_ai.response.time_to_first_chunk", "2.5");
    var engine =
        call.child(2, "llm_request")
            .of("vllm")
            .ago(59_990)
            .taking(3_450)
            .with("gen_ai.usage.prompt_tokens", 500L)
            .with("gen_ai.usage.completion_tokens", 50L)
            .with("gen_ai.latency.time_in_queue", 2_100_000_000L)
            .with("gen_ai.latency.time_in_model_prefill", 350_000_000L)
            .with("gen_ai.latency.time_in_model_decode", 1_000_000_000L);
    var found = call(latency("latency-engine", 1, root, call, engine));

    assertThat(found.path("evidence").asText()).isEqualTo("measured");
    assertThat(found.path("parts").path("queue_ms").asDouble()).isEqualTo(2_100);
    assertThat(found.path("parts").path("prefill_ms").asDouble()).isEqualTo(350);
    assertThat(found.path("parts").path("network_ms").asDouble()).isCloseTo(50, within(1e-3));
    assertThat(found.path("verdict").asText()).isEqualTo("unknown");
    assertThat(found.path("terms").isNull()).isTrue();
  }

  @Test
  void aFirstTokenAfterTheEndIsNotBelieved() {
    var root = SentSpan.root(1, "ask").taking(1_000);
    var call =
        SentSpan.chat(root, 1, "m", 10, 10)
            .taking(900)
            .with("gen_ai.request.stream", "true")
            .with("gen_ai.response.time_to_first_chunk", "-3");
    var found = call(latency("latency-odd", 1, root, call));

    assertThat(found.path("measured").path("ttft_ms").isNull()).isTrue();
    assertThat(found.path("parts").path("queue_ms").isNull()).isTrue();
  }

  @Test
  void aTraceWithoutModelCallsHasNone() {
    var found = latency("latency-none", 1, SentSpan.root(1, "GET /"));

    assertThat(found.path("trace").isNull()).isTrue();
    assertThat(found.path("calls")).isEmpty();
  }

  @Test
  void aStreamThatStoodStillIsShownFromTheEventsOfItsChunks() {
    long began = Instant.now().minusSeconds(120).toEpochMilli();
    var events =
        LongStream.of(400, 420, 440, 460, 3_460, 3_480)
            .mapToObj(
                after ->
                    """
                    {"timeUnixNano":"%d000000","name":"llm.content.completion.chunk"}"""
                        .formatted(began + after))
            .collect(Collectors.joining(","));
    API.export(
        "latency-chunks",
        "/v1/traces",
        """
        {"resourceSpans":[{"scopeSpans":[{"spans":[
          {"traceId":"%032x","spanId":"%016x","name":"chat","kind":3,"startTimeUnixNano":"%d000000","endTimeUnixNano":"%d000000","events":[%s],"attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":"12"}}]}]}]}]}
        """
            .formatted(1, 1, began, began + 3_500, events));

    var call = call(latency("latency-chunks", 1));
    assertThat(call.path("measured").path("ttft_ms").asDouble()).isEqualTo(400);
    var chunks = call.path("chunks");
    assertThat(chunks.path("count").asInt()).isEqualTo(6);
    assertThat(chunks.path("gap_p50_ms").asDouble()).isEqualTo(20);
    assertThat(chunks.path("pauses").toString()).isEqualTo("[{\"after_ms\":460.0,\"ms\":3000.0}]");
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThat(API.get("latency-empty", "/traces/" + "1".repeat(32) + "/latency").status())
        .isEqualTo(404);
    assertThat(API.get("latency-empty", "/latency/forecast").status()).isEqualTo(400);
    var unknown = API.get("latency-empty", "/latency/forecast", "model", "m");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body().path("detail").asText()).contains("needs 100");
    assertThat(
            API.get("latency-empty", "/latency/models/fit", "model", "m", "stream", "maybe")
                .status())
        .isEqualTo(400);
  }

  private static SentSpan streamed(int number, long input, long output, long firstMs) {
    return SentSpan.chat(SentSpan.root(number, "ask"), 0, "llama-8b", input, output)
        .ago(120_000 + number * 700L)
        .taking(firstMs + 20 * (output - 1))
        .with("gen_ai.request.stream", "true")
        .with("server.address", "gpu-1")
        .with("server.port", 8_000L)
        .with("gen_ai.response.time_to_first_chunk", Double.toString(firstMs / 1e3));
  }

  private static JsonNode latency(String project, int number, SentSpan... spans) {
    if (spans.length > 0) {
      API.send(project, spans);
    }
    return API.get(project, "/traces/%032x/latency".formatted(number)).body();
  }

  private static JsonNode call(JsonNode latency) {
    return latency.path("calls").path(0);
  }

  private static double sum(JsonNode figures) {
    double sum = 0;
    for (var figure : figures) {
      sum += figure.asDouble();
    }
    return sum;
  }
}
