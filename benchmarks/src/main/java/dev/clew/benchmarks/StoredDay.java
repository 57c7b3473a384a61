// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import picocli.CommandLine.Option;

/// The 24 hours that a benchmark of reading fills and then asks about.
final class StoredDay {

  static final int SPANS_PER_REQUEST = 200;
  private static final Duration DAY = Duration.ofHours(24);

  /// Before it is measured, each question warms its path up.
  private static final int WARM_UP = 3;

  @Option(names = "--spans", description = "To store first; default ${DEFAULT-VALUE}.")
  private long spans = 1_000_000;

  @Option(names = "--tries", description = "Of each question; default ${DEFAULT-VALUE}.")
  private int tries = 20;

  @Option(
      names = "--until",
      description =
          "End of the 24 hours that are asked about, RFC 3339, for a store of another time; default now.")
  private String until = "now";

  @Option(names = "--settle", description = "Seconds after filling; default ${DEFAULT-VALUE}.")
  private int settleSeconds = 15;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  long spans() {
    return spans;
  }

  /// The parameters of a question about these hours.
  String range() {
    return "from=%s&to=%s".formatted(isNow() ? "now-24h" : end().minus(DAY), until);
  }

  Instant end() {
    return isNow() ? InstantSource.system().instant() : Instant.parse(until);
  }

  private boolean isNow() {
    return until.equals("now");
  }

  /// Stores the spans, evenly over the last 24 hours.
  ///
  /// @return the id of a trace in the middle
  String fill(ServerUnderTest target, Shape shape) throws IOException {
    long requests = Math.max(1, spans / SPANS_PER_REQUEST);
    long began = System.nanoTime();
    var spread = DAY.minusMinutes(5).toNanos();
    var plan = new Load.Plan(shape, 4, SPANS_PER_REQUEST, 0, false, requests, spread);
    try (var load = Load.start(target, plan)) {
      load.await();
      Table.say(
          "stored %,d spans in %.1f s, %d requests refused"
              .formatted(
                  load.totals().spans(),
                  (System.nanoTime() - began) / 1e9,
                  load.totals().refused()));
      return RequestTemplate.traceId(load.sequence(requests / 2), 1);
    }
  }

  void settle() {
    Table.say("waiting " + settleSeconds + " s for merges and analysis");
    Pause.seconds(settleSeconds);
  }

  HttpResponse<String> get(ServerUnderTest target, String path)
      throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(target.api(path)).build(), BodyHandlers.ofString());
  }

  /// Asks each question, by name, as often as wanted and prints how long it took.
  void measure(ServerUnderTest target, Map<String, String> questions)
      throws IOException, InterruptedException {
    var table = new Table("question", "p50 ms", "p95 ms", "max ms", "answer KB", "status");
    for (var question : questions.entrySet()) {
      var latencies = new Latencies();
      int bytes = 0;
      int status = 0;
      for (int i = -WARM_UP; i < tries; i++) {
        long began = System.nanoTime();
        var answer = get(target, question.getValue());
        if (i >= 0) {
          latencies.add(System.nanoTime() - began);
        }
        bytes = answer.body().length();
        status = answer.statusCode();
      }
      table.row(
          question.getKey(),
          latencies.quantile(0.5),
          latencies.quantile(0.95),
          latencies.quantile(1),
          Table.decimal(bytes / 1e3, 1),
          status);
    }
    table.print();
  }
}
