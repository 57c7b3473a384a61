// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.dashboards.PanelQuery.OfMetric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The dashboards that come with the server, as they are written.
class ReadyDashboardsTest {

  private final ReadyDashboards ready = new ReadyDashboards();

  @Test
  void thereIsOneForEachLayerAndForIngest() {
    assertThat(ready.all()).extracting(StoredDashboard::id).hasSize(8).doesNotHaveDuplicates();
    for (var stored : ready.all()) {
      assertThat(stored.isReady()).isTrue();
      assertThat(stored.dashboard().description()).as(stored.id()).isNotEmpty();
      assertThat(stored.dashboard().charts()).as(stored.id()).hasSizeGreaterThan(8);
    }
  }

  @Test
  void everyPanelSaysWhatItNeeds() {
    for (var stored : ready.all()) {
      for (var panel : stored.dashboard().charts()) {
        assertThat(panel.needs()).as("%s, %s", stored.id(), panel.id()).endsWith(".");
      }
    }
  }

  @Test
  void panelsDoNotLieOnEachOther() {
    for (var stored : ready.all()) {
      Set<String> taken = new HashSet<>();
      for (var panel : stored.dashboard().document().path("panels")) {
        assertThat(cells(panel)).as("%s, %s", stored.id(), panel.path("id")).allMatch(taken::add);
      }
    }
  }

  private static Set<String> cells(JsonNode panel) {
    var place = panel.path("place");
    Set<String> cells = new HashSet<>();
    for (int x = 0; x < place.path("w").asInt(); x++) {
      for (int y = 0; y < place.path("h").asInt(); y++) {
        cells.add("%d %d".formatted(place.path("x").asInt() + x, place.path("y").asInt() + y));
      }
    }
    return cells;
  }

  /// The list holds names from captures of telemetry, and those that exporters document.
  @Test
  void everyMetricIsOneThatSomebodySends() throws IOException {
    Set<String> known;
    try (var in = getClass().getResourceAsStream("/dashboards/known-metrics.txt")) {
      known =
          new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("#"))
              .collect(Collectors.toSet());
    }
    var asked = new TreeSet<String>();
    for (var stored : ready.all()) {
      for (var panel : stored.dashboard().panels()) {
        for (var line : panel.lines()) {
          for (var query : line.alternatives()) {
            if (query instanceof OfMetric metric) {
              asked.addAll(metric.metrics());
            }
          }
        }
      }
    }
    assertThat(asked).hasSizeGreaterThan(150);
    asked.removeAll(known);
    assertThat(asked).isEmpty();
  }
}
