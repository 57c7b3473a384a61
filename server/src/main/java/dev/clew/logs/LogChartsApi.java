// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.filter.Fields;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Log records over time by level, and grouped by pattern.
public final class LogChartsApi {

  private static final int MAX_BUCKETS = 500;
  private static final int MAX_PATTERNS = 500;

  /// In the order of severity; how a level is called in an answer.
  private static final List<String> LEVELS =
      List.of("unset", "trace", "debug", "info", "warn", "error", "fatal");

  private final Store store;

  public LogChartsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var charted = new ArrayList<>(Parameter.SEARCH);
    charted.add(
        new Parameter(
            "buckets", "integer", "about how many columns, 1.." + MAX_BUCKETS + "; default 60"));
    var grouped = new ArrayList<>(Parameter.SEARCH);
    grouped.add(new Parameter("limit", "integer", "patterns, 1.." + MAX_PATTERNS + "; default 50"));
    return List.of(
        Endpoint.get(
            "/api/v1/logs/histogram", "Log records over time by level", charted, this::histogram),
        Endpoint.get(
            "/api/v1/logs/patterns",
            "Lines that differ only in their values, most frequent first",
            grouped,
            this::patterns));
  }

  private Reply histogram(Request request) {
    store.refresh(request);
    var range = request.range();
    int about = request.number("buckets", 60, 1, MAX_BUCKETS);
    long stepMs = Math.ceilDiv(range.length().toMillis(), about * 1000L) * 1000;
    long firstMs = Math.floorDiv(range.from().toEpochMilli(), stepMs) * stepMs;
    int count = Math.toIntExact(Math.ceilDiv(range.to().toEpochMilli() - firstMs, stepMs));
    var condition = store.compile(request.filter(), Subject.LOGS);
    var counts = new HashMap<String, long[]>();
    var stats =
        store.query(
            store
                .about(
                    request,
                    range,
                    """
                    SELECT least(greatest(intDiv(if(toStartOfMinute(time) = minute, toUnixTimestamp64Milli(time), toInt64(toUnixTimestamp(minute)) * 1000) - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS bucket,
                      %s AS level, count() AS records
                    FROM ${database}.logs
                    WHERE %s AND %s
                    GROUP BY bucket, level
                    """
                        .formatted(Fields.levels(), LogColumns.IN_RANGE, condition.sql()))
                .withAll(condition.parameters())
                .with("first", firstMs)
                .with("step", stepMs)
                .with("last", count - 1L),
            row ->
                counts
                        .computeIfAbsent(row.string("level"), _ -> new long[count])[
                        (int) row.number("bucket")] =
                    row.number("records"));
    return Reply.json(
        json -> {
          json.writeNumberField("step_ms", stepMs);
          json.writeArrayFieldStart("buckets");
          for (int i = 0; i < count; i++) {
            json.writeStartObject();
            json.writeStringField("time", Instant.ofEpochMilli(firstMs + i * stepMs).toString());
            for (var level : LEVELS) {
              var ofLevel = counts.get(level);
              json.writeNumberField(level, ofLevel == null ? 0 : ofLevel[i]);
            }
            json.writeEndObject();
          }
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private Reply patterns(Request request) {
    store.refresh(request);
    var condition = store.compile(request.filter(), Subject.LOGS);
    return Reply.json(
        json -> {
          json.writeArrayFieldStart("patterns");
          var stats =
              store.query(
                  store
                      .about(
                          request,
                          request.range(),
                          """
                          SELECT lower(hex(pattern)) AS pattern_id, count() AS records, argMax(leftUTF8(%s, 2000), time) AS example,
                            countIf(severity >= 17) AS errors, max(severity) AS highest, arraySort(groupUniqArray(10)(toString(service))) AS services,
                            replaceOne(toString(min(time)), ' ', 'T') || 'Z' AS first_time, replaceOne(toString(max(time)), ' ', 'T') || 'Z' AS last_time
                          FROM ${database}.logs
                          WHERE %s AND %s AND pattern != 0
                          GROUP BY pattern
                          ORDER BY records DESC, pattern
                          LIMIT {limit:UInt32}
                          """
                              .formatted(LogColumns.TITLE, LogColumns.IN_RANGE, condition.sql()))
                      .withAll(condition.parameters())
                      .with("limit", request.number("limit", 50, 1, MAX_PATTERNS)),
                  row -> PatternJson.write(json, row));
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }
}
