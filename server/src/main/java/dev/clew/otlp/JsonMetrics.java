// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.MetricType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads `Metric` and its data of every type from JSON, up to the points, which [JsonPoints] reads.
final class JsonMetrics implements JsonRecords {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonPoints points;
  private final MetricBatchDraft batch;
  private final List<MetricDraft> waiting = new ArrayList<>();

  JsonMetrics(JsonInput input, MetricBatchDraft batch) {
    in = input.cursor();
    scalars = input.scalars();
    points = new JsonPoints(input);
    this.batch = batch;
  }

  @Override
  public String resourcesName() {
    return "resourceMetrics";
  }

  @Override
  public String scopesName() {
    return "scopeMetrics";
  }

  @Override
  public String recordsName() {
    return "metrics";
  }

  @Override
  public int size() {
    return waiting.size();
  }

  @Override
  public void assign(int from, int to, Origin origin) {
    waiting.subList(from, to).forEach(draft -> batch.add(draft, origin));
  }

  @Override
  public void record() throws IOException {
    var draft = new MetricDraft();
    waiting.add(draft);
    in.object(
        name -> {
          switch (name) {
            case "name" -> draft.name = scalars.name();
            case "description" -> draft.description = scalars.name();
            case "unit" -> draft.unit = scalars.name();
            case "gauge" -> data(draft, MetricType.GAUGE);
            case "sum" -> data(draft, MetricType.SUM);
            case "histogram" -> data(draft, MetricType.HISTOGRAM);
            case "exponentialHistogram" -> data(draft, MetricType.EXPONENTIAL_HISTOGRAM);
            case "summary" -> data(draft, MetricType.SUMMARY);
            default -> in.skip();
          }
        });
  }

  private void data(MetricDraft draft, MetricType type) throws IOException {
    if (in.isNull()) {
      return;
    }
    draft.type(type);
    in.object(
        name -> {
          switch (name) {
            case "dataPoints" -> in.array(() -> points.point(draft));
            case "aggregationTemporality" -> draft.temporality = scalars.enumNumber();
            case "isMonotonic" -> draft.monotonic = scalars.bool();
            default -> in.skip();
          }
        });
  }
}
