// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.TestApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Asks about one metric of a project, minute by minute.
record Asked(String project, String metric) {

  private static final int MINUTES = 6;

  /// The answer to minutes 0 to 5, after 12:00.
  JsonNode answer(String agg, String... more) {
    var parameters = new ArrayList<String>();
    parameters.addAll(List.of("metric", metric, "agg", agg, "step", "1m"));
    parameters.addAll(List.of("from", minute(0), "to", minute(MINUTES)));
    parameters.addAll(List.of(more));
    var answer = TestApi.shared().get(project, "/metrics/query", parameters.toArray(String[]::new));
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  /// The values of the only series; `null` is a gap.
  List<@Nullable Double> values(String agg, String... more) {
    var series = answer(agg, more).path("series");
    assertThat(series.size()).isEqualTo(1);
    return values(series.get(0));
  }

  /// The values by the labels of their series.
  Map<String, List<@Nullable Double>> byLabel(String agg, String... more) {
    var groups = new TreeMap<String, List<@Nullable Double>>();
    for (var series : answer(agg, more).path("series")) {
      groups.put(series.path("labels").toString(), values(series));
    }
    return groups;
  }

  private static List<@Nullable Double> values(JsonNode series) {
    var values = new ArrayList<@Nullable Double>();
    series
        .path("values")
        .forEach(value -> values.add(value.isNull() ? null : round(value.asDouble())));
    return values;
  }

  private static double round(double value) {
    return Math.round(value * 1e6) / 1e6;
  }

  static String minute(int minute) {
    return Instant.ofEpochMilli(SentMetric.BEGIN + minute * 60_000L).toString();
  }
}
