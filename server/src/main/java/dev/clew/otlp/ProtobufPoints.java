// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import dev.clew.model.MetricType;
import dev.clew.otlp.PointDraft.BucketsDraft;

/// Reads the data points of every type and their exemplars (opentelemetry-proto `metrics.proto`).
///
/// A field that is known but arrives with another wire type is skipped like an unknown one, except
/// that repeated numbers may be packed or not, as in protobuf-java.
final class ProtobufPoints {

  private final ProtobufCursor in;
  private final ProtobufValues values;
  private final PointDraft draft;
  private final AttributeList ignored = new AttributeList(0);

  ProtobufPoints(ProtobufCursor in, ProtobufValues values, PointDraft draft) {
    this.in = in;
    this.values = values;
    this.draft = draft;
  }

  void point(MetricDraft metric, MetricType type) {
    int outer = in.enter();
    draft.clear();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (type) {
        case GAUGE, SUM -> number(tag);
        case HISTOGRAM -> histogram(tag);
        case EXPONENTIAL_HISTOGRAM -> exponential(tag);
        case SUMMARY -> summary(tag);
      }
    }
    in.leave(outer);
    metric.add(draft);
  }

  /// Not kept, but what is no attribute is refused.
  void ignoredAttribute() {
    ignored.clear();
    values.attribute(ignored);
  }

  private void number(int tag) {
    switch (tag) {
      case (2 << 3) | FIXED64 -> draft.startNs = Counts.time(in.fixed64());
      case (3 << 3) | FIXED64 -> draft.timeNs = Counts.time(in.fixed64());
      case (4 << 3) | FIXED64 -> draft.set(real());
      case (5 << 3) | LENGTH -> exemplar();
      case (6 << 3) | FIXED64 -> draft.set((double) in.fixed64());
      case (7 << 3) | LENGTH -> values.attribute(draft.attributes);
      case (8 << 3) | VARINT -> draft.flags = in.varint32();
      default -> in.skip(tag);
    }
  }

  private void histogram(int tag) {
    switch (tag) {
      case (2 << 3) | FIXED64 -> draft.startNs = Counts.time(in.fixed64());
      case (3 << 3) | FIXED64 -> draft.timeNs = Counts.time(in.fixed64());
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.sum = real();
      case (6 << 3) | FIXED64 -> draft.count(in.fixed64());
      case (6 << 3) | LENGTH -> packed(() -> draft.count(in.fixed64()));
      case (7 << 3) | FIXED64 -> draft.bound(real());
      case (7 << 3) | LENGTH -> packed(() -> draft.bound(real()));
      case (8 << 3) | LENGTH -> exemplar();
      case (9 << 3) | LENGTH -> values.attribute(draft.attributes);
      case (10 << 3) | VARINT -> draft.flags = in.varint32();
      case (11 << 3) | FIXED64 -> draft.min = real();
      case (12 << 3) | FIXED64 -> draft.max = real();
      default -> in.skip(tag);
    }
  }

  private void exponential(int tag) {
    switch (tag) {
      case (1 << 3) | LENGTH -> values.attribute(draft.attributes);
      case (2 << 3) | FIXED64 -> draft.startNs = Counts.time(in.fixed64());
      case (3 << 3) | FIXED64 -> draft.timeNs = Counts.time(in.fixed64());
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.sum = real();
      case (6 << 3) | VARINT -> draft.scale = signed();
      case (7 << 3) | FIXED64 -> draft.zeroCount = in.fixed64();
      case (8 << 3) | LENGTH -> buckets(draft.positive);
      case (9 << 3) | LENGTH -> buckets(draft.negative);
      case (10 << 3) | VARINT -> draft.flags = in.varint32();
      case (11 << 3) | LENGTH -> exemplar();
      case (12 << 3) | FIXED64 -> draft.min = real();
      case (13 << 3) | FIXED64 -> draft.max = real();
      case (14 << 3) | FIXED64 -> draft.zeroThreshold = real();
      default -> in.skip(tag);
    }
  }

  private void summary(int tag) {
    switch (tag) {
      case (2 << 3) | FIXED64 -> draft.startNs = Counts.time(in.fixed64());
      case (3 << 3) | FIXED64 -> draft.timeNs = Counts.time(in.fixed64());
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.sum = real();
      case (6 << 3) | LENGTH -> quantile();
      case (7 << 3) | LENGTH -> values.attribute(draft.attributes);
      case (8 << 3) | VARINT -> draft.flags = in.varint32();
      default -> in.skip(tag);
    }
  }

  private void buckets(BucketsDraft into) {
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | VARINT -> into.offset = signed();
        case (2 << 3) | VARINT -> draft.add(into.counts, in.varint64());
        case (2 << 3) | LENGTH -> packed(() -> draft.add(into.counts, in.varint64()));
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void quantile() {
    int outer = in.enter();
    double quantile = 0;
    double value = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | FIXED64 -> quantile = real();
        case (2 << 3) | FIXED64 -> value = real();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.quantile(quantile, value);
  }

  private void exemplar() {
    int outer = in.enter();
    var exemplar = draft.exemplar;
    exemplar.clear();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (2 << 3) | FIXED64 -> exemplar.timeNs = Counts.time(in.fixed64());
        case (3 << 3) | FIXED64 -> exemplar.value = real();
        case (4 << 3) | LENGTH -> id(exemplar.spanId);
        case (5 << 3) | LENGTH -> id(exemplar.traceId);
        case (6 << 3) | FIXED64 -> exemplar.value = (double) in.fixed64();
        case (7 << 3) | LENGTH -> values.attribute(exemplar.attributes);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.addExemplar();
  }

  private void packed(Runnable one) {
    int outer = in.enter();
    while (in.hasMore()) {
      one.run();
    }
    in.leave(outer);
  }

  private void id(DraftId into) {
    int length = in.length();
    into.set(in.bytes(), in.advance(length), length);
  }

  private double real() {
    return Double.longBitsToDouble(in.fixed64());
  }

  /// `sint32`: zigzag.
  private int signed() {
    int bits = in.varint32();
    return (bits >>> 1) ^ -(bits & 1);
  }
}
