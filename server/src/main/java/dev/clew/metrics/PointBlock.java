// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Block;
import dev.clew.engine.Column;

/// Rows of `metric_points`, with the columns of `0010_metrics.sql`.
final class PointBlock {

  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole day = block.whole("day", "Date");
  private final Column.Symbols metric = block.symbols("metric");
  private final Column.Whole series = block.whole("series", "UInt64");
  private final Column.Whole time = block.whole("time", "DateTime64(3, 'UTC')");
  private final Column.Whole startTime = block.whole("start_time", "DateTime64(3, 'UTC')");
  private final Column.Real64 value = block.real64("value");

  Block block() {
    return block;
  }

  void add(String projectId, long onDay, StoredPoints.Point point, double number) {
    project.add(projectId);
    day.add(onDay);
    metric.add(point.series().metric().name());
    series.add(point.series().hash());
    time.add(point.timeMs());
    startTime.add(point.startMs());
    value.add(number);
  }
}
