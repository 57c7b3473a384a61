// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.findings.Baselines.Who;
import dev.clew.http.Store;
import dev.clew.testkit.TestEngine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What all runs of a project tell together.
class FleetTest {

  private final ClickHouse clickHouse = TestEngine.shared();
  private final String database = TestEngine.newDatabase();

  FleetTest() {
    Schema.apply(clickHouse, database);
  }

  @Test
  void aToolThatFewerThanOneRunInAHundredUsesIsAnIssue() {
    runs("enough", 500, 400, 4);
    runs("used", 500, 400, 5);
    runs("few", 499, 400, 4);
    runs("short", 500, 300, 4);
    var value = new ToolValue(new Store(clickHouse, database, _ -> {}), InstantSource.system());
    var threshold = Rule.TOOL_VALUE.threshold();
    assertThat(value.of("enough", threshold))
        .singleElement()
        .satisfies(
            issue -> {
              assertThat(issue.title())
                  .isEqualTo("legacy_search is used in 1 % of the runs that are offered it");
              assertThat(issue.runs()).isEqualTo(500);
              assertThat(issue.tokens()).isEqualTo(500 * 800);
              assertThat(issue.costUsd()).isPositive();
              assertThat(issue.server()).isEqualTo("docs");
              assertThat(issue.spark()).hasSize(24);
            });
    for (var project : List.of("used", "few", "short", "nobody")) {
      assertThat(value.of(project, threshold)).as(project).isEmpty();
    }
    assertThat(value.of("enough", new Threshold(Threshold.Side.BELOW, 1, 0, false))).isEmpty();
    assertThat(value.of("used", Threshold.below(2, 0))).as("another threshold").hasSize(1);
  }

  @Test
  void whatIsUsualIsLearnedFromFiftyRuns() {
    runs("many", 50, 400, 4);
    runs("less", 49, 400, 4);
    var baselines = new Baselines(clickHouse, database, InstantSource.system());
    var usual = baselines.of("many", Who.of("ops", "shop"));
    assertThat(usual.runs()).isEqualTo(50);
    assertThat(usual.p95Calls()).isEqualTo(2);
    assertThat(usual.medianCost()).isEqualTo(0.5);
    assertThat(baselines.of("many", Who.of("", "shop"))).isEqualTo(Baseline.NONE);
    assertThat(baselines.of("less", Who.of("ops", "shop"))).isEqualTo(Baseline.NONE);
  }

  @Test
  void whatWasLearnedHoldsForTenMinutes() {
    var clock = new long[] {0};
    var baselines = new Baselines(clickHouse, database, () -> Instant.ofEpochMilli(clock[0]));
    assertThat(baselines.all("later")).isEmpty();
    runs("later", 50, 400, 4);
    clock[0] = 600_000;
    assertThat(baselines.all("later")).isEmpty();
    clock[0] = 600_001;
    assertThat(baselines.all("later")).hasSize(1);
  }

  /// Runs of two calls that offer a tool; the first ones use it.
  private void runs(String project, int count, int definition, int uses) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.token_ledger (project_id, minute, trace_id, version, deleted, start_time, service, agent, calls, tool_calls, cost_usd,
                  tool_server, tool_name, tool_agent, tool_definition, tool_offered, tool_used, tool_definitions, tool_cost)
                SELECT {project:String}, toStartOfMinute(now() - 3600), toFixedString(unhex(leftPad(hex(number), 32, '0')), 16), 1, 0, now64(9) - 3600, 'shop', 'ops', 2, 1, 0.5,
                  ['docs'], ['legacy_search'], ['ops'], [{definition:UInt32}], [2], [number < {uses:UInt32}], [2 * {definition:UInt32}], [0.01]
                FROM numbers({count:UInt32})
                """
                    .formatted(database))
            .with("project", project)
            .with("count", count)
            .with("definition", definition)
            .with("uses", uses));
  }
}
