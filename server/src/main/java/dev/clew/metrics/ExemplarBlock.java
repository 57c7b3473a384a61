// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.ingest.ValueJson;

/// Rows of `metric_exemplars`, with the columns of `0010_metrics.sql`.
final class ExemplarBlock {

  /// Of one point: more say nothing that these do not.
  private static final int MAX_PER_POINT = 32;

  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole day = block.whole("day", "Date");
  private final Column.Symbols metric = block.symbols("metric");
  private final Column.Whole series = block.whole("series", "UInt64");
  private final Column.Whole time = block.whole("time", "DateTime64(3, 'UTC')");
  private final Column.Real64 value = block.real64("value");
  private final Column.Fixed16 traceId = block.fixed16("trace_id");
  private final Column.Fixed8 spanId = block.fixed8("span_id");
  private final Column.Text attributes = block.text("attributes");

  Block block() {
    return block;
  }

  void add(String projectId, long onDay, StoredPoints.Point point) {
    int kept = Math.min(MAX_PER_POINT, point.exemplars().size());
    for (var exemplar : point.exemplars().subList(0, kept)) {
      project.add(projectId);
      day.add(onDay);
      metric.add(point.series().metric().name());
      series.add(point.series().hash());
      time.add(exemplar.timeNs() == 0 ? point.timeMs() : exemplar.timeNs() / 1_000_000);
      value.add(exemplar.value());
      traceId.add(exemplar.traceId().high(), exemplar.traceId().low());
      spanId.add(exemplar.spanId().value());
      attributes.add(
          exemplar.attributes().isEmpty() ? "" : ValueJson.attributes(exemplar.attributes()));
    }
  }
}
