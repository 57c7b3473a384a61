// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.ClickHouse;
import dev.clew.ingest.EventTime;
import dev.clew.model.PointValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes points and what their series are into ClickHouse.
public final class MetricTables {

  private final ClickHouse clickHouse;
  private final String database;
  private final SeriesRegistry registry;

  public MetricTables(ClickHouse clickHouse, String database, SeriesRegistry registry) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.registry = registry;
  }

  /// Inserts everything or throws; safe to call again with the same token.
  void write(List<StoredPoints> batches, String token) {
    var series = new SeriesBlock();
    var points = new PointBlock();
    var histograms = new HistogramBlock();
    var exemplars = new ExemplarBlock();
    Map<String, Set<Long>> described = new HashMap<>();
    for (var batch : batches) {
      var known = described.computeIfAbsent(batch.project(), _ -> new HashSet<>());
      for (var point : batch.points()) {
        long day = EventTime.of(point.timeMs() * 1_000_000, batch.receivedAt()).day();
        long hash = point.series().hash();
        boolean isDue = registry.isDue(batch.project(), point.series().metric().name());
        if ((registry.needsRow(batch.project(), hash) && known.add(hash)) || isDue) {
          series.add(batch.project(), point.series(), batch.receivedAt());
        }
        switch (point.value()) {
          case PointValue.Scalar(var value) -> points.add(batch.project(), day, point, value);
          case PointValue.Histogram histogram ->
              histograms.add(batch.project(), day, point, histogram);
          case PointValue.ExponentialHistogram histogram ->
              histograms.add(batch.project(), day, point, histogram);
          case PointValue.NoValue() -> points.add(batch.project(), day, point, Double.NaN);
          case PointValue.Summary _ ->
              throw new IllegalStateException("a summary arrives in parts");
        }
        exemplars.add(batch.project(), day, point);
      }
    }
    // Series first: a point must never belong to nothing.
    clickHouse.insert(database + ".metric_series", series.block(), token);
    clickHouse.insert(database + ".metric_points", points.block(), token);
    clickHouse.insert(database + ".metric_histograms", histograms.block(), token);
    clickHouse.insert(database + ".metric_exemplars", exemplars.block(), token);
    described.forEach(registry::written);
  }
}
