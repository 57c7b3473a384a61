// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.TestApi;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExemplarsTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void measurementsWithATraceAreFoundAndTheGreatestOfAPartRemain() {
    var latency = SentMetric.histogram("latency").with("route", "/a");
    for (int i = 0; i < 9; i++) {
      latency.point(i / 100.0, 0, histogram(i, TRACE));
    }
    SentMetric.send("exemplars", latency.point(0.5, 0, histogram(99, "")));

    var found = exemplars("latency", "attr.route:/a");

    assertThat(found.findValuesAsText("value")).containsExactly("8.0", "7.0", "6.0");
    assertThat(found.get(0).path("trace_id").asText()).isEqualTo(TRACE);
    assertThat(found.get(0).path("span_id").asText()).isEqualTo(SPAN);
    assertThat(exemplars("latency", "attr.route:/b")).isEmpty();
  }

  @Test
  void sqlSeesSeriesPointsAndExemplars() {
    SentMetric.send("metric-sql", SentMetric.gauge("queue").with("gpu", "0").at(0.1, 2));

    var answer =
        TestApi.shared()
            .post(
                "metric-sql",
                "/sql",
                """
                {"query": "SELECT s.attributes['gpu'] AS gpu, p.value AS value FROM metric_points AS p JOIN metric_series AS s ON s.series = p.series WHERE p.metric = 'queue'"}
                """);

    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    var row = answer.body().path("rows").get(0);
    assertThat(row.path("gpu").asText()).isEqualTo("0");
    assertThat(row.path("value").asDouble()).isEqualTo(2);
    for (var view : new String[] {"metric_histograms", "metric_exemplars", "edges"}) {
      var empty =
          TestApi.shared()
              .post("metric-sql", "/sql", "{\"query\": \"SELECT * FROM %s\"}".formatted(view));
      assertThat(empty.status()).as("%s", empty.body()).isEqualTo(200);
      assertThat(empty.body().path("rows")).isEmpty();
    }
  }

  private static String histogram(double value, String trace) {
    var exemplar =
        "{\"timeUnixNano\":\"%d\",\"asDouble\":%s,\"traceId\":\"%s\",\"spanId\":\"%s\"}"
            .formatted(
                (SentMetric.BEGIN + 1_000) * 1_000_000, value, trace, trace.isEmpty() ? "" : SPAN);
    return "\"count\":\"1\",\"sum\":1,\"explicitBounds\":[1],\"bucketCounts\":[\"1\",\"0\"],\"exemplars\":["
        + exemplar
        + "]";
  }

  private static JsonNode exemplars(String metric, String filter) {
    var begin = Instant.ofEpochMilli(SentMetric.BEGIN);
    var answer =
        TestApi.shared()
            .get(
                "exemplars",
                "/metrics/exemplars",
                "metric",
                metric,
                "filter",
                filter,
                "from",
                begin.toString(),
                "to",
                begin.plusSeconds(3_600).toString());
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body().path("exemplars");
  }
}
