// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Traces over time: how many, and how long they took.
public final class ChartsApi {

  private static final int MAX_BUCKETS = 500;

  private final Store store;

  public ChartsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters = new ArrayList<>(Parameter.SEARCH);
    parameters.add(
        new Parameter(
            "buckets", "integer", "about how many columns, 1.." + MAX_BUCKETS + "; default 60"));
    return List.of(
        Endpoint.get(
            "/api/v1/traces/histogram", "Traces over time by outcome", parameters, this::histogram),
        Endpoint.get(
            "/api/v1/traces/heatmap",
            "Traces over time and duration, on a logarithmic scale",
            parameters,
            this::heatmap));
  }

  /// Columns of the same width that cover the range.
  private record Columns(long firstMs, long stepMs, int count) {

    /// Whole seconds at round times, so that a chart which is asked again keeps its columns.
    static Columns round(TimeRange range, int about) {
      long step = Math.ceilDiv(range.length().toMillis(), about * 1000L) * 1000;
      long first = Math.floorDiv(range.from().toEpochMilli(), step) * step;
      return new Columns(
          first, step, Math.toIntExact(Math.ceilDiv(range.to().toEpochMilli() - first, step)));
    }

    /// Beginning with the range itself.
    static Columns exact(TimeRange range, int about) {
      long first = range.from().toEpochMilli();
      long length = Math.max(1, range.to().toEpochMilli() - first);
      long step = Math.ceilDiv(length, about);
      return new Columns(first, step, Math.toIntExact(Math.ceilDiv(length, step)));
    }

    Statement bind(Statement statement) {
      return statement.with("first", firstMs).with("step", stepMs).with("last", count - 1L);
    }
  }

  private Reply histogram(Request request) {
    store.refresh(request);
    var range = request.range();
    var columns = Columns.round(range, request.number("buckets", 60, 1, MAX_BUCKETS));
    var condition = store.compile(request.filter(), Subject.TRACES);
    var statement =
        store
            .about(
                request,
                range,
                """
                SELECT least(greatest(intDiv(%s - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS bucket,
                  countIf(status != 'error') AS ok, countIf(status = 'error') AS failed
                FROM ${database}.runs FINAL
                WHERE %s AND %s
                GROUP BY bucket
                """
                    .formatted(Summaries.BEGAN_MS, Summaries.IN_RANGE, condition.sql()))
            .withAll(condition.parameters());
    var ok = new long[columns.count()];
    var failed = new long[columns.count()];
    var stats =
        store.query(
            columns.bind(statement),
            row -> {
              ok[(int) row.number("bucket")] = row.number("ok");
              failed[(int) row.number("bucket")] = row.number("failed");
            });
    return Reply.json(
        json -> {
          json.writeNumberField("step_ms", columns.stepMs());
          json.writeArrayFieldStart("buckets");
          for (int i = 0; i < columns.count(); i++) {
            json.writeStartObject();
            json.writeStringField(
                "time", Instant.ofEpochMilli(columns.firstMs() + i * columns.stepMs()).toString());
            json.writeNumberField("ok", ok[i]);
            json.writeNumberField("error", failed[i]);
            json.writeEndObject();
          }
          json.writeEndArray();
          Reply.stats(json, stats);
        });
  }

  private Reply heatmap(Request request) {
    store.refresh(request);
    var range = request.range();
    var columns = Columns.exact(range, request.number("buckets", 60, 1, MAX_BUCKETS));
    var condition = store.compile(request.filter(), Subject.TRACES);
    var statement =
        store
            .about(
                request,
                range,
                """
                SELECT least(greatest(intDiv(%s - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS bucket,
                  least(greatest(toInt64(floor({levels:Int64} * log2(greatest(duration_ns, 1) / 1e6))), {lowest:Int64}), {highest:Int64}) AS level,
                  count() AS traces
                FROM ${database}.runs FINAL
                WHERE %s AND %s
                GROUP BY bucket, level
                ORDER BY bucket, level
                """
                    .formatted(Summaries.BEGAN_MS, Summaries.IN_RANGE, condition.sql()))
            .withAll(condition.parameters())
            .with("levels", DurationRows.LEVELS_PER_OCTAVE)
            .with("lowest", DurationRows.LOWEST)
            .with("highest", DurationRows.HIGHEST);
    var rows = new DurationRows();
    var stats =
        store.query(
            columns.bind(statement),
            row -> rows.add((int) row.number("bucket"), row.number("level"), row.number("traces")));
    return Reply.json(
        json -> {
          json.writeNumberField("step_ms", columns.stepMs());
          rows.write(json);
          Reply.stats(json, stats);
        });
  }
}
