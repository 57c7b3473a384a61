// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Traces, spans or log records over time: how many, how many failed, what a number of theirs is.
final class SeriesApi {

  private static final int MAX_SERIES = 20;
  private static final int MAX_LABELS = 3;
  private static final Parameter SOURCE =
      new Parameter("source", "string", "traces, spans (default) or logs");

  private final Store store;

  SeriesApi(Store store) {
    this.store = store;
  }

  List<Endpoint> endpoints() {
    var parameters = new ArrayList<>(Parameter.SEARCH);
    parameters.add(SOURCE);
    parameters.add(
        new Parameter(
            "measure",
            "string",
            "count (default), rate, errors, error_rate; sum, avg, p50, p75, p95, p99 of a number"));
    parameters.add(
        new Parameter(
            "of",
            "string",
            "the number: a field or attr.…; default duration_ms of traces and spans"));
    parameters.add(new Parameter("group_by", "string", "up to 3 fields or attr.…, by commas"));
    parameters.add(new Parameter("step", "string", "such as 60s, 5m, 1h; without it one step"));
    return List.of(
        Endpoint.get(
            "/api/v1/series",
            "Traces, spans or log records over time, in at most 20 series, the largest",
            parameters,
            this::series),
        Endpoint.get(
            "/api/v1/series/fields",
            "What series of a source can be grouped by and measure, beside attributes",
            List.of(SOURCE),
            request -> fields(source(request))));
  }

  private static RowSource source(Request request) {
    return one(request, "source", RowSource.values(), RowSource::label, RowSource.SPANS);
  }

  private static Reply fields(RowSource source) {
    return Reply.json(
        json -> {
          Reply.writePojo(json, "group_by", RowColumns.labels(source));
          Reply.writePojo(json, "of", RowColumns.numbers(source));
        });
  }

  private Reply series(Request request) {
    store.refresh(request);
    var source = source(request);
    var measure = one(request, "measure", RowMeasure.values(), RowMeasure::label, RowMeasure.COUNT);
    var names = names(request.text("group_by", ""));
    var steps = RowSteps.of(request.range(), request.text("step"));
    Map<List<String>, double[]> found = new LinkedHashMap<>();
    var stats =
        store.query(
            statement(request, source, measure, names, steps),
            row ->
                found
                        .computeIfAbsent(row.list("labels"), _ -> empty(measure, steps.count()))[
                        (int) row.number("point")] =
                    row.real("value"));
    return Reply.json(
        json -> {
          json.writeStringField("start", Instant.ofEpochMilli(steps.firstMs()).toString());
          json.writeNumberField("step_ms", steps.stepMs());
          json.writeNumberField("steps", steps.count());
          json.writeArrayFieldStart("series");
          for (var one : found.entrySet().stream().limit(MAX_SERIES).toList()) {
            json.writeStartObject();
            json.writeObjectFieldStart("labels");
            for (int i = 0; i < names.size(); i++) {
              // What a row does not say is left out.
              if (!one.getKey().get(i).isEmpty()) {
                json.writeStringField(names.get(i), one.getKey().get(i));
              }
            }
            json.writeEndObject();
            json.writeArrayFieldStart("values");
            for (double value : one.getValue()) {
              if (Double.isFinite(value)) {
                json.writeNumber(value);
              } else {
                json.writeNull();
              }
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeBooleanField("truncated", found.size() > MAX_SERIES);
          Reply.stats(json, stats);
        });
  }

  /// Rows of `labels`, `point` and what is measured.
  ///
  /// @param count SQL: how many of what is counted they are
  /// @param value SQL: the measure
  private record Rows(String sql, String count, String value, Map<String, String> parameters) {}

  /// The rows of one series follow each other, those of the largest first; one series more than are
  /// answered tells that there are more.
  private Statement statement(
      Request request, RowSource source, RowMeasure measure, List<String> names, RowSteps steps) {
    var of = request.text("of", "");
    RowColumns.check(source, measure, of, names);
    var rows =
        minutes(request, source, measure, of, names, steps)
            .map(table -> byMinute(request, table, measure, of, names))
            .orElseGet(() -> oneByOne(request, source, measure, of, names));
    return store
        .about(
            request,
            request.range(),
            """
            SELECT labels, point, value
            FROM (SELECT labels, point, %s AS n, %s AS value FROM (%s) GROUP BY labels, point)
            ORDER BY sum(n) OVER (PARTITION BY labels) DESC, labels, point
            LIMIT {most:UInt32}
            """
                .formatted(rows.count(), rows.value(), rows.sql()))
        .withAll(rows.parameters())
        .with("first", steps.firstMs())
        .with("step", steps.stepMs())
        .with("last", steps.count() - 1L)
        .with("seconds", Double.toString(steps.stepMs() / 1_000.0))
        .with("most", (MAX_SERIES + 1L) * steps.count());
  }

  /// The table of minutes that is enough; empty when rows have to be read one by one.
  private Optional<MinuteTable> minutes(
      Request request,
      RowSource source,
      RowMeasure measure,
      String of,
      List<String> names,
      RowSteps steps) {
    if (source != RowSource.SPANS || !MinuteTable.suits(steps, request.range())) {
      return Optional.empty();
    }
    var filter = request.filter();
    int unlisted = MinuteTable.unlisted(names, filter);
    return MinuteTable.knowing(measure, of, names, filter)
        .filter(
            _ ->
                unlisted == 0
                    || (MinuteTable.unlisted(store, request, request.range()) & unlisted) == 0);
  }

  private Rows byMinute(
      Request request, MinuteTable table, RowMeasure measure, String of, List<String> names) {
    var condition = store.compile(request.filter(), Subject.MINUTES);
    return new Rows(
        table.rows(measure, of, labels(names, MinuteTable::text), condition.sql()),
        "sum(spans)",
        MinuteTable.measure(measure),
        condition.parameters());
  }

  private Rows oneByOne(
      Request request, RowSource source, RowMeasure measure, String of, List<String> names) {
    var condition = store.compile(request.filter(), source.subject());
    var columns = new RowColumns(source);
    var number = columns.number(measure, of);
    var labels = labels(names, columns::text);
    Map<String, String> parameters = new HashMap<>(condition.parameters());
    parameters.putAll(columns.parameters());
    return new Rows(
        source.rows(labels, number, condition.sql()), "count()", measure.sql(), parameters);
  }

  private static String labels(List<String> names, UnaryOperator<String> text) {
    return "[" + String.join(", ", names.stream().map(text).toList()) + "]::Array(String)";
  }

  /// Where no row is, none was counted, and nothing is known of any number.
  private static double[] empty(RowMeasure measure, int count) {
    var values = new double[count];
    Arrays.fill(values, measure.isCount() ? 0 : Double.NaN);
    return values;
  }

  private static List<String> names(String text) {
    var names = text.isEmpty() ? List.<String>of() : List.of(text.split(",", -1));
    if (names.size() > MAX_LABELS) {
      throw new AppException(
          ErrorCode.INVALID,
          "group_by: %s (expected: up to %d names separated by commas)"
              .formatted(text, MAX_LABELS));
    }
    return names;
  }

  private static <E> E one(
      Request request, String name, E[] values, Function<E, String> label, E otherwise) {
    var text = request.text(name);
    if (text == null) {
      return otherwise;
    }
    for (var value : values) {
      if (label.apply(value).equals(text)) {
        return value;
      }
    }
    throw new AppException(
        ErrorCode.INVALID,
        "%s: %s (expected: of %s)"
            .formatted(name, text, Arrays.stream(values).map(label).toList()));
  }
}
