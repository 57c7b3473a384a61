// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long the ready dashboards take, panel by panel, with many spans stored.
@Command(
    name = "dashboards",
    description =
        "Fills a server with requests to a site, then asks what the ready dashboards ask of spans.",
    mixinStandardHelpOptions = true)
final class DashboardBenchmark implements Callable<Integer> {

  private static final int SPANS_PER_REQUEST = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Option(names = "--spans", description = "To store first; default ${DEFAULT-VALUE}.")
  private long spans = 1_000_000;

  @Option(names = "--tries", description = "Default ${DEFAULT-VALUE}.")
  private int tries = 10;

  @Option(
      names = "--until",
      description =
          "End of the 24 hours that are asked about, RFC 3339, for a store of another time; default now.")
  private String until = "now";

  @Option(names = "--step", description = "Of charts; default ${DEFAULT-VALUE}.")
  private String step = "15m";

  @Option(names = "--settle", description = "Seconds after filling; default ${DEFAULT-VALUE}.")
  private int settleSeconds = 15;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var target = server.open()) {
      if (spans > 0) {
        fill(target);
      }
      measure(target, questions(target));
      return 0;
    }
  }

  /// Stores the spans, evenly over the last 24 hours.
  private void fill(ServerUnderTest target) throws IOException {
    long requests = Math.max(1, spans / SPANS_PER_REQUEST);
    var spread = Duration.ofHours(24).minusMinutes(5).toNanos();
    long began = System.nanoTime();
    var plan = new Load.Plan(Shape.SITE, 4, SPANS_PER_REQUEST, 0, false, requests, spread);
    try (var load = Load.start(target, plan)) {
      load.await();
      Table.say(
          "stored %,d spans in %.1f s, %d requests refused"
              .formatted(
                  load.totals().spans(),
                  (System.nanoTime() - began) / 1e9,
                  load.totals().refused()));
    }
    Table.say("waiting " + settleSeconds + " s for merges and analysis");
    Pause.seconds(settleSeconds);
  }

  /// What to ask, by name. What has no data is asked as well: the first of its alternatives about
  /// spans.
  private Map<String, String> questions(ServerUnderTest target)
      throws IOException, InterruptedException {
    var questions = new LinkedHashMap<String, String>();
    var list = "/api/v1/dashboards";
    questions.put("the list", list);
    for (var dashboard : JSON.readTree(get(target, list)).path("dashboards")) {
      var id = dashboard.path("id").asText();
      if (!dashboard.path("ready").asBoolean()) {
        continue;
      }
      questions.put(id, list + "/" + id);
      for (var panel :
          JSON.readTree(get(target, list + "/" + id)).path("dashboard").path("panels")) {
        for (var line : panel.path("queries")) {
          for (var query : alternatives(line)) {
            if (query.path("source").asText().equals("spans")) {
              var question = question(query, panel.path("kind").asText());
              questions.putIfAbsent(
                  "%s, %s: %s".formatted(id, panel.path("id").asText(), words(query)), question);
            }
          }
        }
      }
    }
    return questions;
  }

  private static List<JsonNode> alternatives(JsonNode line) {
    var all = new ArrayList<JsonNode>();
    all.add(line);
    line.path("or").forEach(all::add);
    return all;
  }

  private String question(JsonNode query, String kind) {
    var from =
        until.equals("now")
            ? "now-24h"
            : Instant.parse(until).minus(Duration.ofHours(24)).toString();
    boolean isWhole = kind.equals("table") || kind.equals("stat");
    return "/api/v1/series?measure=%s&of=%s&group_by=%s&q=%s&from=%s&to=%s%s"
        .formatted(
            query.path("measure").asText(),
            query.path("of").asText(),
            encoded(groupBy(query)),
            encoded(filter(query)),
            from,
            until,
            isWhole ? "" : "&step=" + step);
  }

  private static String words(JsonNode query) {
    return "%s %s by %s where %s"
        .formatted(
            query.path("measure").asText(),
            query.path("of").asText(),
            groupBy(query),
            filter(query));
  }

  private static String groupBy(JsonNode query) {
    var labels = new ArrayList<String>();
    query.path("group_by").forEach(label -> labels.add(label.asText()));
    return String.join(",", labels);
  }

  /// Without its variables, as when nothing is chosen.
  private static String filter(JsonNode query) {
    return query.path("filter").asText().replaceAll("[\\w.]+:\\$\\w+", "").strip();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String get(ServerUnderTest target, String path) throws IOException, InterruptedException {
    var answer =
        http.send(HttpRequest.newBuilder(target.api(path)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered with " + answer.body());
    }
    return answer.body();
  }

  private void measure(ServerUnderTest target, Map<String, String> questions)
      throws IOException, InterruptedException {
    var table = new Table("what", "p50 ms", "p95 ms", "max ms", "answer KB");
    for (var question : questions.entrySet()) {
      var latencies = new Latencies();
      int bytes = 0;
      // The first warms the path up.
      for (int i = -1; i < tries; i++) {
        long began = System.nanoTime();
        bytes = get(target, question.getValue()).length();
        if (i >= 0) {
          latencies.add(System.nanoTime() - began);
        }
      }
      table.row(
          question.getKey(),
          latencies.quantile(0.5),
          latencies.quantile(0.95),
          latencies.quantile(1),
          Table.decimal(bytes / 1e3, 1));
    }
    table.print();
  }
}
