// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Exemplar;
import dev.clew.model.MetricPoint;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import dev.clew.model.PointValue.Quantile;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.List;

/// A point of any type under construction, filled by either decoder. Setting a field again replaces
/// it.
final class PointDraft {

  private static final int NO_RECORDED_VALUE = 1;

  final AttributeList attributes;
  final ExemplarDraft exemplar;
  final Losses losses;
  long startNs;
  long timeNs;
  int flags;
  boolean hasNumber;
  double number;
  long count;
  double sum;
  double min;
  double max;
  int scale;
  long zeroCount;
  double zeroThreshold;
  List<Long> counts = new ArrayList<>();
  List<Double> bounds = new ArrayList<>();
  final BucketsDraft positive = new BucketsDraft();
  final BucketsDraft negative = new BucketsDraft();
  List<Quantile> quantiles = new ArrayList<>();
  private final List<Exemplar> exemplars = new ArrayList<>();
  private final DecodeLimits limits;

  PointDraft(DecodeLimits limits, Losses losses) {
    this.limits = limits;
    this.losses = losses;
    attributes = new AttributeList(limits.attributes());
    exemplar = new ExemplarDraft(new AttributeList(limits.innerAttributes()));
  }

  void clear() {
    losses.clear();
    attributes.clear();
    exemplars.clear();
    startNs = 0;
    timeNs = 0;
    flags = 0;
    hasNumber = false;
    number = 0;
    count = 0;
    sum = Double.NaN;
    min = Double.NaN;
    max = Double.NaN;
    scale = 0;
    zeroCount = 0;
    zeroThreshold = 0;
    counts.clear();
    bounds.clear();
    positive.clear();
    negative.clear();
    quantiles.clear();
  }

  void set(double value) {
    number = value;
    hasNumber = true;
  }

  void count(long bucket) {
    add(counts, bucket);
  }

  void bound(double upper) {
    add(bounds, upper);
  }

  void quantile(double quantile, double value) {
    add(quantiles, new Quantile(quantile, value));
  }

  <T> void add(List<T> list, T item) {
    if (list.size() < limits.items()) {
      list.add(item);
    } else {
      losses.cut();
    }
  }

  /// Takes over what [#exemplar] holds.
  void addExemplar() {
    if (exemplars.size() == limits.links()) {
      losses.cut();
      return;
    }
    if (exemplar.attributes.dropped() > 0) {
      losses.cut();
    }
    exemplars.add(exemplar.build());
  }

  /// The finished point. What it says may still be nonsense; the decoder does not judge.
  MetricPoint build(MetricType type) {
    if (attributes.dropped() > 0) {
      losses.cut();
    }
    return new MetricPoint(attributes.build(), startNs, timeNs, value(type), exemplars);
  }

  private PointValue value(MetricType type) {
    if ((flags & NO_RECORDED_VALUE) != 0) {
      return PointValue.NO_VALUE;
    }
    return switch (type) {
      case GAUGE, SUM -> hasNumber ? new PointValue.Scalar(number) : PointValue.NO_VALUE;
      case HISTOGRAM -> new PointValue.Histogram(count, sum, min, max, bounds, counts);
      case EXPONENTIAL_HISTOGRAM ->
          new PointValue.ExponentialHistogram(
              count,
              sum,
              min,
              max,
              scale,
              zeroCount,
              zeroThreshold,
              positive.build(),
              negative.build());
      case SUMMARY -> new PointValue.Summary(count, Double.isNaN(sum) ? 0 : sum, quantiles);
    };
  }

  /// Buckets on one side of zero.
  static final class BucketsDraft {
    int offset;
    final List<Long> counts = new ArrayList<>();

    void clear() {
      offset = 0;
      counts.clear();
    }

    private Buckets build() {
      return offset == 0 && counts.isEmpty() ? Buckets.NONE : new Buckets(offset, counts);
    }
  }

  /// An exemplar under construction.
  static final class ExemplarDraft {
    final AttributeList attributes;
    final DraftId traceId = new DraftId(16);
    final DraftId spanId = new DraftId(8);
    long timeNs;
    double value;

    private ExemplarDraft(AttributeList attributes) {
      this.attributes = attributes;
    }

    void clear() {
      attributes.clear();
      traceId.clear();
      spanId.clear();
      timeNs = 0;
      value = 0;
    }

    /// Ids that are no ids lead nowhere; the measurement stays.
    private Exemplar build() {
      return new Exemplar(
          attributes.build(),
          timeNs,
          value,
          new TraceId(traceId.high(), traceId.low()),
          new SpanId(spanId.low()));
    }
  }
}
