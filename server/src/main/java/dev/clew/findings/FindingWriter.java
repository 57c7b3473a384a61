// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ledger.RunRow;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Writes what was found. A run has one row, which a later version of the run replaces, also when
/// nothing is found any more.
final class FindingWriter {

  private final ClickHouse clickHouse;
  private final String database;

  FindingWriter(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  void write(String project, List<Examined> runs) {
    if (runs.isEmpty()) {
      return;
    }
    var earlier = earlierMinutes(project, runs.stream().map(run -> run.account().run()).toList());
    var rows = new FindingRows();
    for (var run : runs) {
      var row = run.account().run();
      var before = earlier.get(row.trace());
      if (before != null && before != row.minute()) {
        // The run begins earlier than was known: the row under its old key must go.
        rows.add(project, run, before, true);
      }
      rows.add(project, run, row.minute(), false);
    }
    clickHouse.insert(database + ".findings", rows.block(), "");
  }

  private Map<TraceId, Long> earlierMinutes(String project, List<RunRow> runs) {
    long from = runs.stream().mapToLong(RunRow::minute).min().orElse(0);
    var minutes = new HashMap<TraceId, Long>();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
                SELECT trace_id, toUnixTimestamp(minute) AS at FROM %s.findings FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND trace_id IN wanted
                """
                    .formatted(database))
            .with("project", project)
            .with("from", from)
            .with("ids", runs.stream().map(run -> run.trace().hex()).toList()),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          minutes.put(new TraceId(id.getLong(), id.getLong()), row.number("at"));
        });
    return minutes;
  }
}
