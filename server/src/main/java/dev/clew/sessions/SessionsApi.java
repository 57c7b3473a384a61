// SPDX-License-Identifier: Apache-2.0
package dev.clew.sessions;

import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Condition;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Cursor;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Sessions: the traces of one conversation, as they name it.
public final class SessionsApi {

  private static final int MAX_TRACES = 1_000;

  /// Later than any time that fits 64 bits of nanoseconds is of no use to anyone.
  private static final TimeRange ALWAYS =
      new TimeRange(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

  private final Store store;

  public SessionsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get("/api/v1/sessions", "Sessions, newest first", Parameter.PAGED, this::list),
        Endpoint.get(
            "/api/v1/sessions/{session_id}",
            "A session with its traces, oldest first",
            Parameter.RANGE,
            this::session));
  }

  private Reply list(Request request) {
    store.refresh(request);
    int limit = request.limit();
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    var keys = new ArrayList<Cursor>();
    var stats =
        store.query(
            page(request, limit),
            row -> {
              var copy = new LinkedHashMap<String, @Nullable Object>();
              row.columns().forEach(column -> copy.put(column, row.get(column)));
              keys.add(
                  new Cursor(
                      List.of(
                          String.valueOf(copy.remove("sort_value")), row.string("session_id"))));
              rows.add(copy);
            });
    boolean more = rows.size() > limit;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("sessions");
          for (var row : rows.subList(0, Math.min(limit, rows.size()))) {
            Reply.object(json, row);
          }
          json.writeEndArray();
          json.writeStringField("next_cursor", more ? keys.get(limit - 1).encode() : null);
          Reply.stats(json, stats);
        });
  }

  private Statement page(Request request, int limit) {
    var cursor = request.text("cursor");
    var condition = store.compile(request.filter(), Subject.TRACES);
    var statement =
        sessions(
                request,
                request.range(),
                condition,
                cursor == null
                    ? "true"
                    : "(toUnixTimestamp64Nano(newest), session_id) < ({after:Int64}, {after_id:String})")
            .with("page", limit + 1L);
    if (cursor == null) {
      return statement;
    }
    var after = Cursor.decode(cursor, 2).values();
    try {
      return statement.with("after", Long.parseLong(after.get(0))).with("after_id", after.get(1));
    } catch (NumberFormatException e) {
      throw new AppException(
          ErrorCode.INVALID, "cursor: not one that this list has given; start again without it", e);
    }
  }

  private Statement sessions(Request request, TimeRange range, Condition condition, String having) {
    return store
        .about(
            request,
            range,
            """
            SELECT session_id, nullIf(whose, '') AS user_id, n AS traces, failed AS errors, calls AS llm_calls, tools AS tool_calls,
              tokens_in AS input_tokens, tokens_out AS output_tokens, cost AS cost_usd,
              called AS models, acting AS agents,
              replaceOne(toString(oldest), ' ', 'T') || 'Z' AS first_time, replaceOne(toString(newest), ' ', 'T') || 'Z' AS last_time,
              nullIf(preview, '') AS input_preview, toString(toUnixTimestamp64Nano(newest)) AS sort_value
            FROM (
              SELECT session_id, argMaxIf(user_id, start_time, user_id != '') AS whose, count() AS n, countIf(status = 'error') AS failed,
                sum(llm_calls) AS calls, sum(tool_calls) AS tools,
                if(countIf(input_tokens >= 0) = 0, NULL, sumIf(input_tokens, input_tokens >= 0)) AS tokens_in,
                if(countIf(output_tokens >= 0) = 0, NULL, sumIf(output_tokens, output_tokens >= 0)) AS tokens_out,
                if(countIf(cost_usd >= 0) = 0, NULL, sumIf(cost_usd, cost_usd >= 0)) AS cost,
                arraySort(groupUniqArrayArray(50)(models)) AS called, arraySort(groupUniqArrayArray(50)(agents)) AS acting,
                min(start_time) AS oldest, max(start_time) AS newest, argMinIf(input_preview, start_time, input_preview != '') AS preview
              FROM ${database}.runs FINAL
              WHERE %s AND session_id != '' AND %s
              GROUP BY session_id
              HAVING %s
            )
            ORDER BY newest DESC, session_id DESC
            LIMIT {page:UInt32}
            """
                .formatted(Summaries.IN_RANGE, condition.sql(), having))
        .withAll(condition.parameters());
  }

  private Reply session(Request request) {
    store.refresh(request);
    var given = request.rangeOrNull();
    var range = given == null ? ALWAYS : given;
    var id = request.path().getOrDefault("session_id", "");
    var session = new LinkedHashMap<String, @Nullable Object>();
    var only = new Condition("session_id = {session:String}", Map.of("session", id));
    store.query(
        sessions(request, range, only, "true").with("page", 1),
        row -> row.columns().forEach(column -> session.put(column, row.get(column))));
    if (session.isEmpty()) {
      throw new AppException(ErrorCode.NOT_FOUND, "no session " + id);
    }
    session.remove("sort_value");
    return Reply.json(
        json -> {
          json.writeFieldName("session");
          Reply.object(json, session);
          json.writeArrayFieldStart("traces");
          var stats = store.query(traces(request, range, id), row -> Reply.object(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private Statement traces(Request request, TimeRange range, String id) {
    return store
        .about(
            request,
            range,
            """
            SELECT %s
            FROM (
              SELECT * FROM ${database}.runs FINAL
              WHERE %s AND session_id = {session:String}
              ORDER BY start_time, trace_id
              LIMIT {page:UInt32}
            ) AS r
            ORDER BY r.start_time, r.trace_id
            """
                .formatted(Summaries.COLUMNS, Summaries.IN_RANGE))
        .with("session", id)
        .with("page", MAX_TRACES);
  }
}
