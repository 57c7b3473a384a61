// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import java.util.List;

/// Rows of `metric_histograms`, with the columns of `0010_metrics.sql`.
final class HistogramBlock {

  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole day = block.whole("day", "Date");
  private final Column.Symbols metric = block.symbols("metric");
  private final Column.Whole series = block.whole("series", "UInt64");
  private final Column.Whole time = block.whole("time", "DateTime64(3, 'UTC')");
  private final Column.Whole startTime = block.whole("start_time", "DateTime64(3, 'UTC')");
  private final Column.Whole count = block.whole("count", "UInt64");
  private final Column.Real64 sum = block.real64("sum");
  private final Column.Real64 min = block.real64("min");
  private final Column.Real64 max = block.real64("max");
  private final Column.RealList bounds = block.realList("bounds");
  private final Column.WholeList counts = block.wholeList("counts");
  private final Column.Whole scale = block.whole("scale", "Int32");
  private final Column.Whole zeroCount = block.whole("zero_count", "UInt64");
  private final Column.Real64 zeroThreshold = block.real64("zero_threshold");
  private final Column.Whole positiveOffset = block.whole("positive_offset", "Int32");
  private final Column.WholeList positive = block.wholeList("positive");
  private final Column.Whole negativeOffset = block.whole("negative_offset", "Int32");
  private final Column.WholeList negative = block.wholeList("negative");

  Block block() {
    return block;
  }

  void add(String projectId, long onDay, StoredPoints.Point point, PointValue.Histogram histogram) {
    key(projectId, onDay, point);
    count.add(histogram.count());
    sum.add(histogram.sum());
    min.add(histogram.min());
    max.add(histogram.max());
    bounds.add(histogram.bounds());
    counts.add(histogram.counts());
    exponential(0, 0, 0, Buckets.NONE, Buckets.NONE);
  }

  void add(
      String projectId,
      long onDay,
      StoredPoints.Point point,
      PointValue.ExponentialHistogram histogram) {
    key(projectId, onDay, point);
    count.add(histogram.count());
    sum.add(histogram.sum());
    min.add(histogram.min());
    max.add(histogram.max());
    bounds.add(List.of());
    counts.add(List.of());
    exponential(
        histogram.scale(),
        histogram.zeroCount(),
        histogram.zeroThreshold(),
        histogram.positive(),
        histogram.negative());
  }

  private void key(String projectId, long onDay, StoredPoints.Point point) {
    project.add(projectId);
    day.add(onDay);
    metric.add(point.series().metric().name());
    series.add(point.series().hash());
    time.add(point.timeMs());
    startTime.add(point.startMs());
  }

  private void exponential(
      int ofScale, long zeros, double threshold, Buckets above, Buckets below) {
    scale.add(ofScale);
    zeroCount.add(zeros);
    zeroThreshold.add(threshold);
    positiveOffset.add(above.offset());
    positive.add(above.counts());
    negativeOffset.add(below.offset());
    negative.add(below.counts());
  }
}
