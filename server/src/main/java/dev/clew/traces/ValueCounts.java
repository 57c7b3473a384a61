// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Statement;
import dev.clew.filter.Field;
import dev.clew.filter.FilterSql.Condition;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts traces by the values of fields, most frequent first.
record ValueCounts(Store store, Request request, TimeRange range, Condition condition) {

  record Count(String value, long count) {}

  /// The counts of each field, in one pass over the traces and, for what only spans know, one over
  /// the spans.
  ///
  /// @param prefix values must begin with it; empty for all
  Answer of(List<Field> fields, String prefix, int limit) {
    var answer = new Answer(new HashMap<>(), QueryStats.NONE);
    var ofTraces = fields.stream().filter(ValueCounts::isOfTrace).toList();
    if (!ofTraces.isEmpty()) {
      answer = answer.plus(ofTraces(ofTraces), prefix, limit, this);
    }
    var ofSpans = fields.stream().filter(field -> !isOfTrace(field)).toList();
    if (!ofSpans.isEmpty()) {
      answer = answer.plus(ofSpans(ofSpans), prefix, limit, this);
    }
    return answer;
  }

  record Answer(Map<String, List<Count>> byField, QueryStats stats) {

    private Answer plus(Statement statement, String prefix, int limit, ValueCounts counts) {
      var cost =
          counts.store.query(
              statement.with("prefix", prefix).with("limit", limit),
              row ->
                  byField
                      .computeIfAbsent(row.string("field"), _ -> new ArrayList<>())
                      .add(new Count(row.string("value"), row.number("traces"))));
      return new Answer(byField, stats.plus(cost));
    }
  }

  private static boolean isOfTrace(Field field) {
    return field.trace() != null;
  }

  private Statement ofTraces(List<Field> fields) {
    return store
        .about(
            request,
            range,
            """
            SELECT pair.1 AS field, pair.2 AS value, count() AS traces
            FROM (
              SELECT arrayJoin(arrayConcat(%s)) AS pair
              FROM ${database}.runs FINAL
              WHERE %s AND %s
            )
            WHERE value != '' AND startsWith(value, {prefix:String})
            GROUP BY field, value
            ORDER BY field, traces DESC, value
            LIMIT {limit:UInt32} BY field
            """
                .formatted(
                    pairs(fields, Field::trace, Field.Type.STRINGS),
                    Summaries.IN_RANGE,
                    condition.sql()))
        .withAll(condition.parameters());
  }

  private Statement ofSpans(List<Field> fields) {
    var matching =
        condition.sql().equals("true")
            ? "true"
            : "trace_id IN (SELECT trace_id FROM ${database}.runs FINAL WHERE %s AND %s)"
                .formatted(Summaries.IN_RANGE, condition.sql());
    return store
        .about(
            request,
            range,
            """
            SELECT pair.1 AS field, pair.2 AS value, uniq(trace_id) AS traces
            FROM (
              SELECT trace_id, arrayJoin(arrayConcat(%s)) AS pair
              FROM ${database}.spans
              WHERE project_id = {project:String}
                AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
                AND %s
            )
            WHERE value != '' AND startsWith(value, {prefix:String})
            GROUP BY field, value
            ORDER BY field, traces DESC, value
            LIMIT {limit:UInt32} BY field
            """
                .formatted(pairs(fields, Field::span, null), matching))
        .withAll(condition.parameters());
  }

  private interface Expression {
    @Nullable String of(Field field);
  }

  /// Arrays of (field, value), one for each field.
  private String pairs(List<Field> fields, Expression expression, Field.@Nullable Type list) {
    var pairs = new ArrayList<String>();
    for (var field : fields) {
      var sql = String.valueOf(expression.of(field)).replace("{database}", store.database());
      if (field.type() == Field.Type.BOOLEAN) {
        sql = "toString(toBool(%s))".formatted(sql);
      }
      boolean isList = field.type() == list || field.isListOfSpans();
      pairs.add(
          isList
              ? "arrayMap(v -> ('%s', toString(v)), %s)".formatted(field.name(), sql)
              : "[('%s', toString(%s))]".formatted(field.name(), sql));
    }
    return String.join(", ", pairs);
  }
}
