// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import dev.clew.model.UsageBasis;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes the results of analysis. Writing the same result again changes nothing: the greater
/// version of a key wins.
final class RunWriter {

  private final ClickHouse clickHouse;
  private final String database;

  RunWriter(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// @param version greater than that of any earlier result of these runs: the time of analysis in
  ///   milliseconds
  void write(String project, List<RunResult> results, long version) {
    if (results.isEmpty()) {
      return;
    }
    var earlier = earlierMinutes(project, results);
    var calls = new CallRows();
    var toolCalls = new ToolCallRows();
    var edges = new EdgeRows();
    var runs = new RunRows();
    for (var result : results) {
      for (var call : result.toolCalls()) {
        toolCalls.add(project, result.run().traceId(), call, version);
      }
      for (var call : result.calls()) {
        calls.add(project, result.run().traceId(), call, version);
      }
      edges.add(project, result, version);
      long minute = result.run().minute();
      var before = earlier.get(result.run().traceId());
      if (before != null && before != minute) {
        // The run begins earlier than was known: its row has another key now, and the old one must
        // go.
        runs.add(project, result, before, version, true);
      }
      runs.add(project, result, minute, version, false);
    }
    // Runs last: a run that is there has its calls.
    clickHouse.insert(database + ".calls", calls.block(), "");
    clickHouse.insert(database + ".tool_calls", toolCalls.block(), "");
    clickHouse.insert(database + ".edges_1m", edges.block(), "");
    clickHouse.insert(database + ".runs", runs.block(), "");
  }

  private Map<TraceId, Long> earlierMinutes(String project, List<RunResult> results) {
    // A run only ever turns out to have begun earlier, so its row is never filed before its present
    // begin.
    long from = results.stream().mapToLong(result -> result.run().minute()).min().orElse(0);
    var minutes = new HashMap<TraceId, Long>();
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16))
                SELECT trace_id, toUnixTimestamp(minute) AS at FROM %s.runs FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND trace_id IN wanted
                """
                    .formatted(database))
            .with("project", project)
            .with("from", from)
            .with("ids", results.stream().map(result -> result.run().traceId().hex()).toList()),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          minutes.put(new TraceId(id.getLong(), id.getLong()), row.number("at"));
        });
    return minutes;
  }

  static long orUnknown(@Nullable Long tokens) {
    return tokens == null ? -1 : tokens;
  }

  static String label(@Nullable UsageBasis basis) {
    return basis == null ? "" : basis.label();
  }
}
