// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import dev.clew.testkit.modelserver.ServerOptions;
import dev.clew.testkit.modelserver.SimulatedModelServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a model server with a queue, through its metrics and its callers' spans, to verdicts.
class QueuedEngineTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SLOTS = 2;
  private static final int CALM = 210;
  private static final int CROWD = 32;

  /// Calls this short of waiting or this long of it leave no doubt what their verdict must be.
  private static final double DID_NOT_WAIT_MS = 100;

  private static final double WAITED_MS = 600;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// A call as its caller measured it, and how long it really waited.
  private record Called(
      int number, long startMs, double firstMs, double wholeMs, JsonNode usage, double queueMs) {}

  @Test
  void whatWaitedAtTheServerIsSaidToHaveWaited(@TempDir Path folder) throws Exception {
    try (var engine = SimulatedModelServer.start(new ServerOptions(0, 1, 1, false, SLOTS))) {
      var port = engine.baseUrl().getPort();
      var configuration =
          Files.writeString(
              folder.resolve("clew.yaml"),
              "scrape:\n  - {job: engine, targets: [\"127.0.0.1:%d\"], interval: 1s, timeout: 1s}\n"
                  .formatted(port));
      try (var clew =
          ServerProcess.startConfigured(
              folder.resolve("data"), configuration, Map.of("CLEW_ANALYSIS_QUIET_AFTER", "1s"))) {
        send(clew, port, calls(engine, 0, CALM, SLOTS));
        Awaiting.until(
            () -> get(clew, "/api/v1/latency/models").path("models").path(0),
            fit -> fit.path("calls").asInt() >= Limits.FIT_CALLS,
            "a fit of the calm calls");
        var crowd = calls(engine, CALM, CROWD, 4 * SLOTS);
        send(clew, port, crowd);
        var wrong = new ArrayList<String>();
        double waited = 0;
        double said = 0;
        int joined = 0;
        for (var called : crowd) {
          var call = verdict(clew, called);
          boolean isQueue = call.path("verdict").asText().equals("queue");
          if (isQueue ? called.queueMs() < DID_NOT_WAIT_MS : called.queueMs() > WAITED_MS) {
            wrong.add(called + ": " + call);
          }
          joined += call.path("evidence").asText().equals("joined") ? 1 : 0;
          waited += called.queueMs();
          said += call.at("/parts/queue_ms").asDouble();
        }
        assertThat(crowd).filteredOn(called -> called.queueMs() > WAITED_MS).isNotEmpty();
        assertThat(wrong).hasSizeLessThanOrEqualTo(CROWD / 20);
        assertThat(joined).isGreaterThan(CROWD / 2);
        assertThat(said / CROWD).isBetween(0.8 * waited / CROWD, 1.2 * waited / CROWD);
      }
    }
  }

  private List<Called> calls(SimulatedModelServer engine, int from, int count, int atOnce)
      throws InterruptedException {
    try (var callers = Executors.newFixedThreadPool(atOnce)) {
      var calls =
          IntStream.range(from, from + count)
              .<Callable<Called>>mapToObj(number -> () -> call(engine, number))
              .toList();
      return callers.invokeAll(calls).stream().map(Future::resultNow).toList();
    }
  }

  /// Every prompt is another, of up to a thousand tokens: nothing is cached.
  private Called call(SimulatedModelServer engine, int number)
      throws IOException, InterruptedException {
    var prompt = "Question %d. ".formatted(number) + "word ".repeat(40 + number * 37 % 800);
    var body =
        """
        {"model": "simulated-small", "stream": true, "stream_options": {"include_usage": true},
         "messages": [{"role": "user", "content": "%s"}]}
        """
            .formatted(prompt);
    var request =
        HttpRequest.newBuilder(engine.baseUrl().resolve("/v1/chat/completions"))
            .POST(BodyPublishers.ofString(body))
            .build();
    long startMs = System.currentTimeMillis();
    long began = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofLines());
    double first = 0;
    JsonNode usage = JSON.missingNode();
    try (var lines = answer.body()) {
      for (var line : (Iterable<String>) lines::iterator) {
        if (line.startsWith("data: {")) {
          first = first == 0 ? (System.nanoTime() - began) / 1e6 : first;
          usage = JSON.readTree(line.substring(6)).path("usage");
        }
      }
    }
    var timing = answer.headers().firstValue("Server-Timing").orElseThrow();
    return new Called(
        number,
        startMs,
        first,
        (System.nanoTime() - began) / 1e6,
        usage,
        Double.parseDouble(timing.substring(timing.indexOf('=') + 1)));
  }

  private void send(ServerProcess clew, int port, List<Called> calls) throws Exception {
    var spans = new ArrayList<String>();
    for (var called : calls) {
      spans.add(
          """
          {"traceId":"%032x","spanId":"%016x","name":"chat","kind":3,"startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"simulated-small"}},
            {"key":"gen_ai.request.stream","value":{"boolValue":true}},
            {"key":"server.address","value":{"stringValue":"127.0.0.1"}},
            {"key":"server.port","value":{"intValue":"%d"}},
            {"key":"gen_ai.response.time_to_first_chunk","value":{"doubleValue":%s}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"%d"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":"%d"}}]}
          """
              .formatted(
                  called.number() + 1,
                  called.number() + 1,
                  called.startMs() * 1_000_000,
                  called.startMs() * 1_000_000 + (long) (called.wholeMs() * 1e6),
                  port,
                  called.firstMs() / 1e3,
                  called.usage().path("prompt_tokens").asInt(),
                  called.usage().path("completion_tokens").asInt()));
    }
    var body =
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[%s]}]}]}"
            .formatted(String.join(",", spans));
    var request =
        HttpRequest.newBuilder(clew.otlp("/v1/traces"))
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private JsonNode verdict(ServerProcess clew, Called called) throws Exception {
    return Awaiting.until(
        () ->
            get(clew, "/api/v1/traces/%032x/latency".formatted(called.number() + 1))
                .path("calls")
                .path(0),
        call -> !call.path("verdict").asText("unknown").equals("unknown"),
        "a verdict");
  }

  private JsonNode get(ServerProcess clew, String path) throws Exception {
    return JSON.readTree(
        http.send(HttpRequest.newBuilder(clew.api(path)).build(), BodyHandlers.ofString()).body());
  }
}
