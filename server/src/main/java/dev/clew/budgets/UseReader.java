// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Reads from the charged calls what the scopes of budgets have used in one period.
final class UseReader {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LARGEST = 5;

  /// SQL of the place by use: among those of a name that has a budget, or of all others of a kind.
  private static final String PLACE =
      """
      row_number() OVER (
        PARTITION BY kind, if(has({named:Array(String)}, kind || ' ' || member), member, '') ORDER BY %1$s DESC, member, run_id
      ) AS place_%1$s\
      """;

  private final ClickHouse clickHouse;
  private final String database;

  UseReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// One pass for all budgets of the window's period. Of those that use most, by what the budgets
  /// count, as many as an evaluation looks at.
  List<Use> read(String project, Window window, List<Budget> budgets) {
    var uses = new ArrayList<Use>();
    clickHouse.query(statement(project, window, budgets), row -> uses.add(use(row)));
    return uses;
  }

  private Statement statement(String project, Window window, List<Budget> budgets) {
    var range = new TimeRange(window.from(), window.end());
    var byName =
        budgets.stream().map(Budget::scope).collect(Collectors.partitioningBy(Scope::isEach));
    return Statement.of(
            """
            SELECT kind, member, if({by_run:UInt8} = 1, lower(hex(run_id)), '') AS run, tokens, usd, recent_tokens, recent_usd, n, unmeasured, unpriced,
              arrayDistinct(arrayMap(one -> lower(hex(one.2)), most_tokens)) AS traces_tokens, arrayDistinct(arrayMap(one -> lower(hex(one.2)), most_usd)) AS traces_usd
            FROM (
              SELECT *, {places}
              FROM (
                SELECT kind, member, if({by_run:UInt8} = 1, trace_id, toFixedString('', 16)) AS run_id,
                  toFloat64(sumIf(call_tokens, is_in)) AS tokens, sumIf(call_usd, is_in) AS usd,
                  toFloat64(sumIf(call_tokens, is_recent)) AS recent_tokens, sumIf(call_usd, is_recent) AS recent_usd,
                  countIf(is_in) AS n,
                  countIf(is_in AND NOT is_measured AND NOT has_failed) AS unmeasured,
                  countIf(is_in AND NOT is_priced AND (is_measured OR NOT has_failed)) AS unpriced,
                  groupArraySortedIf({largest})((-call_tokens, trace_id), is_in AND {by_run:UInt8} = 0 AND call_tokens > 0) AS most_tokens,
                  groupArraySortedIf({largest})((-call_usd, trace_id), is_in AND {by_run:UInt8} = 0 AND call_usd > 0) AS most_usd
                FROM (
                  SELECT trace_id, {began} >= {begin_ms:Int64} AS is_in, {began} >= {recent_ms:Int64} AS is_recent,
                    greatest(input_tokens, 0) + greatest(output_tokens, 0) AS call_tokens, greatest(cost_usd, 0) AS call_usd,
                    input_tokens >= 0 OR output_tokens >= 0 AS is_measured, cost_usd >= 0 AS is_priced, status = 'error' AS has_failed,
                    arrayJoin([{scopes}]) AS scope, scope.1 AS kind, scope.2 AS member
                  FROM {database}.calls FINAL
                  WHERE {in_range} AND billable
                )
                WHERE kind = 'project' OR (member != '' AND has({each:Array(String)}, kind)) OR has({named:Array(String)}, kind || ' ' || member)
                GROUP BY kind, member, run_id
              )
            )
            WHERE {is_first}
            ORDER BY kind, member, run
            """
                .replace("{places}", perUnit(budgets, PLACE, ", "))
                .replace("{is_first}", perUnit(budgets, "place_%1$s <= {most:UInt32}", " OR "))
                .replace("{scopes}", scopes(budgets))
                .replace("{largest}", Integer.toString(LARGEST))
                .replace("{began}", Summaries.BEGAN_MS)
                .replace("{database}", database)
                .replace("{in_range}", Summaries.IN_RANGE))
        .with("project", project)
        .with("from", range.fromSeconds())
        .with("to", range.toSeconds())
        .with("from_ns", range.fromNs())
        .with("to_ns", range.toNs())
        .with("begin_ms", window.begin().toEpochMilli())
        .with("recent_ms", window.recentFrom().toEpochMilli())
        .with("by_run", window.period() == Period.RUN ? 1 : 0)
        .with("most", Evaluation.WATCHED)
        .with("each", labels(byName.getOrDefault(true, List.of())))
        .with("named", names(byName.getOrDefault(false, List.of())))
        // A call stays in its day, whatever becomes of it.
        .setting("do_not_merge_across_partitions_select_final", 1)
        .within(LIMIT);
  }

  /// SQL of the scopes that a call is in, of those kinds that are asked for.
  private static String scopes(List<Budget> budgets) {
    return budgets.stream()
        .map(budget -> budget.scope().kind())
        .distinct()
        .map(kind -> "('%s', %s)".formatted(kind.label(), member(kind)))
        .collect(Collectors.joining(", "));
  }

  private static String perUnit(List<Budget> budgets, String sql, String between) {
    return budgets.stream()
        .map(budget -> sql.formatted(budget.unit().label()))
        .distinct()
        .collect(Collectors.joining(between));
  }

  private static String member(Scope.Kind kind) {
    return switch (kind) {
      case PROJECT -> "''";
      case MODEL -> "toString(if(response_model != '', response_model, request_model))";
      case SERVICE -> "toString(service)";
      case AGENT -> "toString(agent)";
      case USER -> "user_id";
      case SESSION -> "session_id";
      case KEY -> "toString(gateway_key)";
    };
  }

  private static List<String> labels(List<Scope> scopes) {
    return scopes.stream().map(scope -> scope.kind().label()).distinct().toList();
  }

  private static List<String> names(List<Scope> scopes) {
    return scopes.stream()
        .map(scope -> scope.kind().label() + " " + scope.value())
        .distinct()
        .toList();
  }

  private static Use use(Row row) {
    var run = row.string("run");
    return new Use(
        row.string("kind"),
        row.string("member"),
        run,
        row.real("tokens"),
        row.real("usd"),
        row.real("recent_tokens"),
        row.real("recent_usd"),
        row.number("n"),
        row.number("unmeasured"),
        row.number("unpriced"),
        run.isEmpty() ? row.list("traces_tokens") : List.of(run),
        run.isEmpty() ? row.list("traces_usd") : List.of(run));
  }
}
