// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.serving.Fleet.Line;
import dev.clew.serving.Fleet.Member;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the measures of servers and GPUs were over a period.
final class Figures {

  private final Map<Line, Seen> seen = new HashMap<>();

  /// A series over the period.
  ///
  /// @param grown of a counter; of a time, the seconds of all requests
  /// @param count of a time: how many requests
  /// @param seconds from its first point to its last: a server may have come or gone in between
  private record Seen(
      double mean, double most, double newest, double grown, double count, double seconds) {}

  private Figures() {}

  static Figures read(Store store, Request request, TimeRange range, Fleet fleet) {
    var figures = new Figures();
    var lines = new HashMap<String, Map<Long, Line>>();
    for (var members : List.of(fleet.servers(), fleet.gpus())) {
      for (var member : members) {
        for (var ofMeasure : member.lines().values()) {
          for (var line : ofMeasure) {
            lines
                .computeIfAbsent(line.source().metric(), _ -> new HashMap<>())
                .put(line.series(), line);
          }
        }
      }
    }
    if (lines.isEmpty()) {
      return figures;
    }
    store.query(
        points(store, request, range, new ArrayList<>(lines.keySet())),
        row -> {
          var line = lines.getOrDefault(row.string("metric"), Map.of()).get(row.number("series"));
          if (line != null) {
            figures.seen.put(
                line,
                new Seen(
                    row.real("mean"),
                    row.real("most"),
                    row.real("newest"),
                    row.real("grown"),
                    row.real("counted"),
                    row.real("lasted")));
          }
        });
    return figures;
  }

  private static Statement points(
      Store store, Request request, TimeRange range, List<String> metrics) {
    return store
        .about(
            request,
            range,
            """
            SELECT metric, series, avg(value) AS mean, max(value) AS most, argMax(value, time) AS newest,
              deltaSumTimestamp(value, toUnixTimestamp64Milli(time)) AS grown, 0. AS counted, dateDiff('millisecond', min(time), max(time)) / 1e3 AS lasted
            FROM ${database}.metric_points
            WHERE project_id = {project:String} AND metric IN {metrics:Array(String)} AND day >= toDate(toDateTime({from:Int64}))
              AND time >= toDateTime64({from:Int64}, 3) AND time <= toDateTime64({to:Int64}, 3) AND NOT isNaN(value) AND abs(value) < %1$s
            GROUP BY metric, series
            UNION ALL
            SELECT metric, series, 0. AS mean, 0. AS most, 0. AS newest,
              deltaSumTimestamp(sum, toUnixTimestamp64Milli(time)) AS grown, toFloat64(deltaSumTimestamp(count, toUnixTimestamp64Milli(time))) AS counted, 0. AS lasted
            FROM ${database}.metric_histograms
            WHERE project_id = {project:String} AND metric IN {metrics:Array(String)} AND day >= toDate(toDateTime({from:Int64}))
              AND time >= toDateTime64({from:Int64}, 3) AND time <= toDateTime64({to:Int64}, 3) AND NOT isNaN(sum)
            GROUP BY metric, series
            """
                .formatted(Double.toString(Moment.BLANK)))
        .with("metrics", metrics);
  }

  /// Whether a server or GPU measured anything.
  boolean isSeen(Member member) {
    return member.lines().values().stream().flatMap(List::stream).anyMatch(seen::containsKey);
  }

  /// The mean of a gauge, the increase per second of a counter, the mean of a time in seconds; NaN
  /// when there were no points.
  double mean(Member member, Measure measure) {
    var all = of(member, measure);
    if (all.isEmpty()) {
      return Double.NaN;
    }
    return switch (measure.kind()) {
      case GAUGE -> join(measure, all.stream().mapToDouble(Seen::mean).toArray());
      case COUNTER ->
          all.stream()
              .mapToDouble(one -> one.seconds() > 0 ? one.grown() / one.seconds() : Double.NaN)
              .filter(rate -> !Double.isNaN(rate))
              .reduce(Double::sum)
              .orElse(Double.NaN);
      case TIME -> {
        double count = all.stream().mapToDouble(Seen::count).sum();
        yield count == 0 ? Double.NaN : all.stream().mapToDouble(Seen::grown).sum() / count;
      }
    };
  }

  /// The increase of a counter; NaN when there were no points.
  double grown(Member member, Measure measure) {
    var all = of(member, measure);
    return all.isEmpty() ? Double.NaN : all.stream().mapToDouble(Seen::grown).sum();
  }

  /// For how long a counter was followed, in seconds; 0 when there were no points.
  double seconds(Member member, Measure measure) {
    return of(member, measure).stream().mapToDouble(Seen::seconds).max().orElse(0);
  }

  /// The most of a gauge, NaN when there were no points.
  double most(Member member, Measure measure) {
    return join(measure, of(member, measure).stream().mapToDouble(Seen::most).toArray());
  }

  /// The newest value of a gauge, NaN when there were no points.
  double newest(Member member, Measure measure) {
    return join(measure, of(member, measure).stream().mapToDouble(Seen::newest).toArray());
  }

  private List<Seen> of(Member member, Measure measure) {
    var all = new ArrayList<Seen>();
    for (var line : member.lines().getOrDefault(measure, List.of())) {
      var found = seen.get(line);
      if (found != null) {
        double factor = line.source().factor();
        all.add(
            new Seen(
                found.mean() * factor,
                found.most() * factor,
                found.newest() * factor,
                found.grown() * factor,
                found.count(),
                found.seconds()));
      }
    }
    return all;
  }

  static double join(Measure measure, double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      sum += value;
      most = Math.max(most, value);
    }
    return switch (measure.join()) {
      case SUM -> sum;
      case MEAN -> sum / values.length;
      case MAX -> most;
    };
  }
}
