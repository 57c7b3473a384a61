// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.model.Filter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Two sets of traces, as far as they are looked at: a sample that is the same each time.
///
/// @param a ids of the first set, 32 hexadecimal digits
/// @param b ids of the second, none of which is in the first
record Sides(List<String> a, List<String> b) {

  static final int SAMPLE = 2_000;

  Sides {
    a = List.copyOf(a);
    b = List.copyOf(b);
  }

  /// @param ofA the first set
  /// @param ofB the second; traces that are in both are of the first
  static Sides read(
      Store store, Request request, Filter ofA, TimeRange inA, Filter ofB, TimeRange inB) {
    var a = ids(store, request, ofA, inA);
    var first = new HashSet<>(a);
    var b = ids(store, request, ofB, inB).stream().filter(id -> !first.contains(id)).toList();
    return new Sides(a, b);
  }

  private static List<String> ids(Store store, Request request, Filter filter, TimeRange range) {
    var condition = store.compile(filter, Subject.TRACES);
    var ids = new ArrayList<String>();
    store.query(
        store
            .about(
                request,
                range,
                """
                SELECT lower(hex(trace_id)) AS id FROM ${database}.runs FINAL
                WHERE %s AND %s
                ORDER BY cityHash64(trace_id) LIMIT %d
                """
                    .formatted(Summaries.IN_RANGE, condition.sql(), SAMPLE))
            .withAll(condition.parameters()),
        row -> ids.add(row.string("id")));
    return ids;
  }

  /// Begins a statement that may select from `a`, `b` and `both`, subqueries of trace ids, within
  /// `bounds`, their minutes.
  Statement about(Store store, Request request, String sql) {
    return store
        .about(
            request,
            """
            WITH a AS (SELECT toFixedString(unhex(arrayJoin({a:Array(String)})), 16)),
              b AS (SELECT toFixedString(unhex(arrayJoin({b:Array(String)})), 16)),
              both AS (SELECT toFixedString(unhex(arrayJoin(arrayConcat({a:Array(String)}, {b:Array(String)}))), 16)),
              (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id IN both) AS bounds
            """
                + sql)
        .with("a", a)
        .with("b", b);
  }
}
