// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is read of calls, by measure, group, filter and moment.
class MeasureReaderTest {

  private static final Instant NOW = Instant.parse("2028-02-29T12:40:00Z");

  private final Tables tables = new Tables();

  private static ObjectNode rule(String measure) {
    return Rules.document().put("measure", measure).put("window_minutes", 10);
  }

  private Map<String, Double> read(AlertRule rule) {
    var values = new TreeMap<String, Double>();
    tables
        .reader()
        .read(
            "default",
            List.of(rule),
            rule.windowSeconds(),
            Moments.one(NOW.getEpochSecond()),
            (_, _, member, reading) -> values.put(member, reading.value()));
    return values;
  }

  private double one(String measure) {
    return read(Rules.read("one", rule(measure))).getOrDefault("", Double.NaN);
  }

  @Test
  void measuresAreOfTheCallsWithinTheWindow() {
    tables.calls(NOW.minusSeconds(600), "shop", 3, false, 100);
    tables.calls(NOW.minusSeconds(1), "shop", 1, true, 900);
    tables.calls(NOW, "shop", 50, true, 5_000);
    tables.calls(NOW.minusSeconds(601), "shop", 50, true, 5_000);
    assertThat(one("count")).isEqualTo(4);
    assertThat(one("errors")).isEqualTo(1);
    assertThat(one("error_rate")).isEqualTo(0.25);
    assertThat(one("tokens")).isEqualTo(60);
    assertThat(one("cost")).isCloseTo(0.04, within(1e-9));
    assertThat(one("duration_p50")).isCloseTo(100, within(1e-3));
    assertThat(one("ttft_p99")).isCloseTo(90, within(3.0));
    assertThat(one("tpot_p95")).isCloseTo(2, within(1e-3));
    var slow = Rules.read("one", rule("slow_rate").put("of", "500"));
    assertThat(read(slow)).containsExactly(Map.entry("", 0.25));
  }

  @Test
  void groupsAreReadEachAloneAndFiltersAreOfTheirRule() {
    tables.calls(NOW.minusSeconds(5), "shop", 2, false, 100);
    tables.calls(NOW.minusSeconds(5), "desk", 3, true, 100);
    tables.calls(NOW.minusSeconds(5), "", 3, true, 100);
    assertThat(read(Rules.read("one", rule("count").put("group_by", "service"))))
        .isEqualTo(Map.of("shop", 2.0, "desk", 3.0));
    var found = new ArrayList<String>();
    var rules =
        List.of(
            Rules.read("a", rule("count").put("filter", "service:shop")),
            Rules.read("b", rule("count").put("filter", "service:desk has:error")),
            Rules.read("c", rule("count").put("filter", "name:nothing")));
    tables
        .reader()
        .read(
            "default",
            rules,
            600,
            Moments.one(NOW.getEpochSecond()),
            (rule, _, _, reading) -> found.add(rule.id() + reading.count()));
    assertThat(found).containsExactly("a2", "b3");
  }

  @Test
  void everyMeasureOfEverySourceCanBeReadByEveryGroup() {
    for (var source : Source.values()) {
      for (var measure : Measure.values()) {
        for (var grouping : Grouping.values()) {
          if (source.isTable() && measure.isOver(source) && grouping.over(source) != null) {
            var document =
                rule(measure.label())
                    .put("source", source.label())
                    .put(
                        "of",
                        measure.takesMilliseconds()
                            ? "5"
                            : source == Source.VERDICTS ? "queue" : "")
                    .put("filter", "service:shop tool:search")
                    .put("group_by", grouping.label());
            assertThat(read(Rules.read("one", document))).as("%s", document).isEmpty();
          }
        }
      }
    }
  }

  @Test
  void aCallBelongsToEachWindowThatItIsIn() {
    tables.calls(NOW.minusSeconds(240), "shop", 1, false, 100);
    tables.calls(NOW.minusSeconds(60), "shop", 2, false, 100);
    var counts = new long[5];
    tables
        .reader()
        .read(
            "default",
            List.of(Rules.read("one", rule("count"))),
            180,
            new Moments(NOW.getEpochSecond() - 240, 60, 5),
            (_, moment, _, reading) -> counts[moment] = reading.count());
    // A window ends before its moment: what happens at it belongs to the next.
    assertThat(counts).containsExactly(0, 1, 1, 1, 2);
  }
}
