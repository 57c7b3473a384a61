// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Store;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Tools that hardly any run uses, over all runs of a project in the last seven days. No single run
/// can tell. Looked up when issues are listed, every ten minutes at most.
final class ToolValue {

  static final Duration PERIOD = Duration.ofDays(7);

  private static final long FRESH_MS = 600_000;
  private static final int ENOUGH_RUNS = 500;
  private static final int NOTABLE_DEFINITION = 300;
  private static final int MOST = 100;
  private static final int SPARKS = 24;

  private final Store store;
  private final InstantSource clock;
  private final Map<String, Known> projects = new ConcurrentHashMap<>();

  private record Known(long atMs, double percent, List<Issue> issues) {}

  ToolValue(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  List<Issue> of(String project, Threshold threshold) {
    if (!threshold.isEnabled()) {
      return List.of();
    }
    double percent = threshold.warning();
    return projects
        .compute(
            project,
            (_, known) ->
                known == null
                        || known.percent() != percent
                        || clock.millis() - known.atMs() > FRESH_MS
                    ? new Known(clock.millis(), percent, find(project, percent))
                    : known)
        .issues();
  }

  private List<Issue> find(String project, double percent) {
    var issues = new ArrayList<Issue>();
    store.query(
        Statement.of(
                """
                SELECT server, tool, count() AS runs, countIf(used > 0) AS uses, 100 * uses / runs AS percent, sum(tokens) AS all_tokens,
                  if(countIf(NOT isNaN(cost)) = 0, nan, sumIf(cost, NOT isNaN(cost))) AS all_cost, lower(hex(argMax(trace_id, start_time))) AS trace,
                  replaceOne(toString(min(start_time)), ' ', 'T') || 'Z' AS first_time, replaceOne(toString(max(start_time)), ' ', 'T') || 'Z' AS last_time,
                  countResample(0, %2$d, 1)(toInt64(greatest(%2$d - 1 - intDiv(greatest(toUnixTimestamp(now()) - toInt64(toUnixTimestamp(minute)), 0) * %2$d, {seconds:Int64}), 0))) AS parts
                FROM (
                  SELECT trace_id, start_time, minute, toString(t_server) AS server, toString(t_name) AS tool,
                    sum(t_offered) AS offered, sum(t_used) AS used, sum(t_definitions) AS tokens, max(t_definition) AS definition, if(countIf(NOT isNaN(t_cost)) = 0, nan, sumIf(t_cost, NOT isNaN(t_cost))) AS cost
                  FROM (
                    SELECT trace_id, start_time, minute, tool_server, tool_name, tool_offered, tool_used, tool_definitions, tool_definition, tool_cost
                    FROM %1$s.token_ledger FINAL WHERE project_id = {project:String} AND minute >= now() - {seconds:Int64}
                  )
                  ARRAY JOIN tool_server AS t_server, tool_name AS t_name, tool_offered AS t_offered, tool_used AS t_used, tool_definitions AS t_definitions, tool_definition AS t_definition, tool_cost AS t_cost
                  GROUP BY trace_id, start_time, minute, server, tool
                  HAVING offered > 0
                )
                GROUP BY server, tool
                HAVING runs >= {enough:UInt32} AND percent < {percent:Float64} AND max(definition) > {notable:UInt32}
                ORDER BY all_tokens DESC
                LIMIT {most:UInt32}
                """
                    .formatted(store.database(), SPARKS))
            .with("project", project)
            .with("seconds", PERIOD.toSeconds())
            .with("enough", ENOUGH_RUNS)
            .with("percent", percent)
            .with("notable", NOTABLE_DEFINITION)
            .with("most", MOST),
        row -> issues.add(issue(row)));
    return issues;
  }

  private static Issue issue(Row row) {
    var server = row.string("server");
    var tool = row.string("tool");
    return new Issue(
        IssueId.of(Rule.TOOL_VALUE, "", "", server, tool),
        Rule.TOOL_VALUE,
        Severity.WARNING,
        "",
        "",
        server,
        tool,
        row.number("runs"),
        row.number("all_tokens"),
        row.real("all_cost"),
        Double.NaN,
        row.real("percent"),
        row.string("first_time"),
        row.string("last_time"),
        row.list("parts"),
        row.string("trace"));
  }
}
