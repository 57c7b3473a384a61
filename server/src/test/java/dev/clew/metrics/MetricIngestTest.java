// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.TestApi;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is taken, what is rejected alone, and what the catalogue says of it.
class MetricIngestTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum                  | "asDouble":-1                                                                         | counter of -1.0
          histogram            | "count":"3","explicitBounds":[2,1],"bucketCounts":["1","1","1"]                       | ascend
          histogram            | "count":"2","explicitBounds":[1],"bucketCounts":["1","1","1"]                         | 1 bounds and 3 bucket counts
          histogram            | "count":"7","explicitBounds":[1],"bucketCounts":["1","1"]                             | count of 7
          exponentialHistogram | "count":"1","scale":99,"positive":{"offset":0,"bucketCounts":["1"]}                   | scale 99
          exponentialHistogram | "count":"1","scale":1,"positive":{"offset":2000000000,"bucketCounts":["1"]}           | bucket offset
          summary              | "count":"1","sum":1,"quantileValues":[{"quantile":7,"value":1}]                       | quantile outside
          """)
  void aBadPointIsRejectedAlone(String kind, String fields, String reason) {
    var bad =
        switch (kind) {
          case "sum" -> SentMetric.counter("m");
          case "histogram" -> SentMetric.histogram("m");
          case "exponentialHistogram" -> SentMetric.exponential("m");
          default -> SentMetric.summary("m");
        };
    var answer =
        SentMetric.send("bad", bad.point(0.5, 0, fields), SentMetric.gauge("good").at(0.5, 1));
    assertThat(answer.status()).isEqualTo(200);
    var partial = answer.body().path("partialSuccess");
    assertThat(partial.path("rejectedDataPoints").asText()).isEqualTo("1");
    assertThat(partial.path("errorMessage").asText()).contains(reason);
    assertThat(new Asked("bad", "good").values("last").getFirst()).isEqualTo(1.0);
  }

  @Test
  void aSeriesTooManyIsRejectedAndTheOthersGoOn() {
    var many = SentMetric.gauge("wild");
    for (int i = 0; i < TestApi.MAX_SERIES + 20; i++) {
      many.with("id", "x" + i).at(0.5, i);
    }
    var answer = SentMetric.send("limited", many);
    assertThat(answer.body().path("partialSuccess").path("rejectedDataPoints").asText())
        .isEqualTo("20");
    assertThat(answer.body().toString()).contains("ingest.max-series");
    var known = SentMetric.send("limited", SentMetric.gauge("wild").with("id", "x1").at(1.5, 1));
    assertThat(known.body().has("partialSuccess")).isFalse();
    var catalogue = TestApi.shared().get("limited", "/metrics").body();
    assertThat(catalogue.path("active_series").path("count").asInt()).isEqualTo(TestApi.MAX_SERIES);
  }

  @Test
  void theCatalogueKnowsWhatMetricsAre() {
    SentMetric.send(
        "catalogue",
        SentMetric.counter("b.calls").with("model", "m1").at(0.5, 1),
        SentMetric.counter("b.calls").with("model", "m2").at(0.5, 1),
        SentMetric.gauge("a.queue").of("front").at(0.5, 1));
    var all = TestApi.shared().get("catalogue", "/metrics").body().path("metrics");
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.get(0).path("name").asText()).isEqualTo("a.queue");
    var calls = all.get(1);
    assertThat(calls.path("type").asText()).isEqualTo("sum");
    assertThat(calls.path("monotonic").asBoolean()).isTrue();
    assertThat(calls.path("unit").asText()).isEqualTo("s");
    assertThat(calls.path("series").asInt()).isEqualTo(2);
    assertThat(calls.path("last_seen").asText()).endsWith("Z");
    var first = TestApi.shared().get("catalogue", "/metrics", "limit", "1").body();
    var second =
        TestApi.shared()
            .get(
                "catalogue", "/metrics", "limit", "1", "cursor", first.path("next_cursor").asText())
            .body();
    assertThat(second.path("metrics").get(0).path("name").asText()).isEqualTo("b.calls");
    assertThat(
            TestApi.shared()
                .get("catalogue", "/metrics", "q", "queue")
                .body()
                .path("metrics")
                .size())
        .isEqualTo(1);
    var labels =
        TestApi.shared()
            .get("catalogue", "/metrics/labels", "metric", "b.calls")
            .body()
            .path("labels");
    assertThat(StreamSupport.stream(labels.spliterator(), false).map(l -> l.path("name").asText()))
        .containsExactly("attr.model", "service", "resource.service.name");
  }
}
