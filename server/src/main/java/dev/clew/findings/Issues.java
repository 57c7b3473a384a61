// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.findings.IssueState.Status;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Reads the issues of a time range: the findings of its runs, put together.
final class Issues {

  private static final int SPARKS = 24;

  /// Findings of a run as rows.
  static final String ROWS =
      """
      ARRAY JOIN finding_rule AS f_rule, finding_severity AS f_severity, finding_issue AS f_issue, finding_agent AS f_agent, finding_server AS f_server, finding_tool AS f_tool,
        finding_title AS f_title, finding_detail AS f_detail, finding_tokens AS f_tokens, finding_cost AS f_cost, finding_measure AS f_measure, finding_spans AS f_spans
      """;

  private final Store store;
  private final IssueStates states;

  Issues(Store store, IssueStates states) {
    this.store = store;
    this.states = states;
  }

  List<Issue> find(Request request, Wanted wanted) {
    var issues = new ArrayList<Issue>();
    store.query(
        statement(request, wanted),
        row -> {
          var rule = Rule.find(row.string("rule"));
          if (rule != null) {
            issues.add(issue(rule, row));
          }
        });
    return issues;
  }

  /// The bill of an agent is the cost of all runs that it took part in.
  private Statement statement(Request request, Wanted wanted) {
    var condition = store.compile(wanted.filter(), Subject.TRACES);
    var matching =
        condition.sql().equals("true")
            ? "true"
            : "trace_id IN (SELECT trace_id FROM ${database}.runs FINAL WHERE %s AND %s)"
                .formatted(Summaries.IN_RANGE, condition.sql());
    boolean isOpenWanted = wanted.statuses().contains(Status.OPEN);
    var named =
        isOpenWanted ? EnumSet.complementOf(wanted.statuses()) : EnumSet.copyOf(wanted.statuses());
    return store
        .about(
            request,
            wanted.range(),
            """
            WITH bills AS (
              SELECT who, sum(cost_usd) AS usd FROM (
                SELECT cost_usd, arrayJoin(arrayDistinct(arrayConcat(['service ' || toString(service)], arrayMap(name -> 'agent ' || name, arrayFilter(name -> name != '', CAST(entry_agent, 'Array(String)')))))) AS who
                FROM ${database}.token_ledger FINAL WHERE %1$s AND NOT isNaN(cost_usd)
              )
              GROUP BY who
            )
            SELECT id, rule, severity, agent, service, server, tool, runs, tokens, cost, measure, trace, parts,
              replaceOne(toString(oldest), ' ', 'T') || 'Z' AS first_time, replaceOne(toString(newest), ' ', 'T') || 'Z' AS last_time,
              if(bills.usd > 0 AND NOT isNaN(cost), least(cost / bills.usd, 1), nan) AS share
            FROM (
              SELECT lower(hex(f_issue)) AS id, any(toString(f_rule)) AS rule, if(countIf(f_severity = 'critical') > 0, 'critical', 'warning') AS severity,
                any(toString(f_agent)) AS agent, argMax(toString(service), start_time) AS service, any(toString(f_server)) AS server, any(toString(f_tool)) AS tool,
                count() AS runs, sum(f_tokens) AS tokens, if(countIf(NOT isNaN(f_cost)) = 0, nan, sumIf(f_cost, NOT isNaN(f_cost))) AS cost, avg(f_measure) AS measure,
                min(start_time) AS oldest, max(start_time) AS newest, lower(hex(argMax(trace_id, start_time))) AS trace,
                countResample(0, %2$d, 1)(toInt64(least(greatest(intDiv((intDiv(%3$s, 1000) - {from:Int64}) * %2$d, greatest({to:Int64} - {from:Int64}, 1)), 0), %2$d - 1))) AS parts
              FROM (SELECT * FROM ${database}.findings FINAL WHERE %1$s AND notEmpty(finding_rule) AND %4$s)
              %5$s
              WHERE ({only:String} = '' OR f_issue = toFixedString(unhex({only:String}), 8)) AND ({rule:String} = '' OR f_rule = {rule:String})
                AND (lower(hex(f_issue)) IN {named:Array(String)}) != {is_open_wanted:Bool}
              GROUP BY f_issue
              HAVING {severity:String} = '' OR severity = {severity:String}
            ) AS found
            LEFT JOIN bills ON bills.who = if(found.agent != '', 'agent ' || found.agent, 'service ' || found.service)
            ORDER BY %6$s, tokens DESC, id
            LIMIT {limit:UInt32}
            """
                .formatted(
                    Summaries.IN_RANGE,
                    SPARKS,
                    Summaries.BEGAN_MS,
                    matching,
                    ROWS,
                    order(wanted.order())))
        .withAll(condition.parameters())
        .with("only", wanted.only() == null ? "" : wanted.only().hex())
        .with("rule", wanted.rule() == null ? "" : wanted.rule().id())
        .with("severity", wanted.severity() == null ? "" : wanted.severity().label())
        .with("is_open_wanted", isOpenWanted ? 1 : 0)
        .with("named", states.at(request.project(), named).stream().map(IssueId::hex).toList())
        .with("limit", wanted.limit());
  }

  private static String order(Issue.Order order) {
    return switch (order) {
      case COST -> "isNaN(cost), cost DESC";
      case TOKENS -> "tokens DESC";
      case RUNS -> "runs DESC";
      case LAST -> "newest DESC";
    };
  }

  private static Issue issue(Rule rule, Row row) {
    return new Issue(
        IssueId.parse(row.string("id")),
        rule,
        row.string("severity").equals("critical") ? Severity.CRITICAL : Severity.WARNING,
        row.string("agent"),
        row.string("service"),
        row.string("server"),
        row.string("tool"),
        row.number("runs"),
        row.number("tokens"),
        row.real("cost"),
        row.real("share"),
        row.real("measure"),
        row.string("first_time"),
        row.string("last_time"),
        row.list("parts"),
        row.string("trace"));
  }
}
