// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Gauges and counters, with answers worked out by hand.
class NumbersTest {

  private static List<@Nullable Double> are(@Nullable Double... values) {
    return Arrays.asList(values);
  }

  @Test
  void aGaugeIsAveragedWithinAStepAndThenOverSeries() {
    SentMetric.send(
        "gauge",
        SentMetric.gauge("queue").with("gpu", "0").at(0.1, 2).at(0.5, 4).at(2.5, 10),
        SentMetric.gauge("queue").with("gpu", "1").at(0.2, 9));
    var asked = new Asked("gauge", "queue");
    assertThat(asked.values("avg")).isEqualTo(are(6.0, null, 10.0, null, null, null));
    assertThat(asked.values("min")).isEqualTo(are(2.0, null, 10.0, null, null, null));
    assertThat(asked.values("max")).isEqualTo(are(9.0, null, 10.0, null, null, null));
    assertThat(asked.values("sum")).isEqualTo(are(13.0, null, 10.0, null, null, null));
    assertThat(asked.values("last")).isEqualTo(are(4.0, null, 10.0, null, null, null));
    assertThat(asked.values("count")).isEqualTo(are(3.0, null, 1.0, null, null, null));
    assertThat(asked.values("p50")).isEqualTo(are(4.0, null, 10.0, null, null, null));
    assertThat(asked.byLabel("avg", "group_by", "gpu"))
        .containsEntry("{\"gpu\":\"0\"}", are(3.0, null, 10.0, null, null, null))
        .containsEntry("{\"gpu\":\"1\"}", are(9.0, null, null, null, null, null));
  }

  @Test
  void aFilterChoosesSeries() {
    SentMetric.send(
        "filtered",
        SentMetric.gauge("queue").of("a").with("gpu", "0").at(0.1, 1),
        SentMetric.gauge("queue").of("b").with("gpu", "1").at(0.1, 5));
    var asked = new Asked("filtered", "queue");
    assertThat(asked.values("avg", "filter", "service:a").getFirst()).isEqualTo(1.0);
    assertThat(asked.values("avg", "filter", "attr.gpu:1").getFirst()).isEqualTo(5.0);
    assertThat(asked.values("avg", "filter", "resource.service.name:b").getFirst()).isEqualTo(5.0);
    assertThat(asked.values("avg", "filter", "-attr.gpu:1").getFirst()).isEqualTo(1.0);
    assertThat(
            TestApi.shared()
                .get("filtered", "/metrics/query", "metric", "queue", "filter", "model:x")
                .status())
        .isEqualTo(400);
  }

  @Test
  void aCounterThatBeganInTheRangeCountsFromItsStart() {
    SentMetric.send(
        "started",
        SentMetric.counter("calls").since(0, 0.5, 6).since(0, 1.5, 18).since(0, 3.5, 24));
    var asked = new Asked("started", "calls");
    assertThat(asked.values("increase")).isEqualTo(are(6.0, 12.0, null, 6.0, null, null));
    assertThat(asked.values("rate")).isEqualTo(are(0.1, 0.2, null, 0.1, null, null));
    assertThat(asked.values("sum")).isEqualTo(asked.values("increase"));
    assertThat(asked.values("last")).isEqualTo(are(6.0, 18.0, null, 24.0, null, null));
  }

  @Test
  void aCounterThatBeganBeforeNeedsAPointToCompareWith() {
    SentMetric.send(
        "before",
        SentMetric.counter("calls").since(-600, 0.5, 600).since(-600, 1.5, 660),
        SentMetric.counter("seen").since(-600, -1, 540).since(-600, 0.5, 600));
    assertThat(new Asked("before", "calls").values("increase"))
        .isEqualTo(are(0.0, 60.0, null, null, null, null));
    assertThat(new Asked("before", "seen").values("increase").getFirst()).isEqualTo(60.0);
  }

  @Test
  void aCounterThatFellBeganAgain() {
    SentMetric.send(
        "reset", SentMetric.counter("calls").at(-0.5, 100).at(0.5, 110).at(1.5, 4).at(2.5, 5));
    assertThat(new Asked("reset", "calls").values("increase"))
        .isEqualTo(are(10.0, 4.0, 1.0, null, null, null));
  }

