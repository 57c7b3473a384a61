// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Cursor;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.http.Windows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Lists of spans across traces, newest first. Two steps: the places of a page on narrow columns,
/// then the rows.
public final class SpansApi {

  private static final int CURSOR_VALUES = 3;

  private final Store store;

  public SpansApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/spans", "Spans, newest first", Parameter.PAGED, this::list));
  }

  /// Where a span is.
  private record Place(long startNs, long minute, String trace, String span) {}

  private Reply list(Request request) {
    store.refresh(request);
    var range = request.range();
    int limit = request.limit();
    var cursor = request.text("cursor");
    var after = cursor == null ? null : Cursor.decode(cursor, CURSOR_VALUES);
    var places = new ArrayList<Place>();
    var stats = QueryStats.NONE;
    for (var window : Windows.newestFirst(range, after == null)) {
      places.clear();
      stats =
          stats.plus(
              store.query(
                  places(request, window, after, limit),
                  row ->
                      places.add(
                          new Place(
                              row.number("start_ns"),
                              row.number("filed"),
                              row.string("trace"),
                              row.string("span")))));
      if (places.size() > limit) {
        break;
      }
    }
    boolean more = places.size() > limit;
    var shown = List.copyOf(more ? places.subList(0, limit) : places);
    var page = new Page();
    if (!shown.isEmpty()) {
      stats =
          stats.plus(
              store.query(
                  rows(request, shown),
                  row -> page.add(row.string("sort_value"), row.string("span_id"), row)));
    }
    var cost = stats;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("spans");
          page.write(json, limit);
          json.writeEndArray();
          json.writeStringField("next_cursor", more ? next(shown.getLast()).encode() : null);
          Reply.stats(json, cost);
        });
  }

  private static Cursor next(Place last) {
    return new Cursor(List.of(Long.toString(last.startNs()), last.trace(), last.span()));
  }

  private Statement places(Request request, TimeRange range, @Nullable Cursor after, int limit) {
    var condition = store.compile(request.filter(), Subject.SPANS);
    var statement =
        store
            .about(
                request,
                range,
                """
                SELECT toUnixTimestamp64Nano(start_time) AS start_ns, toUnixTimestamp(minute) AS filed, lower(hex(trace_id)) AS trace, lower(hex(span_id)) AS span
                FROM ${database}.spans
                WHERE project_id = {project:String}
                  AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
                  AND (start_time >= fromUnixTimestamp64Nano({from_ns:Int64}) OR toStartOfMinute(start_time) != minute)
                  AND (start_time < fromUnixTimestamp64Nano({to_ns:Int64}) OR toStartOfMinute(start_time) != minute)
                  AND %s
                  AND %s
                ORDER BY start_time DESC, trace_id DESC, span_id DESC
                LIMIT 1 BY trace_id, span_id
                LIMIT {page:UInt32}
                """
                    .formatted(
                        condition.sql(),
                        after == null
                            ? "true"
                            : "(start_time, trace_id, span_id) < (fromUnixTimestamp64Nano({after:Int64}), toFixedString(unhex({after_trace:String}), 16), toFixedString(unhex({after_span:String}), 8))"))
            .withAll(condition.parameters())
            .with("page", limit + 1L);
    if (after == null) {
      return statement;
    }
    return statement
        .with("after", Windows.number(after.values().get(0)))
        .with("after_trace", after.values().get(1))
        .with("after_span", after.values().get(2));
  }

  private Statement rows(Request request, List<Place> places) {
    return store
        .about(
            request,
            """
            WITH wanted AS (SELECT toFixedString(unhex(substring(id, 1, 32)), 16), toFixedString(unhex(substring(id, 33)), 8) FROM (SELECT arrayJoin({ids:Array(String)}) AS id))
            SELECT lower(hex(s.trace_id)) AS trace_id, %s, toString(toUnixTimestamp64Nano(s.start_time)) AS sort_value
            FROM (
              SELECT * EXCEPT (attributes, attributes_json, messages_in, messages_out, system_instructions, tool_definitions)
              FROM ${database}.spans
              WHERE project_id = {project:String} AND minute BETWEEN toDateTime({first:Int64}) AND toDateTime({last:Int64})
                AND (trace_id, span_id) IN wanted
              ORDER BY received_at DESC
              LIMIT 1 BY trace_id, span_id
            ) AS s
            LEFT JOIN (
              SELECT * FROM ${database}.calls FINAL
              WHERE project_id = {project:String} AND minute BETWEEN toDateTime({first:Int64}) AND toDateTime({last:Int64})
                AND (trace_id, span_id) IN wanted
            ) AS c ON c.trace_id = s.trace_id AND c.span_id = s.span_id
            ORDER BY s.start_time DESC, s.trace_id DESC, s.span_id DESC
            """
                .formatted(SpanColumns.COLUMNS))
        .with("ids", places.stream().map(place -> place.trace() + place.span()).toList())
        .with("first", places.stream().mapToLong(Place::minute).min().orElse(0))
        .with("last", places.stream().mapToLong(Place::minute).max().orElse(0));
  }
}
