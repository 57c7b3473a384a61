// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.http.TimeRange;
import dev.clew.model.Filter;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Spans as `usage_1m` counts them by the minute: what most charts ask needs no single span.
///
/// Minutes are whole, so a range that begins or ends within one has up to a minute more; ranges
/// below an hour are counted span by span.
final class MinuteTraffic {

  /// Fields that are columns of both tables, with the same name.
  private static final Set<String> KNOWN =
      Set.of("service", "layer", "kind", "op", "tool", "mcp_server", "dialect", "environment");

  private static final Duration SHORT = Duration.ofHours(1);
  private static final long MINUTE_MS = 60_000;

  private MinuteTraffic() {}

  /// Whether minutes are enough for an answer.
  ///
  /// @param of the number that is measured; empty for the duration
  static boolean answers(
      RowSource source,
      String of,
      List<String> groupBy,
      Filter filter,
      RowSteps steps,
      TimeRange range) {
    return source == RowSource.SPANS
        && (of.isEmpty() || of.equals(RowColumns.DURATION))
        && KNOWN.containsAll(groupBy)
        && isKnown(filter)
        && (steps.count() == 1 || steps.stepMs() % MINUTE_MS == 0)
        && range.length().compareTo(SHORT) > 0;
  }

  private static boolean isKnown(Filter filter) {
    return switch (filter) {
      case Filter.And(var all) -> all.stream().allMatch(MinuteTraffic::isKnown);
      case Filter.Or(var any) -> any.stream().allMatch(MinuteTraffic::isKnown);
      case Filter.Not(var negated) -> isKnown(negated);
      case Filter.Is(var field, var _) -> KNOWN.contains(field);
      case Filter.Present(var field) -> KNOWN.contains(field);
      case Filter.Compares _, Filter.Text _, Filter.HasError _ -> false;
    };
  }

  /// SQL of a measure over rows of `usage_1m`; not finite where nothing is known.
  static String measure(RowMeasure measure) {
    return switch (measure) {
      case COUNT -> "toFloat64(sum(spans))";
      case RATE -> "sum(spans) / {seconds:Float64}";
      case ERRORS -> "toFloat64(sum(errors))";
      case ERROR_RATE -> "sum(errors) / sum(spans)";
      case SUM -> "sum(total_ms)";
      case AVG -> "sum(total_ms) / sum(spans)";
      case P50 -> quantile(1);
      case P75 -> quantile(2);
      case P95 -> quantile(3);
      case P99 -> quantile(4);
    };
  }

  private static String quantile(int place) {
    return "quantilesTDigestMerge(0.5, 0.75, 0.95, 0.99)(duration_ms)[%d]".formatted(place);
  }

  /// SQL of rows of `labels`, `point` and the columns of `usage_1m`.
  static String rows(String labels, String condition) {
    return """
    SELECT %s AS labels, least(greatest(intDiv(toInt64(toUnixTimestamp(minute)) * 1000 - {first:Int64}, {step:Int64}), toInt64(0)), {last:Int64}) AS point,
      spans, errors, total_ms, duration_ms
    FROM ${database}.usage_1m
    WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
      AND minute < fromUnixTimestamp64Nano({to_ns:Int64}) AND %s
    """
        .formatted(labels, condition);
  }
}
