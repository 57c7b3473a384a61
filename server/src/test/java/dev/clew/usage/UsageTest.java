// SPDX-License-Identifier: Apache-2.0
package dev.clew.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class UsageTest {

  private static final String PROJECT = "usage";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    var spans = new ArrayList<SentSpan>();
    for (int i = 1; i <= 60; i++) {
      var root = SentSpan.root(i, "ask").of(i % 2 == 0 ? "even" : "odd").ago(i * 30_000L);
      root = i == 1 ? root.failing() : root;
      // m1 is called once, m2 twice, and m3 to m53 once each but for the last seven.
      spans.add(root);
      spans.add(SentSpan.chat(root, 1, "m" + Math.min(i, 53), 10, 1));
    }
    API.send(PROJECT, spans.toArray(SentSpan[]::new));
  }

  @Test
  void withoutStepOrLabelsThereIsOnePoint() {
    var series = API.get(PROJECT, "/usage").body().path("series");
    assertThat(series).hasSize(1);
    var point = series.get(0).path("points").get(0).get(1);
    assertThat(point.path("calls").asLong()).isEqualTo(60);
    assertThat(point.path("traces").asLong()).isEqualTo(60);
    assertThat(point.path("input_tokens").asLong()).isEqualTo(600);
    assertThat(point.path("reasoning_tokens").isNull()).isTrue();
    assertThat(point.path("cost_usd").isNull()).isTrue();
    assertThat(point.path("p95_ms").asDouble()).isEqualTo(100);
  }

  @Test
  void percentilesCanBeLeftOut() {
    var without =
        API.get(PROJECT, "/usage", "group_by", "model", "step", "10m", "percentiles", "false")
            .body()
            .path("series");
    var with =
        API.get(PROJECT, "/usage", "group_by", "model", "step", "10m", "percentiles", "true")
            .body()
            .path("series");
    assertThat(with.findPath("ttft_p95_ms").isMissingNode()).isFalse();
    for (var series : with) {
      for (var point : series.path("points")) {
        ((ObjectNode) point.get(1))
            .remove(List.of("p50_ms", "p95_ms", "p99_ms", "ttft_p95_ms", "tpot_p95_ms"));
      }
    }
    assertThat(without).isEqualTo(with);
  }

  @Test
  void numbersOfTracesCanBeLeftOut() {
    var without =
        API.get(PROJECT, "/usage", "group_by", "model", "step", "10m", "traces", "false")
            .body()
            .path("series");
    var with = API.get(PROJECT, "/usage", "group_by", "model", "step", "10m").body().path("series");
    assertThat(with.findPath("traces").asInt()).isPositive();
    for (var series : with) {
      series.path("points").forEach(point -> ((ObjectNode) point.get(1)).remove("traces"));
    }
    assertThat(without).isEqualTo(with);
  }

  @Test
  void whatIsBeyondFiftySeriesIsOther() {
    var series = API.get(PROJECT, "/usage", "group_by", "model").body().path("series");
    assertThat(series).hasSize(51);
    assertThat(series.get(0).path("labels").path("model").asText()).isEqualTo("m53");
    assertThat(series.get(50).path("labels").path("model").asText()).isEqualTo("other");
    long calls = 0;
    for (var one : series) {
      calls += one.path("points").get(0).get(1).path("calls").asLong();
    }
    assertThat(calls).isEqualTo(60);
  }

  @Test
  void stepsBeginAtRoundTimes() {
    var series =
        API.get(PROJECT, "/usage", "group_by", "service", "step", "10m", "from", "now-1h")
            .body()
            .path("series");
    assertThat(series).hasSize(2);
    var times = new ArrayList<String>();
    series.get(0).path("points").forEach(point -> times.add(point.get(0).asText()));
    assertThat(times).allMatch(time -> time.matches(".*T\\d\\d:\\d0:00Z"));
    var sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    assertThat(times).isEqualTo(sorted);
  }

  @Test
  void aFilterIsAboutTraces() {
    var series = API.get(PROJECT, "/usage", "q", "service:even").body().path("series");
    assertThat(series.get(0).path("points").get(0).get(1).path("calls").asLong()).isEqualTo(30);
  }

  @Test
  void requestsFillEveryStep() {
    var points =
        API.get(PROJECT, "/requests", "from", "now-1h", "step", "1h").body().path("points");
    assertThat(points.size()).isBetween(1, 2);
    long traces = 0;
    long errors = 0;
    for (var point : points) {
      traces += point.get(1).path("traces").asLong();
      errors += point.get(1).path("errors").asLong();
    }
    assertThat(traces).isEqualTo(60);
    assertThat(errors).isEqualTo(1);
    assertThat(API.get(PROJECT, "/requests").body().path("points")).hasSize(1);
  }

  @Test
  void wrongParametersAreNamed() {
    for (var step : new String[] {"0", "1s", "x", "-5m"}) {
      assertThat(API.get(PROJECT, "/usage", "step", step).status()).as(step).isEqualTo(400);
    }
    assertThat(API.get(PROJECT, "/usage", "traces", "1").body().path("detail").asText())
        .isEqualTo("traces: 1 (expected: true or false)");
    assertThat(API.get(PROJECT, "/usage", "percentiles", "no").body().path("detail").asText())
        .isEqualTo("percentiles: no (expected: true or false)");
    assertThat(API.get(PROJECT, "/usage", "group_by", "colour").body().path("detail").asText())
        .startsWith("group_by: colour");
  }
}
