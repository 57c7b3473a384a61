// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes what was found out about the time of runs. The greater version of a run wins.
final class LatencyWriter {

  private final ClickHouse clickHouse;
  private final String database;

  LatencyWriter(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  void write(String project, List<Timed> runs) {
    if (runs.isEmpty()) {
      return;
    }
    var earlier = earlierMinutes(project, runs);
    var rows = new LatencyRows();
    for (var timed : runs) {
      long minute = timed.run().minute();
      var before = earlier.get(timed.run().trace());
      if (before != null && before != minute) {
        // The run begins earlier than was known: the row under its old key must go.
        rows.add(project, timed, before, true);
      }
      rows.add(project, timed, minute, false);
    }
    clickHouse.insert(database + ".latency", rows.block(), "");
  }

  private Map<TraceId, Long> earlierMinutes(String project, List<Timed> runs) {
    long from = runs.stream().mapToLong(timed -> timed.run().minute()).min().orElse(0);
    var minutes = new HashMap<TraceId, Long>();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
                SELECT trace_id, toUnixTimestamp(minute) AS at FROM %s.latency FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND trace_id IN wanted
                """
                    .formatted(database))
            .with("project", project)
            .with("from", from)
            .with("ids", runs.stream().map(timed -> timed.run().trace().hex()).toList()),
        row -> minutes.put(StoredRun.trace(row), row.number("at")));
    return minutes;
  }
}
