// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import dev.clew.model.MetricType;

/// Reads `Metric` and its data of every type (opentelemetry-proto `metrics.proto`), up to the
/// points, which [ProtobufPoints] reads.
final class ProtobufMetrics {

  private final ProtobufCursor in;
  private final ProtobufValues values;
  private final ProtobufPoints points;

  ProtobufMetrics(ProtobufCursor in, ProtobufValues values, PointDraft draft) {
    this.in = in;
    this.values = values;
    points = new ProtobufPoints(in, values, draft);
  }

  void metric(MetricBatchDraft batch, Origin origin) {
    int outer = in.enter();
    var draft = new MetricDraft();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | LENGTH -> draft.name = values.name();
        case (2 << 3) | LENGTH -> draft.description = values.name();
        case (3 << 3) | LENGTH -> draft.unit = values.name();
        case (5 << 3) | LENGTH -> data(draft, MetricType.GAUGE);
        case (7 << 3) | LENGTH -> data(draft, MetricType.SUM);
        case (9 << 3) | LENGTH -> data(draft, MetricType.HISTOGRAM);
        case (10 << 3) | LENGTH -> data(draft, MetricType.EXPONENTIAL_HISTOGRAM);
        case (11 << 3) | LENGTH -> data(draft, MetricType.SUMMARY);
        case (12 << 3) | LENGTH -> points.ignoredAttribute();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    batch.add(draft, origin);
  }

  private void data(MetricDraft draft, MetricType type) {
    draft.type(type);
    boolean hasTemporality = type != MetricType.GAUGE && type != MetricType.SUMMARY;
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == ((1 << 3) | LENGTH)) {
        points.point(draft, type);
      } else if (tag == ((2 << 3) | VARINT) && hasTemporality) {
        draft.temporality = in.varint32();
      } else if (tag == ((3 << 3) | VARINT) && type == MetricType.SUM) {
        draft.monotonic = in.varint64() != 0;
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
