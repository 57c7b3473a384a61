// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.serving.Fleet.Line;
import dev.clew.serving.Fleet.Member;
import dev.clew.serving.Moment.Point;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// What servers and GPUs measured over a period, step by step: gauges as means, counters as
/// increase per second, times as means.
final class History {

  private static final long MINUTE_MS = 60_000;
  private static final int MAX_POINTS = 500_000;

  private final Map<Long, Map<Long, Point>> points = new HashMap<>();

  private History() {}

  /// Whole minutes, so that no more than about `steps` are in the range.
  static long stepMs(TimeRange range, int steps) {
    return Math.max(1, Math.ceilDiv(range.length().toMillis(), steps * MINUTE_MS)) * MINUTE_MS;
  }

  /// @param measures what is wanted of them
  static History read(
      Store store,
      Request request,
      TimeRange range,
      List<Member> members,
      List<Measure> measures,
      long stepMs) {
    var history = new History();
    var lines =
        members.stream()
            .flatMap(member -> member.lines().entrySet().stream())
            .filter(entry -> measures.contains(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .toList();
    if (!lines.isEmpty()) {
      // A counter's first step needs what it was before.
      var wider = new TimeRange(range.from().minus(Duration.ofMillis(2 * stepMs)), range.to());
      store.query(
          statement(store, request, wider, lines, stepMs),
          row ->
              history
                  .points
                  .computeIfAbsent(row.number("series"), _ -> new TreeMap<>())
                  .put(
                      row.number("at"),
                      new Point(
                          row.number("at"),
                          row.number("last"),
                          row.real("seen"),
                          row.real("counted"))));
    }
    return history;
  }

  /// A counter or time is worth what its last point in a step says; only gauges have a mean.
  private static Statement statement(
      Store store, Request request, TimeRange range, List<Line> lines, long stepMs) {
    return store
        .about(
            request,
            range,
            """
            SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) * {step:Int64} AS at,
              if(any(metric) IN {gauges:Array(String)}, avg(value), argMax(value, time)) AS seen, 0. AS counted, toUnixTimestamp64Milli(max(time)) AS last
            FROM ${database}.metric_points
            WHERE %1$s AND NOT isNaN(value) AND abs(value) < %2$s
            GROUP BY series, at
            ORDER BY series, at
            LIMIT %3$d
            UNION ALL
            SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) * {step:Int64} AS at,
              argMax(sum, time) AS seen, toFloat64(argMax(count, time)) AS counted, toUnixTimestamp64Milli(max(time)) AS last
            FROM ${database}.metric_histograms
            WHERE %1$s AND NOT isNaN(sum)
            GROUP BY series, at
            ORDER BY series, at
            LIMIT %3$d
            """
                .formatted(
                    """
                    project_id = {project:String} AND metric IN {metrics:Array(String)} AND series IN (SELECT toUInt64(arrayJoin({series:Array(String)})))
                      AND day >= toDate(toDateTime({from:Int64})) AND time >= toDateTime64({from:Int64}, 3) AND time <= toDateTime64({to:Int64}, 3)""",
                    Double.toString(Moment.BLANK),
                    MAX_POINTS))
        .with("step", stepMs)
        .with("metrics", lines.stream().map(line -> line.source().metric()).distinct().toList())
        .with(
            "gauges",
            lines.stream()
                .map(Line::source)
                .filter(source -> source.measure().kind() == Measure.Kind.GAUGE)
                .map(Engines.Source::metric)
                .distinct()
                .toList())
        .with("series", lines.stream().map(line -> Long.toUnsignedString(line.series())).toList());
  }

  /// The values of each measure that has some, by the beginning of the step.
  Map<Measure, NavigableMap<Long, Double>> of(Member member, List<Measure> measures, long fromMs) {
    var found = new EnumMap<Measure, NavigableMap<Long, Double>>(Measure.class);
    for (var measure : measures) {
      var joined =
          Moment.joined(measure, member.lines().getOrDefault(measure, List.of()), points)
              .tailMap(fromMs, true);
      if (!joined.isEmpty()) {
        found.put(measure, joined);
      }
    }
    return found;
  }
}
