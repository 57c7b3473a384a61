// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.otlp.PointDraft.BucketsDraft;
import java.io.IOException;

/// Reads the data points of every type and their exemplars from JSON. Members of different types
/// never share a name with different meanings, so one reading serves all.
final class JsonPoints {

  private final JsonCursor in;
  private final JsonScalars scalars;
  private final JsonValues values;
  private final PointDraft draft;

  JsonPoints(JsonInput input) {
    in = input.cursor();
    scalars = input.scalars();
    values = input.values();
    draft = new PointDraft(input.limits(), input.losses());
  }

  void point(MetricDraft metric) throws IOException {
    draft.clear();
    in.object(this::member);
    metric.add(draft);
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "attributes" -> values.attributes(draft.attributes);
      case "startTimeUnixNano" -> draft.startNs = scalars.time();
      case "timeUnixNano" -> draft.timeNs = scalars.time();
      case "flags" -> draft.flags = scalars.unsigned32();
      case "exemplars" -> in.array(this::exemplar);
      case "asDouble" -> {
        if (!in.isNull()) {
          draft.set(scalars.real());
        }
      }
      case "asInt" -> {
        if (!in.isNull()) {
          draft.set((double) scalars.whole());
        }
      }
      case "count" -> draft.count = scalars.unsigned64();
      case "sum" -> draft.sum = optional();
      case "min" -> draft.min = optional();
      case "max" -> draft.max = optional();
      case "bucketCounts" -> in.array(() -> draft.count(scalars.unsigned64()));
      case "explicitBounds" -> in.array(() -> draft.bound(scalars.real()));
      case "scale" -> draft.scale = scalars.whole32();
      case "zeroCount" -> draft.zeroCount = scalars.unsigned64();
      case "zeroThreshold" -> draft.zeroThreshold = scalars.real();
      case "positive" -> in.object(field -> buckets(field, draft.positive));
      case "negative" -> in.object(field -> buckets(field, draft.negative));
      case "quantileValues" -> in.array(this::quantile);
      default -> in.skip();
    }
  }

  private double optional() throws IOException {
    return in.isNull() ? Double.NaN : scalars.real();
  }

  private void buckets(String name, BucketsDraft into) throws IOException {
    switch (name) {
      case "offset" -> into.offset = scalars.whole32();
      case "bucketCounts" -> in.array(() -> draft.add(into.counts, scalars.unsigned64()));
      default -> in.skip();
    }
  }

  private void quantile() throws IOException {
    var pair = new double[2];
    in.object(
        name -> {
          switch (name) {
            case "quantile" -> pair[0] = scalars.real();
            case "value" -> pair[1] = scalars.real();
            default -> in.skip();
          }
        });
    draft.quantile(pair[0], pair[1]);
  }

  private void exemplar() throws IOException {
    var exemplar = draft.exemplar;
    exemplar.clear();
    in.object(
        name -> {
          switch (name) {
            case "filteredAttributes" -> values.attributes(exemplar.attributes);
            case "timeUnixNano" -> exemplar.timeNs = scalars.time();
            case "asDouble" -> exemplar.value = scalars.real();
            case "asInt" -> exemplar.value = (double) scalars.whole();
            case "spanId" -> scalars.id(exemplar.spanId);
            case "traceId" -> scalars.id(exemplar.traceId);
            default -> in.skip();
          }
        });
    draft.addExemplar();
  }
}
