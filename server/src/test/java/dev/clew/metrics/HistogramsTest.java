// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Histograms of every kind, with answers worked out by hand.
class HistogramsTest {

  @Test
  void quantilesComeFromWhatWasObservedInTheStep() {
    SentMetric.send(
        "explicit",
        SentMetric.histogram("latency")
            .buckets(-0.5, -60, "1,2,4", 100, 0, 0, 0)
            .buckets(0.5, -60, "1,2,4", 100, 10, 10, 0)
            .buckets(1.5, -60, "1,2,4", 100, 10, 10, 5));
    var asked = new Asked("explicit", "latency");
    assertThat(asked.values("count").subList(0, 3)).containsExactly(20.0, 5.0, null);
    assertThat(asked.values("avg").subList(0, 2)).containsExactly(10.0, 10.0);
    assertThat(asked.values("p50").getFirst()).as("half way in (1, 2] and (2, 4]").isEqualTo(2.0);
    assertThat(asked.values("p90").getFirst()).as("8 of 10 in (2, 4]").isEqualTo(3.6);
    assertThat(asked.values("p50").get(1)).as("beyond the last bound").isEqualTo(4.0);
    assertThat(asked.values("rate").getFirst()).isCloseTo(20 / 60.0, within(1e-6));
  }

  @Test
  void changedBoundsAreNotComparedWithOldOnes() {
    SentMetric.send(
        "bounds",
        SentMetric.histogram("latency")
            .buckets(-0.5, -1, "1,2", 5, 5, 0)
            .buckets(0.5, -1, "1,2", 5, 15, 0)
            .buckets(1.5, 1.1, "1,4", 0, 8, 0));
    var asked = new Asked("bounds", "latency");
    assertThat(asked.values("count").subList(0, 2)).containsExactly(10.0, 8.0);
    assertThat(asked.values("p50").subList(0, 2)).containsExactly(1.5, 2.5);
  }

  @Test
  void seriesWithOtherBoundsAddUp() {
    SentMetric.send(
        "union",
        SentMetric.deltaHistogram("latency").of("a").buckets(0.5, 0, "2", 4, 0),
        SentMetric.deltaHistogram("latency").of("b").buckets(0.5, 0, "1,2", 0, 4, 0));
    assertThat(new Asked("union", "latency").values("p50").getFirst())
        .as("2 of the first lie below 1, the other 6 lie evenly above: 2 more of 8 at 1 + 2/6")
        .isCloseTo(1 + 2 / 6.0, within(1e-6));
  }

  @Test
  void deltaHistogramsKnowTheirExtremes() {
    SentMetric.send(
        "extremes",
        SentMetric.deltaHistogram("latency")
            .point(
                0.5,
                0,
                "\"count\":\"2\",\"sum\":3,\"min\":0.5,\"max\":2.5,\"explicitBounds\":[1],\"bucketCounts\":[\"1\",\"1\"]"));
    var asked = new Asked("extremes", "latency");
    assertThat(asked.values("min").getFirst()).isEqualTo(0.5);
    assertThat(asked.values("max").getFirst()).isEqualTo(2.5);
    assertThat(asked.values("sum").getFirst()).isEqualTo(3.0);
  }

  @Test
  void aHistogramThatShrankBeganAgain() {
    SentMetric.send(
        "shrank",
        SentMetric.histogram("latency").buckets(-0.5, -1, "1", 10, 10).buckets(0.5, -1, "1", 3, 1));
    assertThat(new Asked("shrank", "latency").values("count").getFirst()).isEqualTo(4.0);
  }

  @Test
  void exponentialHistogramsKeepTheirQuantilesWhenTheScaleFalls() {
    SentMetric.send(
        "exponential",
        SentMetric.exponential("latency")
            // At scale 2, buckets 0 and 1 lie in (1, 2^0.5]: one bucket at scale 1.
            .point(-0.5, -60, buckets(2, 0, "2,2"))
            .point(0.5, -60, buckets(1, 0, "4,0,4")));
    var asked = new Asked("exponential", "latency");
    assertThat(asked.values("count").getFirst()).isEqualTo(4.0);
    assertThat(asked.values("p50").getFirst())
        .as("half way along (2, 2^1.5]")
        .isCloseTo(Math.pow(2, 1.25), within(1e-6));
  }

  /// @param counts of the positive side, from bucket 0 on
  private static String buckets(int scale, int zeroCount, String counts) {
    int count = zeroCount;
    for (var one : counts.split(",", -1)) {
      count += Integer.parseInt(one);
    }
    return "\"count\":\"%d\",\"sum\":1,\"scale\":%d,\"zeroCount\":\"%d\",\"positive\":{\"offset\":0,\"bucketCounts\":[%s]}"
        .formatted(count, scale, zeroCount, counts);
  }

  @Test
  void aSummaryIsItsQuantilesItsCountAndItsSum() {
    SentMetric.send(
        "summary",
        SentMetric.summary("rpc")
            .point(
                0.5,
                0,
                "\"count\":\"4\",\"sum\":8,\"quantileValues\":[{\"quantile\":0.5,\"value\":1.5},{\"quantile\":0.99,\"value\":3}]"));
    assertThat(new Asked("summary", "rpc").byLabel("last", "group_by", "quantile"))
        .containsOnlyKeys("{\"quantile\":\"0.5\"}", "{\"quantile\":\"0.99\"}");
    assertThat(new Asked("summary", "rpc_count").values("increase").getFirst()).isEqualTo(4.0);
    assertThat(new Asked("summary", "rpc_sum").values("increase").getFirst()).isEqualTo(8.0);
  }
}
