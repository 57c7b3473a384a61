// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.admin.Metadata;
import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.http.TimeRange;
import dev.clew.prices.Prices;
import dev.clew.prices.Repricing;
import dev.clew.testkit.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredRunsTest {

  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final TimeRange HOUR = new TimeRange(BEGIN, BEGIN.plus(Duration.ofHours(1)));

  private final ClickHouse clickHouse = TestEngine.shared();
  private final String database = TestEngine.newDatabase();

  @Test
  void everyFinishedRunOfTheRangeComesOnceHoweverManyShareAMinute() {
    Schema.apply(clickHouse, database);
    // 700 a minute, so that pages begin in the middle of one; another project and what is out of
    // the range stay away.
    add("shop", 1_400, "done");
    add("shop", 10, "running");
    add("other", 5, "done");
    try (var metadata = Metadata.open(Path.of(":memory:"));
        var analysis = analysis(metadata)) {
      var stored = new StoredRuns(clickHouse, database, analysis, () -> false);
      assertThat(stored.totals("shop", HOUR).runs()).isEqualTo(1_400);
      assertThat(pages(stored)).containsExactly(500, 500, 400);
    }
  }

  private List<Integer> pages(StoredRuns stored) {
    var pages = new ArrayList<Integer>();
    for (Repricing.Step step = stored.again("shop", HOUR, null);
        step != null;
        step = stored.again("shop", HOUR, step.next())) {
      pages.add(step.runs());
    }
    return pages;
  }

  private void add(String project, int count, String state) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.runs (project_id, minute, trace_id, version, state)
                SELECT {project:String}, toDateTime({begin:Int64}, 'UTC') + 60 * intDiv(number, 700),
                  MD5(concat({state:String}, toString(number))), 1, {state:String}
                FROM numbers({count:UInt32})
                """
                    .formatted(database))
            .with("project", project)
            .with("begin", BEGIN.getEpochSecond())
            .with("state", state)
            .with("count", count));
  }

  private RunAnalysis analysis(Metadata metadata) {
    return new RunAnalysis(
        clickHouse,
        database,
        InstantSource.fixed(BEGIN),
        new RunAnalysis.Quiet(Duration.ofSeconds(5), Duration.ofSeconds(60)),
        new Prices(metadata),
        () -> false,
        _ -> {});
  }
}
