// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

/// SQL over `metric_histograms` with explicit bounds.
///
/// A stream is a series, a start and a set of bounds: counts are only ever compared with counts of
/// the same buckets. When any count of a stream shrinks, counting began again.
final class HistogramSql {

  private HistogramSql() {}

  private static String read(String series) {
    return NumberSql.read() + " AND series IN " + series;
  }

  /// A subquery of `series`, `point`, `edges`, and what was observed: `n`, `total`, `inside` by
  /// bucket; of cumulative histograms. Extremes of a step are unknown: NaN.
  static String cumulative(String series) {
    return """
    (SELECT series, intDiv(inc.1, {step:Int64}) AS point, edges, sum(inc.2) AS n, sum(inc.3) AS total, sumForEach(inc.4) AS inside, nan AS lowest, nan AS highest
      FROM (
        SELECT series, edges, arrayJoin(arrayMap((c, p) -> if(c.2 < p.2 OR arrayExists((a, b) -> a < b, c.4, p.4), c,
            (c.1, c.2 - p.2, c.3 - p.3, arrayMap((a, b) -> a - b, c.4, p.4))), sorted, arrayPopBack(arrayPushFront(sorted, before)))) AS inc
        FROM (
          SELECT series, toUnixTimestamp64Milli(start_time) AS started, bounds AS edges,
            arraySort(x -> x.1, groupArray((toUnixTimestamp64Milli(time), toInt64(count), sum, arrayMap(x -> toInt64(x), counts)))) AS sorted,
            if(started >= {read_ms:Int64} AND started < sorted[1].1, (toInt64(0), toInt64(0), 0., arrayMap(x -> toInt64(0), sorted[1].4)), sorted[1]) AS before
          FROM ${database}.metric_histograms
          WHERE %s
          GROUP BY series, started, edges
        )
      )
      WHERE inc.1 >= {first_ms:Int64}
      GROUP BY series, point, edges)"""
        .formatted(read(series));
  }

  /// The same of delta histograms; what was stored twice counts once.
  static String delta(String series) {
    return """
    (SELECT series, intDiv(toUnixTimestamp64Milli(time), {step:Int64}) AS point, edges, sum(once.1) AS n, sum(once.2) AS total, sumForEach(once.3) AS inside, min(once.4) AS lowest, max(once.5) AS highest
      FROM (
        SELECT series, time, bounds AS edges, any((toInt64(count), sum, arrayMap(x -> toInt64(x), counts), min, max)) AS once
        FROM ${database}.metric_histograms
        WHERE %s AND time >= fromUnixTimestamp64Milli({first_ms:Int64})
        GROUP BY series, time, start_time, edges
      )
      GROUP BY series, point, edges)"""
        .formatted(read(series));
  }

  /// Exponential histograms, stream by stream in the order of time.
  ///
  /// @param grouped a subquery of `series`, `labels` and `temporality`
  static String exponential(String series, String grouped, int limit) {
    return """
    SELECT labels, series, temporality, started, at, count, sum, min, max, scale, zero_count, positive_offset, positive, negative_offset, negative
    FROM (
      SELECT series, toUnixTimestamp64Milli(start_time) AS started, toUnixTimestamp64Milli(time) AS at, count, sum, min, max,
        scale, zero_count, positive_offset, positive, negative_offset, negative
      FROM ${database}.metric_histograms
      WHERE %s
      ORDER BY series, started, at
      LIMIT 1 BY series, started, at
      LIMIT %d
    ) AS parts INNER JOIN %s AS chosen USING (series)
    ORDER BY series, started, at
    """
        .formatted(read(series), limit, grouped);
  }
}
