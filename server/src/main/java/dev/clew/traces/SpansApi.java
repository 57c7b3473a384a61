// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Cursor;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Meanwhile;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.http.Windows;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    var spans = new ArrayList<Map<String, @Nullable Object>>();
    if (!shown.isEmpty()) {
      stats = stats.plus(read(request, shown, spans));
    }
    var cost = stats;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("spans");
          for (var span : spans) {
            Reply.object(json, span);
          }
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

  /// Adds the spans at these places, in their order.
  private QueryStats read(
      Request request, List<Place> places, List<Map<String, @Nullable Object>> spans) {
    try (var judged = Meanwhile.of(() -> CallFacts.read(store, calls(request, places)))) {
      var rows = new ArrayList<Row>();
      var stats = store.query(rows(request, places), row -> rows.add(row.kept()));
      for (var row : rows) {
        var span = new LinkedHashMap<String, @Nullable Object>();
        span.put("trace_id", HexFormat.of().formatHex(row.bytes("trace_id")));
        span.putAll(SpanFields.of(row, judged.get().of(row)));
        spans.add(span);
      }
      return stats;
    }
  }

  private Statement rows(Request request, List<Place> places) {
    return at(
        request,
        places,
        """
        SELECT %s FROM ${database}.spans
        WHERE project_id = {project:String} AND minute BETWEEN toDateTime({first:Int64}) AND toDateTime({last:Int64})
          AND (trace_id, span_id) IN wanted
        ORDER BY start_time DESC, trace_id DESC, span_id DESC, received_at DESC
        LIMIT 1 BY trace_id, span_id
        """
            .formatted(SpanFields.COLUMNS));
  }

  private Statement calls(Request request, List<Place> places) {
    return at(
        request,
        places,
        """
        SELECT %s FROM ${database}.calls FINAL
        WHERE project_id = {project:String} AND minute BETWEEN toDateTime({first:Int64}) AND toDateTime({last:Int64})
          AND (trace_id, span_id) IN wanted
        """
            .formatted(CallFacts.COLUMNS));
  }

  private Statement at(Request request, List<Place> places, String sql) {
    return store
        .about(
            request,
            """
            WITH wanted AS (SELECT toFixedString(unhex(substring(id, 1, 32)), 16), toFixedString(unhex(substring(id, 33)), 8) FROM (SELECT arrayJoin({ids:Array(String)}) AS id))
            """
                + sql)
        .with("ids", places.stream().map(place -> place.trace() + place.span()).toList())
        .with("first", places.stream().mapToLong(Place::minute).min().orElse(0))
        .with("last", places.stream().mapToLong(Place::minute).max().orElse(0));
  }
}
