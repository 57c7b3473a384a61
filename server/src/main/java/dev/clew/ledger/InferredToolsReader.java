// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Infers the tools of runs, and asks whether they were recorded as something else: as a span that
/// is named after the tool and was not meant as one, such as a retriever, or, where the context was
/// lost on the way, in a trace of its own in which no model is called.
final class InferredToolsReader {

  private static final long MINUTE_NS = 60_000_000_000L;
  private static final int MOST = 100_000;

  private final ClickHouse clickHouse;
  private final String database;

  InferredToolsReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// What may be the tool.
  ///
  /// @param trace `null` where the context was lost
  /// @param service empty for a server of tools, which may be called by any
  private record Candidate(
      @Nullable TraceId trace, String service, String tool, long startNs, long endNs) {

    boolean isOf(StoredRun run, InferredTool inferred) {
      return tool.equals(inferred.tool())
          && (trace == null ? isCalledBy(inferred) : trace.equals(run.row().trace()))
          && startNs <= inferred.endNs() + InferredTools.SKEW_NS
          && endNs >= inferred.startNs() - InferredTools.SKEW_NS;
    }

    private boolean isCalledBy(InferredTool inferred) {
      return service.isEmpty() || service.equals(inferred.service());
    }
  }

  void addTo(String project, Collection<StoredRun> runs) {
    var inferred = InferredTools.of(runs);
    if (inferred.isEmpty()) {
      return;
    }
    var tools = inferred.values().stream().flatMap(List::stream).toList();
    var names = List.copyOf(new LinkedHashSet<>(tools.stream().map(InferredTool::tool).toList()));
    var candidates = new ArrayList<Candidate>();
    readNamesakes(project, inferred.keySet(), names, candidates);
    readLost(project, minutes(tools), names, candidates);
    inferred.forEach(
        (run, all) ->
            all.stream()
                .filter(tool -> candidates.stream().noneMatch(one -> one.isOf(run, tool)))
                .forEach(run.inferred()::add));
  }

  private void readNamesakes(
      String project, Set<StoredRun> runs, List<String> names, List<Candidate> candidates) {
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)),
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                SELECT trace_id, name, start_time, duration_ns FROM %1$s.spans
                WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND name IN {names:Array(String)}
                LIMIT %2$d
                """
                    .formatted(database, MOST))
            .with("project", project)
            .with("ids", runs.stream().map(run -> run.row().trace().hex()).toList())
            .with("names", names),
        row -> {
          long start = row.number("start_time");
          long end = start + row.number("duration_ns");
          candidates.add(new Candidate(RunRow.trace(row), "", row.string("name"), start, end));
        });
  }

  private void readLost(
      String project, List<String> minutes, List<String> names, List<Candidate> candidates) {
    clickHouse.query(
        Statement.of(
                """
                WITH minutes AS (SELECT toDateTime(toInt64(arrayJoin({minutes:Array(String)})), 'UTC'))
                SELECT toString(tool) AS name, if(mcp_server = '', toString(service), '') AS by, start_time, duration_ns FROM %1$s.tool_calls FINAL
                WHERE project_id = {project:String} AND minute IN minutes AND tool IN {names:Array(String)} AND counted
                  AND trace_id IN (
                    SELECT trace_id FROM %1$s.runs WHERE project_id = {project:String} AND minute IN minutes GROUP BY trace_id HAVING argMax(llm_calls, version) = 0
                  )
                LIMIT %2$d
                """
                    .formatted(database, MOST))
            .with("project", project)
            .with("minutes", minutes)
            .with("names", names),
        row -> {
          long start = row.number("start_time");
          long end = start + row.number("duration_ns");
          candidates.add(new Candidate(null, row.string("by"), row.string("name"), start, end));
        });
  }

  /// Of a tool that took very long, the last ten before it had answered.
  private static List<String> minutes(List<InferredTool> tools) {
    var minutes = new LinkedHashSet<String>();
    for (var tool : tools) {
      long from = (tool.startNs() - InferredTools.SKEW_NS) / MINUTE_NS;
      long to = (tool.endNs() + InferredTools.SKEW_NS) / MINUTE_NS;
      for (long minute = Math.max(from, to - 10); minute <= to; minute++) {
        minutes.add(Long.toString(minute * 60));
      }
    }
    return List.copyOf(minutes);
  }
}
