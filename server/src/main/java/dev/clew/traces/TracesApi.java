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
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.http.Windows;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Lists of traces.
public final class TracesApi {

  private static final Map<String, String> SORTS =
      Map.of(
          "start_time", "toUnixTimestamp64Nano(start_time)",
          "duration_ms", "duration_ns",
          "input_tokens", "input_tokens",
          "output_tokens", "output_tokens",
          "cost_usd", "toInt64(cost_usd * 1e9)",
          "llm_calls", "toInt64(llm_calls)",
          "span_count", "toInt64(span_count)",
          "error_count", "toInt64(error_count)");

  private final Store store;

  public TracesApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var sort =
        new Parameter("sort", "string", "one of " + SORTS.keySet() + ", with - for descending");
    var list = new ArrayList<>(Parameter.PAGED);
    list.add(sort);
    return List.of(Endpoint.get("/api/v1/traces", "Traces, newest first", list, this::list));
  }

  private Reply list(Request request) {
    store.refresh(request);
    var order = Order.of(request.text("sort", "-start_time"));
    var range = request.range();
    int limit = request.limit();
    var page = new Page();
    var stats = QueryStats.NONE;
    boolean grow = order.isNewestFirst() && request.text("cursor") == null;
    for (var window : Windows.newestFirst(range, grow)) {
      var candidate = new Page();
      stats =
          stats.plus(
              store.query(
                  page(request, window, order, limit),
                  row -> candidate.add(row.string("sort_value"), row.string("trace_id"), row)));
      page = candidate;
      if (page.size() > limit) {
        break;
      }
    }
    var answered = page;
    var cost = stats;
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("traces");
          answered.write(json, limit);
          json.writeEndArray();
          json.writeStringField(
              "next_cursor",
              answered.size() > limit ? new Cursor(answered.last(limit)).encode() : null);
          Reply.stats(json, cost);
        });
  }

  private Statement page(Request request, TimeRange range, Order order, int limit) {
    var condition = store.compile(request.filter(), Subject.TRACES);
    var cursor = request.text("cursor");
    var after = cursor == null ? null : Cursor.decode(cursor, 2);
    var statement =
        store
            .about(
                request,
                range,
                """
                SELECT %s, toString(sort_value) AS sort_value
                FROM (
                  SELECT *, %s AS sort_value FROM ${database}.runs FINAL
                  WHERE %s
                    AND %s
                    AND %s
                  ORDER BY sort_value %6$s, trace_id %6$s
                  LIMIT {page:UInt32}
                )
                ORDER BY toInt64(sort_value) %6$s, trace_id %6$s
                """
                    .formatted(
                        Summaries.COLUMNS,
                        order.expression(),
                        Summaries.IN_RANGE,
                        condition.sql(),
                        after == null
                            ? "true"
                            : "(sort_value, trace_id) %s ({after:Int64}, toFixedString(unhex({after_id:String}), 16))"
                                .formatted(order.descending() ? "<" : ">"),
                        order.descending() ? "DESC" : "ASC"))
            .withAll(condition.parameters())
            .with("page", limit + 1L);
    if (after == null) {
      return statement;
    }
    return statement
        .with("after", Windows.number(after.values().get(0)))
        .with("after_id", after.values().get(1));
  }

  private record Order(String name, String expression, boolean descending) {

    static Order of(String text) {
      boolean descending = text.startsWith("-");
      var name = descending ? text.substring(1) : text;
      var expression = SORTS.get(name);
      if (expression == null) {
        throw new AppException(
            ErrorCode.INVALID,
            "sort: %s (expected: one of %s, with - for descending)"
                .formatted(text, SORTS.keySet()));
      }
      return new Order(name, expression, descending);
    }

    boolean isNewestFirst() {
      return descending && name.equals("start_time");
    }
  }
}
