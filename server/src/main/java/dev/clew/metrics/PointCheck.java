// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.model.Metric;
import dev.clew.model.MetricPoint;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import dev.clew.model.Rejection;
import dev.clew.model.Rejection.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a point can be true. A point that cannot is rejected alone, with a reason.
final class PointCheck {

  private static final int MAX_NAME = 1_024;
  private static final int MAX_BUCKETS = 2_048;
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;

  private PointCheck() {}

  /// `null` when there is nothing wrong.
  static @Nullable Rejection problem(Metric metric, MetricPoint point) {
    var problem = problem(metric);
    if (problem == null) {
      problem = problem(metric, point.value());
    }
    return problem == null
        ? null
        : new Rejection(Reason.INVALID_POINT, "metric " + shown(metric.name()) + ": " + problem);
  }

  private static String shown(String name) {
    return name.length() > 80 ? name.substring(0, 80) + "…" : name;
  }

  private static @Nullable String problem(Metric metric) {
    if (metric.name().isBlank()) {
      return "it has no name";
    }
    if (metric.name().length() > MAX_NAME) {
      return "name of %d characters (expected: at most %d)"
          .formatted(metric.name().length(), MAX_NAME);
    }
    return null;
  }

  private static @Nullable String problem(Metric metric, PointValue value) {
    return switch (value) {
      case PointValue.Scalar(var number) ->
          metric.monotonic() && number < 0
              ? "a counter of " + number + " (expected: 0 or more)"
              : null;
      case PointValue.Histogram histogram -> problem(histogram);
      case PointValue.ExponentialHistogram histogram -> problem(histogram);
      case PointValue.Summary(var count, _, var quantiles) -> {
        if (count < 0) {
          yield "a count beyond 2^63";
        }
        yield quantiles.stream().allMatch(q -> q.quantile() >= 0 && q.quantile() <= 1)
            ? null
            : "a quantile outside 0..1";
      }
      case PointValue.NoValue() -> null;
    };
  }

  private static @Nullable String problem(PointValue.Histogram histogram) {
    int bounds = histogram.bounds().size();
    int counts = histogram.counts().size();
    if (counts > MAX_BUCKETS) {
      return "%d buckets (expected: at most %d)".formatted(counts, MAX_BUCKETS);
    }
    if (counts == 0 ? bounds > 0 : counts != bounds + 1) {
      return "%d bounds and %d bucket counts (expected: one count more than bounds)"
          .formatted(bounds, counts);
    }
    for (int i = 0; i < bounds; i++) {
      double bound = histogram.bounds().get(i);
      if (Double.isNaN(bound) || (i > 0 && bound <= histogram.bounds().get(i - 1))) {
        return "bounds that do not ascend";
      }
    }
    return counts == 0
        ? histogram.count() < 0 ? "a count beyond 2^63" : null
        : sumProblem(histogram.count(), total(histogram.counts()));
  }

  private static @Nullable String problem(PointValue.ExponentialHistogram histogram) {
    if (histogram.scale() < MIN_SCALE || histogram.scale() > MAX_SCALE) {
      return "scale %d (expected: %d..%d)".formatted(histogram.scale(), MIN_SCALE, MAX_SCALE);
    }
    for (var side : List.of(histogram.positive(), histogram.negative())) {
      if (side.counts().size() > MAX_BUCKETS) {
        return "%d buckets (expected: at most %d)".formatted(side.counts().size(), MAX_BUCKETS);
      }
      if (isBeyond(side)) {
        return "bucket offset " + side.offset();
      }
    }
    if (histogram.zeroCount() < 0) {
      return "a count beyond 2^63";
    }
    long positive = total(histogram.positive().counts());
    long negative = total(histogram.negative().counts());
    return positive < 0 || negative < 0
        ? "a count beyond 2^63"
        : sumProblem(histogram.count(), histogram.zeroCount() + positive + negative);
  }

  /// Indexes must stay numbers when buckets are merged.
  private static boolean isBeyond(Buckets side) {
    return Math.abs((long) side.offset()) > 1 << 30;
  }

  private static @Nullable String sumProblem(long count, long inBuckets) {
    if (count < 0 || inBuckets < 0) {
      return "a count beyond 2^63";
    }
    return count == inBuckets
        ? null
        : "a count of %d and buckets that hold %d (expected: the same)".formatted(count, inBuckets);
  }

  /// -1 when a count, or their sum, is no count.
  private static long total(List<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      if (count < 0 || sum + count < 0) {
        return -1;
      }
      sum += count;
    }
    return sum;
  }
}
