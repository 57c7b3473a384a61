// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

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

/// Log records: lists, newest first, and one with everything that was sent.
public final class LogsApi {

  private static final int CURSOR_VALUES = 3;

  private final Store store;

  public LogsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/logs", "Log records, newest first", Parameter.PAGED, this::list),
        Endpoint.get(
            "/api/v1/logs/records/{log_id}",
            "A log record with everything that was sent",
            List.of(),
            new LogReader(store)::record),
        Endpoint.get(
            "/api/v1/traces/{trace_id}/logs",
            "Log records of a trace, oldest first",
            List.of(Parameter.LIMIT),
            new TraceLogs(store)::list));
  }

  /// Where a record is in the order of the list.
  private record Place(long minute, long timeNs, String id) {}

  private Reply list(Request request) {
    store.refresh(request);
    int limit = request.limit();
    var cursor = request.text("cursor");
    var after = cursor == null ? null : Cursor.decode(cursor, CURSOR_VALUES);
    var rows = new ArrayList<String>();
    var places = new ArrayList<Place>();
    var stats = QueryStats.NONE;
    for (var window : Windows.newestFirst(request.range(), after == null)) {
      rows.clear();
      places.clear();
      stats =
          stats.plus(
              store.query(
                  page(request, window, after, limit),
                  row -> {
                    rows.add(LogJson.text(row));
                    places.add(
                        new Place(
                            row.number("filed"), row.number("time_ns"), row.string("unique_id")));
                  }));
      if (rows.size() > limit) {
        break;
      }
    }
    boolean more = rows.size() > limit;
    var cost = stats;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("logs");
          for (var row : more ? rows.subList(0, limit) : rows) {
            json.writeRawValue(row);
          }
          json.writeEndArray();
          json.writeStringField("next_cursor", more ? next(places.get(limit - 1)) : null);
          Reply.stats(json, cost);
        });
  }

  private static String next(Place last) {
    return new Cursor(
            List.of(Long.toString(last.minute()), Long.toString(last.timeNs()), last.id()))
        .encode();
  }

  private Statement page(Request request, TimeRange range, @Nullable Cursor after, int limit) {
    var condition = store.compile(request.filter(), Subject.LOGS);
    var statement =
        store
            .about(
                request,
                range,
                """
                SELECT %s, toUnixTimestamp(minute) AS filed, toUnixTimestamp64Nano(time) AS time_ns, toString(id) AS unique_id
                FROM ${database}.logs
                WHERE %s
                  AND %s
                  AND %s
                ORDER BY minute DESC, time DESC, id DESC
                LIMIT 1 BY time, id
                LIMIT {page:UInt32}
                """
                    .formatted(
                        LogColumns.LIST,
                        LogColumns.IN_RANGE,
                        condition.sql(),
                        after == null
                            ? "true"
                            : "(minute, time, id) < (toDateTime({after_minute:Int64}), fromUnixTimestamp64Nano({after:Int64}), {after_id:UInt64})"))
            .withAll(condition.parameters())
            .with("page", limit + 1L);
    if (after == null) {
      return statement;
    }
    return statement
        .with("after_minute", Windows.number(after.values().get(0)))
        .with("after", Windows.number(after.values().get(1)))
        .with("after_id", unsigned(after.values().get(2)));
  }

  private static String unsigned(String text) {
    return text.matches("\\d{1,20}") ? text : Long.toString(Windows.number(text));
  }
}
