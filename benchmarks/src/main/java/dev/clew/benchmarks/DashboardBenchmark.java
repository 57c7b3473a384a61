// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How long the ready dashboards take, panel by panel, with much stored.
@Command(
    name = "dashboards",
    description =
        "Fills a server with requests to a site, then asks what the ready dashboards ask.",
    mixinStandardHelpOptions = true)
final class DashboardBenchmark implements Callable<Integer> {

  private static final String LIST = "/api/v1/dashboards";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Mixin private StoredDay day = new StoredDay();

  @Option(
      names = "--instances",
      description =
          "So many send a point a minute of every metric that a panel asks for, over the 24 hours; default ${DEFAULT-VALUE}.")
  private int instances;

  @Option(names = "--step", description = "Of charts; default ${DEFAULT-VALUE}.")
  private String step = "15m";

  /// A query of a panel.
  private record Asked(String dashboard, String panel, String kind, JsonNode query) {

    /// Before what it asks.
    String place() {
      return "%s, %s: ".formatted(dashboard, panel);
    }

    boolean isAbout(String source) {
      return query.path("source").asText().equals(source);
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var target = server.open()) {
      var asked = panels(target);
      if (day.spans() > 0) {
        var _ = day.fill(target, Shape.SITE);
      }
      if (instances > 0) {
        fillMetrics(target, asked);
      }
      day.settle();
      var questions = new LinkedHashMap<String, String>();
      questions.put("the list", LIST);
      for (var one : asked) {
        questions.putIfAbsent(one.dashboard(), LIST + "/" + one.dashboard());
        if (one.isAbout("spans")) {
          questions.putIfAbsent(one.place() + words(one.query()), aboutSpans(one));
        } else if (one.isAbout("metric") && instances > 0) {
          questions.putIfAbsent(one.place() + metricWords(one.query()), aboutMetric(one));
        }
      }
      day.measure(target, questions);
      return 0;
    }
  }

  private void fillMetrics(ServerUnderTest target, List<Asked> asked) throws IOException {
    var metrics = new PanelMetrics();
    asked.stream().filter(one -> one.isAbout("metric")).forEach(one -> metrics.add(one.query()));
    long began = System.nanoTime();
    long points = metrics.fill(target, instances, day.end().toEpochMilli());
    Table.say("stored %,d points in %.1f s".formatted(points, (System.nanoTime() - began) / 1e9));
  }

  /// What the ready dashboards ask, also what has no data: alternatives of one panel are asked each
  /// for itself.
  private List<Asked> panels(ServerUnderTest target) throws IOException, InterruptedException {
    var asked = new ArrayList<Asked>();
    for (var dashboard : read(target, LIST).path("dashboards")) {
      if (dashboard.path("ready").asBoolean()) {
        var id = dashboard.path("id").asText();
        for (var panel : read(target, LIST + "/" + id).path("dashboard").path("panels")) {
          var name = panel.path("id").asText();
          for (var line : panel.path("queries")) {
            alternatives(line)
                .forEach(
                    query -> asked.add(new Asked(id, name, panel.path("kind").asText(), query)));
          }
        }
      }
    }
    return asked;
  }

  private static List<JsonNode> alternatives(JsonNode line) {
    var all = new ArrayList<JsonNode>();
    all.add(line);
    line.path("or").forEach(all::add);
    return all;
  }

  private String aboutSpans(Asked asked) {
    var query = asked.query();
    return "/api/v1/series?measure=%s&of=%s&group_by=%s&q=%s&%s%s"
        .formatted(
            query.path("measure").asText(),
            query.path("of").asText(),
            encoded(groupBy(query)),
            encoded(filter(query)),
            day.range(),
            step(asked));
  }

  private String aboutMetric(Asked asked) {
    var query = asked.query();
    return "/api/v1/metrics/query?metric=%s&agg=%s&group_by=%s&filter=%s&%s%s"
        .formatted(
            encoded(query.path("metric").asText()),
            query.path("agg").asText(),
            encoded(groupBy(query)),
            encoded(filter(query)),
            day.range(),
            step(asked));
  }

  private String step(Asked asked) {
    return asked.kind().equals("table") || asked.kind().equals("stat") ? "" : "&step=" + step;
  }

  private static String metricWords(JsonNode query) {
    return "%s of %s by %s where %s"
        .formatted(
            query.path("agg").asText(),
            query.path("metric").asText(),
            groupBy(query),
            filter(query));
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

  private JsonNode read(ServerUnderTest target, String path)
      throws IOException, InterruptedException {
    var answer = day.get(target, path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + " was answered with " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
