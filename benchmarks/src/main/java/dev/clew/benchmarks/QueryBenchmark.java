// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.time.Duration;
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

  private static final int[] BIG_TRACES = {2_000, 10_000, 32_000};
  private static final long BIG_TRACE_SEQUENCE = 1L << 39;

  @Mixin private ServerUnderTest.Options server = new ServerUnderTest.Options();

  @Mixin private StoredDay day = new StoredDay();

  @Option(names = "--shape", description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Shape shape = Shape.GENAI;

  @Option(names = "--background", description = "Spans per second that come in meanwhile.")
  private long background;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var target = server.open()) {
      var queries = fill(target);
      Table.say("%,d spans stored, %,d spans/s coming in".formatted(day.spans(), background));
      if (background == 0) {
        day.measure(target, queries);
      } else {
        var plan = Load.Plan.endless(shape, 2, StoredDay.SPANS_PER_REQUEST, background, false);
        try (var _ = Load.start(target, plan)) {
          day.measure(target, queries);
        }
      }
      return 0;
    }
  }

  /// Stores the spans, evenly over the last 24 hours, and the big traces.
  ///
  /// @return what to ask, by name
  private Map<String, String> fill(ServerUnderTest target) throws IOException {
    var someTrace = day.fill(target, shape);
    var queries = new LinkedHashMap<String, String>();
    var range = "&" + day.range();
    queries.put("newest 50 traces", "/api/v1/traces?limit=50" + range);
    queries.put("newest 50 spans", "/api/v1/spans?limit=50" + range);
    queries.put("trace by id (10 spans)", "/api/v1/traces/" + someTrace);
    queries.put("verdicts of a trace", "/api/v1/traces/" + someTrace + "/latency");
    for (var group : List.of("model", "agent", "user")) {
      queries.put("24 h percentiles by " + group, "/api/v1/usage?group_by=" + group + range);
    }
    for (var group : List.of("model", "agent", "user")) {
      queries.put(
          "24 h costs by " + group,
          "/api/v1/usage?percentiles=false&traces=false&group_by=" + group + range);
    }
    queries.put(
        "24 h costs by model, every half hour",
        "/api/v1/usage?percentiles=false&traces=false&group_by=model&step=30m" + range);
    queries.put("24 h costs in total", "/api/v1/usage?percentiles=false&group_by=" + range);
    queries.put("24 h in total", "/api/v1/usage?group_by=" + range);
    queries.put("24 h by model, every half hour", "/api/v1/usage?group_by=model&step=30m" + range);
    queries.put(
        "full text, a rare word", "/api/v1/traces?limit=50&q=" + LoadSpans.RARE_WORD + range);
    queries.put("full text, a frequent word", "/api/v1/traces?limit=50&q=question" + range);
    for (int size : BIG_TRACES) {
      var trace = bigTrace(target, size);
      queries.put("trace of %,d spans, whole".formatted(size), trace + "?limit=50000");
      queries.put("trace of %,d spans, first page".formatted(size), trace + "?limit=500");
    }
    day.settle();
    return queries;
  }

  private static String bigTrace(ServerUnderTest target, int size) throws IOException {
    var template = new RequestTemplate(new LoadSpans(Shape.LEAN, size).request(size, size));
    long now = InstantSource.system().millis();
    // A trace of its own each time: the millisecond is part of the ids.
    long sequence = BIG_TRACE_SEQUENCE + now % (1L << 38);
    long start = (now - Duration.ofMinutes(30).toMillis()) * 1_000_000;
    try (var connection = target.connect(false)) {
      connection.store(template.at(sequence, start));
    }
    return "/api/v1/traces/" + RequestTemplate.traceId(sequence, 1);
  }
}
