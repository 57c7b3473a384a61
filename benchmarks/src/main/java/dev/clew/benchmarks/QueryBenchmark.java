// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long the API takes to answer what its UI asks for, with many spans stored.
@Command(
    name = "query",
    description = "Fills a server, then measures queries through its API.",
    mixinStandardHelpOptions = true)
final class QueryBenchmark implements Callable<Integer> {

  private static final int SPANS_PER_REQUEST = 200;
  private static final int[] BIG_TRACES = {2_000, 10_000, 32_000};
  private static final long BIG_TRACE_SEQUENCE = 1L << 39;

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Option(names = "--spans", description = "To store first; default ${DEFAULT-VALUE}.")
  private long spans = 1_000_000;

  @Option(names = "--shape", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Shape shape = Shape.GENAI;

  @Option(names = "--tries", description = "Default ${DEFAULT-VALUE}.")
  private int tries = 30;

  @Option(names = "--background", description = "Spans per second that come in meanwhile.")
  private long background;

  @Option(
      names = "--until",
      description =
          "End of the 24 hours that are asked about, RFC 3339, for a store of another day; default now.")
  private String until = "now";

  @Option(names = "--settle", description = "Seconds after filling; default ${DEFAULT-VALUE}.")
  private int settleSeconds = 15;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var target = server.open()) {
      var queries = fill(target);
      if (background == 0) {
        measure(target, queries);
      } else {
        var plan = Load.Plan.endless(shape, 2, SPANS_PER_REQUEST, background, false);
        try (var _ = Load.start(target, plan)) {
          measure(target, queries);
        }
      }
      return 0;
    }
  }

  /// Stores the spans, evenly over the last 24 hours, and the big traces.
  ///
  /// @return what to ask, by name
  private Map<String, String> fill(ServerUnderTest target) throws IOException {
    long requests = Math.max(1, spans / SPANS_PER_REQUEST);
    var spread = Duration.ofHours(24).minusMinutes(5).toNanos();
    long began = System.nanoTime();
    var plan = new Load.Plan(shape, 4, SPANS_PER_REQUEST, 0, false, requests, spread);
    String someTrace;
    try (var load = Load.start(target, plan)) {
      load.await();
      someTrace = RequestTemplate.traceId(load.sequence(requests / 2), 1);
      Table.say(
          "stored %,d spans in %.1f s, %d requests refused"
              .formatted(
                  load.totals().spans(),
                  (System.nanoTime() - began) / 1e9,
                  load.totals().refused()));
    }
    var queries = new LinkedHashMap<String, String>();
    var day = "&from=" + from() + "&to=" + until;
    queries.put("newest 50 traces", "/api/v1/traces?limit=50" + day);
    queries.put("newest 50 spans", "/api/v1/spans?limit=50" + day);
    queries.put("trace by id (10 spans)", "/api/v1/traces/" + someTrace);
    queries.put("verdicts of a trace", "/api/v1/traces/" + someTrace + "/latency");
    for (var group : List.of("model", "agent", "user")) {
      queries.put("24 h percentiles by " + group, "/api/v1/usage?group_by=" + group + day);
    }
    for (var group : List.of("model", "agent", "user")) {
      queries.put(
          "24 h costs by " + group, "/api/v1/usage?percentiles=false&group_by=" + group + day);
    }
    queries.put(
        "24 h costs by model, every half hour",
        "/api/v1/usage?percentiles=false&group_by=model&step=30m" + day);
    queries.put("24 h costs in total", "/api/v1/usage?percentiles=false&group_by=" + day);
    queries.put("24 h in total", "/api/v1/usage?group_by=" + day);
    queries.put("24 h by model, every half hour", "/api/v1/usage?group_by=model&step=30m" + day);
    queries.put("full text, a rare word", "/api/v1/traces?limit=50&q=" + LoadSpans.RARE_WORD + day);
    queries.put("full text, a frequent word", "/api/v1/traces?limit=50&q=question" + day);
    for (int size : BIG_TRACES) {
      var trace = bigTrace(target, size);
      queries.put("trace of %,d spans, whole".formatted(size), trace + "?limit=50000");
      queries.put("trace of %,d spans, first page".formatted(size), trace + "?limit=500");
    }
    Table.say("waiting " + settleSeconds + " s for merges and analysis");
    Pause.seconds(settleSeconds);
    return queries;
  }

  private String from() {
    return until.equals("now")
        ? "now-24h"
        : Instant.parse(until).minus(Duration.ofHours(24)).toString();
  }

  private static String bigTrace(ServerUnderTest target, int size) throws IOException {
    var template = new RequestTemplate(new LoadSpans(Shape.LEAN, size).request(size, size));
    long now = InstantSource.system().millis();
    // A trace of its own each time: the millisecond is part of the ids.
    long sequence = BIG_TRACE_SEQUENCE + now % (1L << 38);
    long start = (now - Duration.ofMinutes(30).toMillis()) * 1_000_000;
    try (var connection = target.connect(false)) {
      var body = template.at(sequence, start);
      int status = connection.send(body);
      while (Load.isBusy(status)) {
        Pause.seconds(Load.AFTER_REFUSAL_SECONDS);
        status = connection.send(body);
      }
      if (status != 200) {
        throw new IOException("a trace of %d spans was answered with %d".formatted(size, status));
      }
    }
    return "/api/v1/traces/" + RequestTemplate.traceId(sequence, 1);
  }

  private void measure(ServerUnderTest target, Map<String, String> queries)
      throws IOException, InterruptedException {
    var table = new Table("query", "p50 ms", "p95 ms", "max ms", "answer KB", "status");
    for (var query : queries.entrySet()) {
      var latencies = new Latencies();
      int bytes = 0;
      int status = 0;
      // The first three warm the path up.
      for (int i = -3; i < tries; i++) {
        long began = System.nanoTime();
        var answer =
            http.send(
                HttpRequest.newBuilder(target.api(query.getValue())).build(),
                BodyHandlers.ofByteArray());
        if (i >= 0) {
          latencies.add(System.nanoTime() - began);
        }
        bytes = answer.body().length;
        status = answer.statusCode();
      }
      table.row(
          query.getKey(),
          latencies.quantile(0.5),
          latencies.quantile(0.95),
          latencies.quantile(1),
          Table.decimal(bytes / 1e3, 1),
          status);
    }
    Table.say("%,d spans stored, %,d spans/s coming in".formatted(spans, background));
    table.print();
  }
}
