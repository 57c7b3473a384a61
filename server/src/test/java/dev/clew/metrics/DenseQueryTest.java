// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.http.Access;
import dev.clew.http.Request;
import dev.clew.traces.TestApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Few series are arrays of steps, many are looked up: the answers are the same.
class DenseQueryTest {

  private static final String PROJECT = "dense";
  private static final long MANY = 1L << 40;
  private static final int STEPS = 6;

  static {
    SentMetric.send(
        PROJECT,
        SentMetric.gauge("queue").with("gpu", "0").at(0.1, 2).at(0.5, 4).at(2.5, 10),
        SentMetric.gauge("queue").with("gpu", "1").at(0.2, 9).at(4.1, -3),
        SentMetric.counter("served").with("gpu", "0").at(0.1, 5).at(1.1, 9).at(2.1, 2),
        SentMetric.counter("served").with("gpu", "1").at(0.4, 1).at(3.2, 8).at(3.9, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "queue, avg",
    "queue, min",
    "queue, max",
    "queue, sum",
    "queue, last",
    "queue, count",
    "served, rate",
    "served, increase",
    "served, avg",
    "served, min",
    "served, max"
  })
  void answersAreTheSame(String metric, String aggregation) {
    for (var groupBy : List.of("", "gpu")) {
      var few = answers(metric, aggregation, groupBy, 2);
      assertThat(few).isNotEmpty().isEqualTo(answers(metric, aggregation, groupBy, MANY));
    }
  }

  private static Map<String, List<Double>> answers(
      String metric, String aggregation, String groupBy, long series) {
    var store = TestApi.shared().store();
    var parameters =
        Map.of(
            "metric", List.of(metric),
            "agg", List.of(aggregation),
            "group_by", List.of(groupBy),
            "from", List.of(Asked.minute(0)),
            "to", List.of(Asked.minute(STEPS)),
            "step", List.of("60s"));
    var request =
        new Request(
            new Access.Caller(PROJECT, false),
            Instant.now(),
            Map.of(),
            parameters,
            () -> new byte[0]);
    store.refresh(request);
    var query = MetricQuery.of(request);
    var groups = new Groups(query.grid());
    new NumberQuery(store, query, new SeriesChoice(store, query), series)
        .run(metric.equals("served"), List.of("cumulative"), groups);
    var answers = new TreeMap<String, List<Double>>();
    groups
        .values()
        .forEach(
            (labels, values) -> {
              var list = new ArrayList<Double>();
              for (double value : values) {
                list.add(value);
              }
              answers.put(labels.toString(), list);
            });
    return answers;
  }
}
