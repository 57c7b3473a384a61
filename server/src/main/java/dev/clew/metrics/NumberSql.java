// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

/// SQL over `metric_points`: gauges as they are, counters as what they grew by.
///
/// A counter is read as streams: a series and a start. Within a stream, what is less than the value
/// before it has begun again from zero, so the increase is the value itself: never negative. The
/// first point of a stream counts in full when the stream began within what is read, because then
/// everything it counts happened since; else only differences count. Delta points are increases
/// already.
final class NumberSql {

  /// Rows of this metric and range; `day` is the partition, later than the time of what came late.
  private static final String READ =
      """
      project_id = {project:String} AND metric = {metric:String} AND day >= toDate(toDateTime(intDiv({read_ms:Int64}, 1000)))
            AND time >= fromUnixTimestamp64Milli({read_ms:Int64}) AND time < fromUnixTimestamp64Milli({end_ms:Int64})\
      """;

  private NumberSql() {}

  /// Values within the range that are values.
  static String within(String series) {
    return READ
        + " AND time >= fromUnixTimestamp64Milli({first_ms:Int64}) AND NOT isNaN(value) AND series"
        + " IN "
        + series;
  }

  /// A subquery of `series`, `ms`, `start_time` and `value`, of points as they are.
  static String values(String series) {
    return """
    (SELECT series, toUnixTimestamp64Milli(time) AS ms, start_time, value FROM ${database}.metric_points WHERE %s)\
    """
        .formatted(within(series));
  }

  /// A subquery of `series`, `ms` and `value`: what cumulative sums grew by, and when. Times and
  /// values are sorted apart from each other: pairs took three times as long. Of two values of one
  /// time the second is not a new beginning.
  static String cumulative(String series) {
    return """
    (SELECT series, ms, value
      FROM (
        SELECT series, toUnixTimestamp64Milli(start_time) AS started,
          groupArray(toUnixTimestamp64Milli(time)) AS at, groupArray(value) AS read,
          arraySort(at) AS times, arraySort((v, t) -> t, read, at) AS held,
          if(started >= {read_ms:Int64} AND started < times[1], 0., held[1]) AS before
        FROM ${database}.metric_points
        WHERE %s AND NOT isNaN(value) AND series IN %s
        GROUP BY series, started
      )
      ARRAY JOIN times AS ms,
        arrayMap((v, p, t, q) -> if(v >= p, v - p, if(t = q, 0., v)), held, arrayPopBack(arrayPushFront(held, before)), times, arrayPopBack(arrayPushFront(times, 0))) AS value
      WHERE ms >= {first_ms:Int64})\
    """
        .formatted(READ, series);
  }

  /// The same of delta sums; what was stored twice counts once.
  static String delta(String series) {
    return """
    (SELECT series, ms, once AS value
      FROM (
        SELECT series, toUnixTimestamp64Milli(time) AS ms, any(value) AS once
        FROM ${database}.metric_points
        WHERE %s
        GROUP BY series, time, start_time
      ))\
    """
        .formatted(within(series));
  }

  /// A subquery of `series`, `point` and `cell`, for steps that have one.
  ///
  /// @param rows a subquery of `series`, `ms` and `value`
  static String steps(Fold fold, String rows) {
    return "(SELECT series, intDiv(ms, {step:Int64}) AS point, %s AS cell FROM %s GROUP BY series, point)"
        .formatted(fold.value(), rows);
  }

  /// A subquery of `series` and `cells`.
  ///
  /// @param rows a subquery of `series`, `ms` and `value`
  static String lines(Fold fold, String rows, Grid grid) {
    return "(SELECT series, %s AS cells FROM %s GROUP BY series)".formatted(fold.cells(grid), rows);
  }

  /// Rows of explicit histograms in the range, `READ` for other tables.
  static String read() {
    return READ;
  }
}
