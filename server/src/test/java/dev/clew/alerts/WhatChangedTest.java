// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// What is compared to explain an alert.
class WhatChangedTest {

  private static final Instant SINCE = Instant.parse("2026-01-02T10:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-01-02T10:30:00Z");

  @Test
  void failedTracesOfTheGroupAreComparedWithThoseThatDidNotFail() {
    var changed =
        of(Rules.document().put("group_by", "service").put("filter", "model:a OR model:b"));

    assertThat(changed.path("scope").asText()).isEqualTo("(model:a OR model:b) service:\"shop\"");
    assertThat(changed.path("q").asText()).isEqualTo("has:error");
    assertThat(changed.path("other").asText()).isEqualTo("-has:error");
    assertThat(changed.path("from").asText()).isEqualTo("2026-01-02T09:55:00Z");
    assertThat(changed.path("to").asText()).isEqualTo("2026-01-02T10:31:00Z");
    assertThat(changed.path("other_from").asText()).isEqualTo("2026-01-01T09:55:00Z");
  }

  @Test
  void slowOnesAreThoseBeyondTheThreshold() {
    var rule = Rules.document().put("measure", "ttft_p95");
    rule.withObject("condition").put("value", 2_000);
    assertThat(of(rule).path("q").asText()).isEqualTo("ttft_ms>2000");
    var rate = Rules.document().put("measure", "slow_rate").put("of", "1500");
    assertThat(of(rate).path("q").asText()).isEqualTo("duration_ms>1500");
  }

  @Test
  void whereNoTraceIsBadByItselfThePeriodsAreCompared() {
    var changed = of(Rules.document().put("measure", "cost"));

    assertThat(changed.path("q").asText()).isEmpty();
    assertThat(changed.path("other").asText()).isEmpty();
    assertThat(changed.path("other_to").asText()).isEqualTo(changed.path("from").asText());
  }

  @Test
  void whereThereIsNothingToCompareItSaysWhy() {
    var metric = Rules.document().put("source", "metric").put("measure", "max").put("of", "queue");
    assertThat(of(metric).path("reason").asText()).startsWith("a metric has no traces");
    var missing = Rules.document();
    missing.putObject("condition").put("kind", "missing");
    assertThat(of(missing).path("reason").asText()).startsWith("nothing came");
  }

  private static JsonNode of(ObjectNode rule) {
    return WhatChanged.of(
            Rules.read("one", rule), "shop", SINCE.toEpochMilli(), UNTIL.toEpochMilli())
        .json();
  }
}
