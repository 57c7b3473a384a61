// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.serving.Fleet.Line;
import dev.clew.serving.Fleet.Member;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a server or GPU measured around a call: gauges as they were, counters as increase per
/// second, times as means, each between one point and the next.
final class Moment {

  /// DCGM writes numbers of this size where it knows nothing.
  static final double BLANK = 1e15;

  private static final int MAX_POINTS = 20_000;

  private Moment() {}

  /// A point of a series.
  ///
  /// @param atMs under which it is answered
  /// @param seenMs when it was measured
  record Point(long atMs, long seenMs, double value, double count) {}

  /// The values of each measure by the end of what they stand for, milliseconds since 1970.
  static Map<Measure, NavigableMap<Long, Double>> of(
      Store store, Request request, Member member, long fromMs, long toMs) {
    var metrics =
        member.lines().values().stream()
            .flatMap(List::stream)
            .map(line -> line.source().metric())
            .distinct()
            .toList();
    var series =
        member.lines().values().stream()
            .flatMap(List::stream)
            .map(line -> Long.toUnsignedString(line.series()))
            .toList();
    Map<Long, Map<Long, Point>> points = new HashMap<>();
    store.query(
        statement(store, request, fromMs, toMs).with("metrics", metrics).with("series", series),
        row ->
            points
                .computeIfAbsent(row.number("series"), _ -> new TreeMap<>())
                .put(
                    row.number("at"),
                    new Point(
                        row.number("at"),
                        row.number("at"),
                        row.real("value"),
                        row.real("counted"))));
    var measures = new EnumMap<Measure, NavigableMap<Long, Double>>(Measure.class);
    member
        .lines()
        .forEach(
            (measure, lines) -> {
              var joined = joined(measure, lines, points);
              if (!joined.isEmpty()) {
                measures.put(measure, joined);
              }
            });
    return measures;
  }

  private static Statement statement(Store store, Request request, long fromMs, long toMs) {
    return store
        .about(
            request,
            """
            SELECT series, toUnixTimestamp64Milli(time) AS at, value, 0. AS counted FROM ${database}.metric_points
            WHERE %1$s AND NOT isNaN(value) AND abs(value) < %2$s
            LIMIT %3$d
            UNION ALL
            SELECT series, toUnixTimestamp64Milli(time) AS at, sum AS value, toFloat64(count) AS counted FROM ${database}.metric_histograms
            WHERE %1$s AND NOT isNaN(sum)
            LIMIT %3$d
            """
                .formatted(
                    """
                    project_id = {project:String} AND metric IN {metrics:Array(String)} AND series IN (SELECT toUInt64(arrayJoin({series:Array(String)})))
                      AND day >= toDate(toDateTime(intDiv({from_ms:Int64}, 1000)))
                      AND time >= fromUnixTimestamp64Milli({from_ms:Int64}) AND time <= fromUnixTimestamp64Milli({to_ms:Int64})""",
                    Double.toString(BLANK),
                    MAX_POINTS))
        .with("from_ms", fromMs)
        .with("to_ms", toMs);
  }

  static NavigableMap<Long, Double> joined(
      Measure measure, List<Line> lines, Map<Long, Map<Long, Point>> points) {
    Map<Long, Map<Long, Double>> byTime = new TreeMap<>();
    for (var line : lines) {
      var own = points.get(line.series());
      if (own == null) {
        continue;
      }
      Point before = null;
      for (var point : own.values()) {
        double value =
            switch (measure.kind()) {
              case GAUGE -> point.value();
              case COUNTER -> rate(before, point);
              case TIME -> mean(before, point);
            };
        if (!Double.isNaN(value)) {
          byTime
              .computeIfAbsent(point.atMs(), _ -> new HashMap<>())
              .put(line.series(), value * line.source().factor());
        }
        before = point;
      }
    }
    var joined = new TreeMap<Long, Double>();
    byTime.forEach(
        (at, values) ->
            joined.put(
                at,
                measure.kind() == Measure.Kind.TIME
                    ? values.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN)
                    : Figures.join(
                        measure, values.values().stream().mapToDouble(v -> v).toArray())));
    return joined;
  }

  /// A counter that is less than before began again from zero.
  private static double rate(@Nullable Point before, Point point) {
    if (before == null || point.seenMs() <= before.seenMs()) {
      return Double.NaN;
    }
    double grown = point.value() >= before.value() ? point.value() - before.value() : point.value();
    return grown / ((point.seenMs() - before.seenMs()) / 1e3);
  }

  private static double mean(@Nullable Point before, Point point) {
    if (before == null || point.count() < before.count() || point.value() < before.value()) {
      return Double.NaN;
    }
    double count = point.count() - before.count();
    return count == 0 ? Double.NaN : (point.value() - before.value()) / count;
  }
}
