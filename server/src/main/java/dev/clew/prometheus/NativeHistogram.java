// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import dev.clew.otlp.ProtobufCursor;
import java.util.ArrayList;
import java.util.List;

/// A native histogram of Prometheus (`Histogram` of remote-write, the same in 1.0 and 2.0).
///
/// Its bucket `i` ends at base^i, where OpenTelemetry's begins; counts are differences from one
/// bucket to the next, in spans that leave out empty ones.
final class NativeHistogram {

  private static final int CUSTOM_BOUNDS = -53;
  private static final int MAX_BUCKETS = 10_000;

  long timeMs;
  private double count;
  private double sum = Double.NaN;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private final Side positive = new Side();
  private final Side negative = new Side();
  private final List<Double> customBounds = new ArrayList<>();

  private static final class Side {
    final List<int[]> spans = new ArrayList<>();
    final List<Long> deltas = new ArrayList<>();
    final List<Double> counts = new ArrayList<>();

    /// All counts from the first bucket on; the first element is the index of that bucket.
    Buckets buckets(int shift) {
      if (spans.isEmpty()) {
        return Buckets.NONE;
      }
      var all = new ArrayList<Long>();
      int first = spans.getFirst()[0];
      long running = 0;
      int next = 0;
      for (int i = 0; i < spans.size(); i++) {
        var span = spans.get(i);
        for (int gap = 0; i > 0 && gap < span[0] && all.size() < MAX_BUCKETS; gap++) {
          all.add(0L);
        }
        for (int j = 0; j < span[1] && all.size() < MAX_BUCKETS; j++, next++) {
          if (next < deltas.size()) {
            running += deltas.get(next);
          } else if (next < counts.size()) {
            running = Math.round(counts.get(next));
          }
          all.add(running);
        }
      }
      return new Buckets(first + shift, all);
    }
  }

  void field(ProtobufCursor in, int tag) {
    switch (tag) {
      case (1 << 3) | VARINT -> count = (double) in.varint64();
      case (2 << 3) | FIXED64 -> count = real(in);
      case (3 << 3) | FIXED64 -> sum = real(in);
      case (4 << 3) | VARINT -> schema = (int) zigzag(in.varint64());
      case (5 << 3) | FIXED64 -> zeroThreshold = real(in);
      case (6 << 3) | VARINT -> zeroCount = (double) in.varint64();
      case (7 << 3) | FIXED64 -> zeroCount = real(in);
      case (8 << 3) | LENGTH -> span(in, negative);
      case (9 << 3) | LENGTH -> packed(in, () -> negative.deltas.add(zigzag(in.varint64())));
      case (10 << 3) | LENGTH -> packed(in, () -> negative.counts.add(real(in)));
      case (11 << 3) | LENGTH -> span(in, positive);
      case (12 << 3) | LENGTH -> packed(in, () -> positive.deltas.add(zigzag(in.varint64())));
      case (13 << 3) | LENGTH -> packed(in, () -> positive.counts.add(real(in)));
      case (15 << 3) | VARINT -> timeMs = in.varint64();
      case (16 << 3) | LENGTH -> packed(in, () -> customBounds.add(real(in)));
      default -> in.skip(tag);
    }
  }

  private static void span(ProtobufCursor in, Side side) {
    int outer = in.enter();
    var span = new int[2];
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | VARINT -> span[0] = (int) zigzag(in.varint64());
        case (2 << 3) | VARINT -> span[1] = in.varint32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    side.spans.add(span);
  }

  private static void packed(ProtobufCursor in, Runnable one) {
    int outer = in.enter();
    while (in.hasMore()) {
      one.run();
    }
    in.leave(outer);
  }

  private static double real(ProtobufCursor in) {
    return Double.longBitsToDouble(in.fixed64());
  }

  private static long zigzag(long bits) {
    return (bits >>> 1) ^ -(bits & 1);
  }

  boolean isCustom() {
    return schema == CUSTOM_BOUNDS;
  }

  PointValue value() {
    long total = Math.round(count);
    if (isCustom()) {
      var buckets = positive.buckets(0);
      var counts = new ArrayList<Long>();
      for (int i = 0; i < buckets.offset() && counts.size() <= customBounds.size(); i++) {
        counts.add(0L);
      }
      counts.addAll(buckets.counts());
      while (counts.size() <= customBounds.size()) {
        counts.add(0L);
      }
      return new PointValue.Histogram(total, sum, Double.NaN, Double.NaN, customBounds, counts);
    }
    return new PointValue.ExponentialHistogram(
        total,
        sum,
        Double.NaN,
        Double.NaN,
        schema,
        Math.round(zeroCount),
        zeroThreshold,
        positive.buckets(-1),
        negative.buckets(-1));
  }
}
