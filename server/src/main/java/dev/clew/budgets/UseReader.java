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
  private static final int TRACES = 5;

  private final ClickHouse clickHouse;
  private final String database;

  UseReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// One pass for all budgets of the window's period. Of those that use most, by tokens and by
  /// money, as many as an evaluation looks at.
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
            SELECT kind, member, run, tokens, usd, recent_tokens, recent_usd, n, unmeasured, unpriced, most_tokens, most_usd
            FROM (
              SELECT *,
                row_number() OVER (PARTITION BY kind ORDER BY tokens DESC, member, run) AS place_tokens, row_number() OVER (PARTITION BY kind ORDER BY usd DESC, member, run) AS place_usd,
                row_number() OVER (PARTITION BY kind, member ORDER BY tokens DESC, run) AS own_tokens, row_number() OVER (PARTITION BY kind, member ORDER BY usd DESC, run) AS own_usd
              FROM (
                SELECT kind, member, if({by_run:UInt8} = 1, lower(hex(trace_id)), '') AS run,
                  sum(of_tokens) AS tokens, sum(of_usd) AS usd, sum(late_tokens) AS recent_tokens, sum(late_usd) AS recent_usd,
                  sum(of_n) AS n, sum(of_unmeasured) AS unmeasured, sum(of_unpriced) AS unpriced,
                  arrayMap(one -> one.2, groupArraySortedIf({traces})((-of_tokens, lower(hex(trace_id))), of_tokens > 0)) AS most_tokens,
                  arrayMap(one -> one.2, groupArraySortedIf({traces})((-of_usd, lower(hex(trace_id))), of_usd > 0)) AS most_usd
                FROM (
                  SELECT kind, member, trace_id,
                    toFloat64(sumIf(call_tokens, began >= {begin_ms:Int64})) AS of_tokens, sumIf(call_usd, began >= {begin_ms:Int64}) AS of_usd,
                    toFloat64(sumIf(call_tokens, began >= {recent_ms:Int64})) AS late_tokens, sumIf(call_usd, began >= {recent_ms:Int64}) AS late_usd,
                    countIf(began >= {begin_ms:Int64}) AS of_n,
                    countIf(began >= {begin_ms:Int64} AND NOT is_measured AND NOT has_failed) AS of_unmeasured,
                    countIf(began >= {begin_ms:Int64} AND NOT is_priced AND (is_measured OR NOT has_failed)) AS of_unpriced
                  FROM (
                    SELECT trace_id, {began} AS began,
                      greatest(input_tokens, 0) + greatest(output_tokens, 0) AS call_tokens, greatest(cost_usd, 0) AS call_usd,
                      input_tokens >= 0 OR output_tokens >= 0 AS is_measured, cost_usd >= 0 AS is_priced, status = 'error' AS has_failed,
                      arrayJoin(arrayFilter(
                        scope -> has({named:Array(String)}, scope.1 || ' ' || scope.2) OR (scope.2 != '' AND has({each:Array(String)}, scope.1)),
                        [('project', ''), ('model', toString(if(response_model != '', response_model, request_model))), ('service', toString(service)),
                          ('agent', toString(agent)), ('user', user_id), ('session', session_id)])) AS scope,
                      scope.1 AS kind, scope.2 AS member
                    FROM {database}.calls FINAL
                    WHERE {in_range} AND billable
                  )
                  GROUP BY kind, member, trace_id
                )
                GROUP BY kind, member, run
              )
            )
            WHERE (has({each:Array(String)}, kind) AND least(place_tokens, place_usd) <= {most:UInt32})
              OR (has({named:Array(String)}, kind || ' ' || member) AND least(own_tokens, own_usd) <= {most:UInt32})
            ORDER BY kind, member, run
            """
                .replace("{traces}", Integer.toString(TRACES))
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
        .within(LIMIT);
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
    return new Use(
        row.string("kind"),
        row.string("member"),
        row.string("run"),
        row.real("tokens"),
        row.real("usd"),
        row.real("recent_tokens"),
        row.real("recent_usd"),
        row.number("n"),
        row.number("unmeasured"),
        row.number("unpriced"),
        row.list("most_tokens"),
        row.list("most_usd"));
  }
}