  @Test
  void aRestartKeepsWhatWasCountedBefore() {
    SentMetric.send(
        "restart",
        SentMetric.counter("calls")
            .since(-30, -0.5, 100)
            .since(-30, 0.5, 110)
            .since(1.1, 1.5, 120)
            .since(1.1, 2.5, 121));
    assertThat(new Asked("restart", "calls").values("increase"))
        .as("the new process counted to 120 although the old one had ended at 110")
        .isEqualTo(are(10.0, 120.0, 1.0, null, null, null));
  }

  @Test
  void processesThatShareASeriesAreToldApartByTheirStart() {
    SentMetric.send(
        "shared",
        SentMetric.counter("calls")
            .since(0, 0.5, 3)
            .since(0.1, 0.6, 1)
            .since(0, 1.5, 8)
            .since(0.1, 1.6, 1));
    assertThat(new Asked("shared", "calls").values("increase"))
        .isEqualTo(are(4.0, 5.0, null, null, null, null));
  }

  @Test
  void deltaAndCumulativeAddUp() {
    SentMetric.send(
        "mixed",
        SentMetric.deltaCounter("calls").since(0, 0.5, 6).since(0.5, 1.5, 2),
        SentMetric.counter("calls").since(0, 0.5, 10).since(0, 1.5, 30));
    assertThat(new Asked("mixed", "calls").values("increase"))
        .isEqualTo(are(16.0, 22.0, null, null, null, null));
  }

  @Test
  void aPointThatCameTwiceCountsOnce() {
    var first = SentMetric.deltaCounter("calls").since(0, 0.5, 6);
    var again = SentMetric.deltaCounter("calls").since(0, 0.5, 6).since(0.5, 1.5, 1);
    assertThat(SentMetric.send("twice", first).status()).isEqualTo(200);
    assertThat(SentMetric.send("twice", first).status()).as("a retry").isEqualTo(200);
    assertThat(SentMetric.send("twice", again).status()).isEqualTo(200);
    assertThat(new Asked("twice", "calls").values("increase"))
        .isEqualTo(are(6.0, 1.0, null, null, null, null));
  }

  @Test
  void pointsMayComeInAnyOrder() {
    SentMetric.send("order", SentMetric.counter("calls").at(2.5, 30).at(0.5, 10));
    SentMetric.send("order", SentMetric.counter("calls").at(1.5, 15).at(-0.5, 10));
    assertThat(new Asked("order", "calls").values("increase"))
        .isEqualTo(are(0.0, 5.0, 15.0, null, null, null));
  }

  @Test
  void noRecordedValueIsAGap() {
    SentMetric.send(
        "gap", SentMetric.gauge("temperature").at(0.5, 20).point(1.5, -1, "\"flags\":1"));
    assertThat(new Asked("gap", "temperature").values("last"))
        .isEqualTo(are(20.0, null, null, null, null, null));
  }

  @Test
  void increasesAreNeverNegativeAndLoseNothingWhereverCountingBeginsAgain() {
    var random = new Random(5);
    for (int run = 0; run < 20; run++) {
      var metric = SentMetric.counter("c" + run);
      double value = 0;
      double counted = 0;
      metric.at(-0.05, 0);
      for (int i = 0; i < 60; i++) {
        int more = random.nextInt(10);
        if (random.nextInt(8) == 0) {
          value = 0;
          // A reset that grew past the old value cannot be seen without a start; leave it smaller.
          more = 0;
        }
        value += more;
        counted += more;
        metric.at(i * 0.1, value);
      }
      SentMetric.send("property", metric);
      var grown = new ArrayList<>(new Asked("property", "c" + run).values("increase"));
      assertThat(grown).allMatch(step -> step == null || step >= 0);
      assertThat(grown.stream().mapToDouble(step -> step == null ? 0 : step).sum())
          .isEqualTo(counted);
    }
  }

  @Test
  void saysWhichAggregationsApply() {
    SentMetric.send("wrong", SentMetric.gauge("g").at(0.5, 1));
    var answer =
        TestApi.shared()
            .get(
                "wrong",
                "/metrics/query",
                "metric",
                "g",
                "agg",
                "rate",
                "from",
                Asked.minute(0),
                "to",
                Asked.minute(6));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toString()).contains("rate of a gauge");
  }
}
