// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.ingest.RejectionList;
import dev.clew.model.Metric;
import dev.clew.model.MetricPoint;
import dev.clew.model.MetricType;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import dev.clew.model.Temporality;
import java.util.ArrayList;
import java.util.List;

/// A metric under construction. Its points come before or after what they have in common.
final class MetricDraft {

  String name = "";
  String unit = "";
  String description = "";
  int temporality;
  boolean monotonic;
  private MetricType type = MetricType.GAUGE;
  private final List<MetricPoint> points = new ArrayList<>();
  private RejectionList rejections = new RejectionList();
  private int clipped;

  /// Begins or continues data of a type. Data of another type replaces what there was, as in
  /// protobuf.
  void type(MetricType next) {
    if (next != type) {
      points.clear();
      rejections = new RejectionList();
      clipped = 0;
      temporality = 0;
      monotonic = false;
      type = next;
    }
  }

  void add(PointDraft point) {
    var built = point.build(type);
    if (point.losses.isTooDeep()) {
      rejections.add(new Rejection(Reason.TOO_DEEP, "an attribute of a data point nests too deep"));
      return;
    }
    if (point.losses.cuts() > 0) {
      clipped++;
    }
    points.add(built);
  }

  List<Rejection> rejections() {
    return rejections.toList();
  }

  int size() {
    return points.size();
  }

  int clipped() {
    return clipped;
  }

  Metric build(Origin origin) {
    return new Metric(
        name,
        unit,
        description,
        type,
        Temporality.of(temporality),
        monotonic,
        origin.resource(),
        origin.scope(),
        points);
  }
}
