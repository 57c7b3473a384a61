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
            AND time >= fromUnixTimestamp64Milli({read_ms:Int64}) AND time < fromUnixTimestamp64Milli({end_ms:Int64})""";

  private NumberSql() {}

  /// Values within the range that are values.
  static String within(String series) {
    return READ
        + " AND time >= fromUnixTimestamp64Milli({first_ms:Int64}) AND NOT isNaN(value) AND series IN "
        + series;
  }

  /// A subquery of `series`, `point` and what gauges are made of.
  static String gauges(String series) {
    return """
    (SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) AS point, avg(value) AS mean, min(value) AS lowest,
        max(value) AS highest, argMax(value, time) AS newest, max(time) AS newest_at, uniqExact(time, start_time) AS n
      FROM ${database}.metric_points
      WHERE %s
      GROUP BY series, point)"""
        .formatted(within(series));
  }

  /// A subquery of `series`, `ms` and `value`, of gauges as they are.
  static String values(String series) {
    return """
    (SELECT series, toUnixTimestamp64Milli(time) AS ms, value FROM ${database}.metric_points WHERE %s)"""
        .formatted(within(series));
  }

  /// A subquery of `series`, `ms` and `value`: what cumulative sums grew by, and when.
  static String cumulative(String series) {
    return """
    (SELECT series, pair.1 AS ms, pair.2 AS value
      FROM (
        SELECT series, arrayJoin(arrayZip(times, arrayMap((v, p) -> if(v >= p, v - p, v), held, arrayPopBack(arrayPushFront(held, before))))) AS pair
        FROM (
          SELECT series, toUnixTimestamp64Milli(start_time) AS started,
            arraySort(groupArray((toUnixTimestamp64Milli(time), value))) AS sorted, sorted.1 AS times, sorted.2 AS held,
            if(started >= {read_ms:Int64} AND started < times[1], 0., held[1]) AS before
          FROM ${database}.metric_points
          WHERE %s AND NOT isNaN(value) AND series IN %s
          GROUP BY series, started
        )
      )
      WHERE ms >= {first_ms:Int64})"""
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
      ))"""
        .formatted(within(series));
  }

  /// A subquery of `series`, `point` and `grown`.
  ///
  /// @param grown a subquery of `series`, `ms` and `value`
  static String byStep(String grown) {
    return "(SELECT series, intDiv(ms, {step:Int64}) AS point, sum(value) AS grown FROM %s GROUP BY series, point)"
        .formatted(grown);
  }

  /// A subquery of `series` and `cells`: an array with a value for each step of the range, NULL
  /// where there is none. Its place in the array stands for the step, so that nothing is looked up.
  ///
  /// @param aggregate makes one value of those of a step, from `arguments`
  /// @param rows a subquery of `series`, `ms` and `value`
  static String lines(String aggregate, String arguments, String rows, int points) {
    return """
    (SELECT series, %sOrNullResample(0, %d, 1)(%s, toUInt32(intDiv(ms, {step:Int64}) - {first_step:Int64})) AS cells
      FROM %s GROUP BY series)"""
        .formatted(aggregate, points, arguments, rows);
  }

  /// Rows of explicit histograms in the range, `READ` for other tables.
  static String read() {
    return READ;
  }
}
