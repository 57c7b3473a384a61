// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Summaries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads what rules measure. Rules over the same source, window and grouping share one pass: each
/// is a few aggregates with its own condition.
final class MeasureReader {

  /// Rules in one statement.
  static final int TOGETHER = 50;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Groups of all rules of a statement. Each rule keeps its largest.
  private static final int MAX_GROUPS = 2_000;

  /// Rows without a name are in no group; without grouping the name is always empty.
  private static final String NAMED = "member != '' OR {is_whole:UInt8} = 1";

  private final ClickHouse clickHouse;
  private final String database;
  private final RowFilter filters;

  MeasureReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
    filters = new RowFilter(database);
  }

  /// Hears of each group of each rule at each moment that has rows.
  @FunctionalInterface
  interface Found {
    void reading(AlertRule rule, int moment, String member, Reading reading);
  }

  /// @param rules at most [#TOGETHER], with the same source and grouping
  void read(
      String project, List<AlertRule> rules, int windowSeconds, Moments moments, Found found) {
    clickHouse.query(
        statement(project, rules, windowSeconds, moments),
        row -> {
          for (int i = 0; i < rules.size(); i++) {
            report(row, rules.get(i), i, found);
          }
        });
  }

  private static void report(Row row, AlertRule rule, int index, Found found) {
    long count = row.number("n" + index);
    if (count > 0) {
      found.reading(
          rule,
          (int) row.number("moment"),
          row.string("member"),
          new Reading(row.real("v" + index), count));
    }
  }

  /// A row belongs to every moment that comes after it and not later than the window is long.
  private Statement statement(
      String project, List<AlertRule> rules, int windowSeconds, Moments moments) {
    var source = rules.getFirst().source();
    var grouping = rules.getFirst().grouping();
    var conditions = new ArrayList<String>();
    var values = new ArrayList<String>();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var filter = filters.compile(source, rule.filter(), "r" + i);
      parameters.putAll(filter.parameters());
      parameters.put("of" + i, rule.of());
      conditions.add("(%s)%s AS c%d".formatted(filter.sql(), ofRule(rule, i), i));
      values.add(
          "countIf(%2$s) AS n%1$d, %3$s AS v%1$d"
              .formatted(
                  i, rule.measure().counted("c" + i), rule.measure().sql("c" + i, "of" + i)));
    }
    return Statement.of(
            """
            SELECT member, moment, {values}
            FROM (
              SELECT *{unfolded}, {group} AS member, {conditions},
                arrayJoin(range(
                  toUInt32(greatest(0, toInt64(floor((at - {first:Int64}) / {step:Int64})) + 1)),
                  toUInt32(greatest(0, least({moments:Int64}, toInt64(floor((at - {first:Int64} + {window:Int64}) / {step:Int64})) + 1)))
                )) AS moment
              FROM (SELECT *, {began} / 1000 AS at FROM {database}.{table} FINAL WHERE {in_range} AND {source}) AS stored {join}
            )
            WHERE {named}
            GROUP BY member, moment
            ORDER BY moment, {total} DESC, member
            LIMIT {most:UInt32} BY moment
            """
                .replace("{values}", String.join(", ", values))
                .replace("{total}", total(rules.size()))
                .replace("{conditions}", String.join(", ", conditions))
                .replace("{group}", Objects.requireNonNull(grouping.over(source)))
                .replace("{named}", NAMED)
                .replace("{began}", Summaries.BEGAN_MS)
                .replace("{table}", source.table())
                .replace("{unfolded}", source.unfolded())
                .replace("{join}", source.join())
                .replace("{source}", source.condition())
                .replace("{in_range}", Summaries.IN_RANGE)
                .replace("{database}", database))
        .withAll(parameters)
        .with("project", project)
        .with("from", moments.first() - windowSeconds)
        .with("to", moments.last())
        .with("from_ns", (moments.first() - windowSeconds) * 1_000_000_000L)
        .with("to_ns", moments.last() * 1_000_000_000L)
        .with("first", moments.first())
        .with("step", moments.stepSeconds())
        .with("moments", moments.count())
        .with("window", windowSeconds)
        .with("is_whole", grouping == Grouping.NONE ? 1 : 0)
        .with("most", MAX_GROUPS)
        // A row stays in its day, whatever becomes of it.
        .setting("do_not_merge_across_partitions_select_final", 1)
        .within(LIMIT);
  }

  private static String ofRule(AlertRule rule, int index) {
    return rule.source() == Source.FINDINGS && !rule.of().isEmpty()
        ? " AND one_finding_rule = {of%d:String}".formatted(index)
        : "";
  }

  private static String total(int rules) {
    var sum = new StringBuilder("n0");
    for (int i = 1; i < rules; i++) {
      sum.append(" + n").append(i);
    }
    return sum.toString();
  }
}
