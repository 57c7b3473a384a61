// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.filter.MinuteFields;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.model.Filter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// Spans as a table counts them by the minute: what most charts ask needs no single span.
///
/// Minutes are whole, so a range that begins or ends within one has up to a minute more; ranges
/// below an hour are counted span by span.
///
/// @param fields what it can group and filter by
/// @param numbers what it can measure
record MinuteTable(String table, Set<String> fields, Map<String, Numbers> numbers) {

  private static final MinuteTable USAGE =
      new MinuteTable(
          "usage_1m",
          Set.of(
              "service",
              "layer",
              "kind",
              "op",
              "op_group",
              "tool",
              "mcp_server",
              "dialect",
              "environment"),
          Map.of(RowColumns.DURATION, new Numbers("spans", "total_ms", "duration_ms")));

  private static final MinuteTable REQUESTS =
      new MinuteTable(
          "requests_1m",
          Set.of(
              "service",
              "layer",
              "kind",
              "op",
              "op_group",
              "dialect",
              "environment",
              "error_type",
              "model",
              "name",
              "quirk",
              "attr.http.route",
              "attr.http.response.status_code",
              "attr.start.type"),
          Map.of(
              RowColumns.DURATION,
              new Numbers("spans", "total_ms", "duration_ms"),
              "ttft_ms",
              new Numbers("ttft_known", "ttft_total", "ttft_ms"),
              "tpot_ms",
              new Numbers("tpot_known", "tpot_total", "tpot_ms"),
              "attr.web_vital.value",
              new Numbers("vital_known", "vital_total", "vital"),
              "input_tokens",
              new Numbers("input_tokens_known", "input_tokens", ""),
              "output_tokens",
              new Numbers("output_tokens_known", "output_tokens", ""),
              "cache_read_tokens",
              new Numbers("cache_read_tokens_known", "cache_read_tokens", "")));

  /// Columns about one number of spans.
  ///
  /// @param known how many spans say it
  /// @param total their sum
  /// @param digest a sketch for quantiles; empty when there is none
  record Numbers(String known, String total, String digest) {}

  /// Bits of `unlisted`: some spans of the row say what is not kept of them.
  private static final Map<String, Integer> UNLISTED =
      Map.of("attr.http.route", 1, "attr.http.response.status_code", 2, "attr.start.type", 4);

  /// Kept only of spans whose names are.
  private static final Set<String> OF_NAMES = Set.of("attr.start.type", "attr.web_vital.value");

  private static final Duration SHORT = Duration.ofHours(1);
  private static final long MINUTE_MS = 60_000;

  MinuteTable {
    fields = Set.copyOf(fields);
    numbers = Map.copyOf(numbers);
  }

  /// Whether whole minutes are enough for steps of a range.
  static boolean suits(RowSteps steps, TimeRange range) {
    return (steps.count() == 1 || steps.stepMs() % MINUTE_MS == 0)
        && range.length().compareTo(SHORT) > 0;
  }

  /// The smallest table that knows everything that is asked of spans.
  ///
  /// @param of the number that is measured; empty for the duration
  static Optional<MinuteTable> knowing(
      RowMeasure measure, String of, Collection<String> groupBy, Filter filter) {
    var asked = MinuteFields.of(filter);
    if (asked.isEmpty() || groupBy.contains("name") || groupBy.contains("quirk")) {
      return Optional.empty();
    }
    if (Stream.of(List.of(of), groupBy, asked.get())
            .flatMap(Collection::stream)
            .anyMatch(OF_NAMES::contains)
        && !MinuteFields.isOfNames(filter)) {
      return Optional.empty();
    }
    // The smaller one first.
    for (var table : List.of(USAGE, REQUESTS)) {
      var number = table.numbers.get(named(of));
      if (table.fields.containsAll(asked.get())
          && table.fields.containsAll(groupBy)
          && (!measure.isOfValue()
              || (number != null && !(measure.isQuantile() && number.digest().isEmpty())))) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  private static String named(String of) {
    return of.isEmpty() ? RowColumns.DURATION : of;
  }

  /// Bits of `unlisted` that matter for these fields: where one is set, minutes are not enough.
  static int unlisted(Collection<String> groupBy, Filter filter) {
    int bits = 0;
    for (var entry : UNLISTED.entrySet()) {
      if (groupBy.contains(entry.getKey())
          || MinuteFields.of(filter).orElse(Set.of()).contains(entry.getKey())) {
        bits |= entry.getValue();
      }
    }
    return bits;
  }

  /// The bits of `unlisted` that are set anywhere in a range.
  static int unlisted(Store store, Request request, TimeRange range) {
    var bits = new AtomicInteger();
    store.query(
        store.about(
            request,
            range,
            "SELECT toInt64(groupBitOr(unlisted)) AS bits FROM ${database}.requests_1m WHERE "
                + inRange()),
        row -> bits.set((int) row.number("bits")));
    return bits.get();
  }

  /// SQL of a measure over [#rows]; not finite where nothing is known.
  static String measure(RowMeasure measure) {
    return switch (measure) {
      case COUNT -> "toFloat64(sum(spans))";
      case RATE -> "sum(spans) / {seconds:Float64}";
      case ERRORS -> "toFloat64(sum(errors))";
      case ERROR_RATE -> "sum(errors) / sum(spans)";
      case SUM -> "toFloat64(sum(total))";
      case AVG -> "sum(total) / sum(known)";
      case P50 -> quantile(1);
      case P75 -> quantile(2);
      case P95 -> quantile(3);
      case P99 -> quantile(4);
    };
  }

  private static String quantile(int place) {
    return "quantilesTDigestMerge(0.5, 0.75, 0.95, 0.99)(digest)[%d]".formatted(place);
  }

  /// SQL of the text of a field, empty where spans say none.
  static String text(String field) {
    return "toString(%s)".formatted(MinuteFields.column(field));
  }

  /// SQL of rows of `labels`, `point`, `spans`, `errors`, and of the number that is measured.
  String rows(RowMeasure measure, String of, String labels, String condition) {
    var number = measure.isOfValue() ? numbers.get(named(of)) : null;
    return """
    SELECT %s AS labels, least(greatest(intDiv(toInt64(toUnixTimestamp(minute)) * 1000 - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS point,
      spans, errors%s
    FROM ${database}.%s
    WHERE %s AND %s
    """
        .formatted(labels, number == null ? "" : columns(number), table, inRange(), condition);
  }

  private static String columns(Numbers number) {
    return ", %s AS known, %s AS total%s"
        .formatted(
            number.known(),
            number.total(),
            number.digest().isEmpty() ? "" : ", " + number.digest() + " AS digest");
  }

  /// SQL: some spans answer, of which `condition` holds.
  String has(String of, String condition) {
    var number = numbers.get(of);
    return number == null ? condition : "(%s AND %s > 0)".formatted(condition, number.known());
  }

  private static String inRange() {
    return """
    project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
      AND minute < fromUnixTimestamp64Nano({to_ns:Int64})""";
  }
}
