// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// One exponential histogram, or what several add up to. Bucket `i` of a side holds magnitudes in
/// (base^i, base^(i+1)] with base = 2^(2^-scale).
final class ExponentialBuckets {

  /// More buckets on one side are merged in pairs until they are fewer.
  private static final int MAX_BUCKETS = 4_096;

  private int scale;
  private long zeroCount;
  private NavigableMap<Integer, Long> positive = new TreeMap<>();
  private NavigableMap<Integer, Long> negative = new TreeMap<>();

  ExponentialBuckets(int scale, long zeroCount) {
    this.scale = scale;
    this.zeroCount = zeroCount;
  }

  ExponentialBuckets positive(int offset, List<Long> counts) {
    put(positive, offset, counts);
    return this;
  }

  ExponentialBuckets negative(int offset, List<Long> counts) {
    put(negative, offset, counts);
    return this;
  }

  private static void put(Map<Integer, Long> side, int offset, List<Long> counts) {
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) != 0) {
        side.merge(offset + i, counts.get(i), Long::sum);
      }
    }
  }

  /// What was counted since `before`; all of it when any bucket shrank, because then counting began
  /// again. Neither is changed.
  ExponentialBuckets since(ExponentialBuckets before) {
    int common = Math.min(scale, before.scale);
    var now = at(common);
    var then = before.at(common);
    boolean again =
        now.zeroCount < then.zeroCount
            || shrank(now.positive, then.positive)
            || shrank(now.negative, then.negative);
    if (again) {
      return this;
    }
    now.zeroCount -= then.zeroCount;
    subtract(now.positive, then.positive);
    subtract(now.negative, then.negative);
    return now;
  }

  private static boolean shrank(Map<Integer, Long> now, Map<Integer, Long> then) {
    return then.entrySet().stream()
        .anyMatch(bucket -> now.getOrDefault(bucket.getKey(), 0L) < bucket.getValue());
  }

  private static void subtract(Map<Integer, Long> now, Map<Integer, Long> then) {
    then.forEach((index, count) -> now.merge(index, -count, Long::sum));
  }

  void add(ExponentialBuckets other) {
    int common = Math.min(scale, other.scale);
    shrinkTo(common);
    var theirs = other.at(common);
    zeroCount += theirs.zeroCount;
    theirs.positive.forEach((index, count) -> positive.merge(index, count, Long::sum));
    theirs.negative.forEach((index, count) -> negative.merge(index, count, Long::sum));
    while (positive.size() > MAX_BUCKETS || negative.size() > MAX_BUCKETS) {
      shrinkTo(scale - 1);
    }
  }

  private ExponentialBuckets at(int smallerScale) {
    var copy = new ExponentialBuckets(scale, zeroCount);
    copy.positive.putAll(positive);
    copy.negative.putAll(negative);
    copy.shrinkTo(smallerScale);
    return copy;
  }

  private void shrinkTo(int smallerScale) {
    int levels = scale - smallerScale;
    if (levels > 0) {
      positive = merged(positive, levels);
      negative = merged(negative, levels);
      scale = smallerScale;
    }
  }

  private static NavigableMap<Integer, Long> merged(Map<Integer, Long> side, int levels) {
    var fewer = new TreeMap<Integer, Long>();
    side.forEach((index, count) -> fewer.merge(index >> Math.min(31, levels), count, Long::sum));
    return fewer;
  }

  long count() {
    return zeroCount
        + positive.values().stream().mapToLong(Long::longValue).sum()
        + negative.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The value below which a share of all values lies, along the curve of its bucket; NaN when
  /// there are none.
  double quantile(double share) {
    long count = count();
    if (count == 0) {
      return Double.NaN;
    }
    double rank = share * count;
    double below = 0;
    for (var bucket : negative.descendingMap().entrySet()) {
      if (below + bucket.getValue() >= rank && bucket.getValue() > 0) {
        return -magnitude(bucket.getKey() + 1 - (rank - below) / bucket.getValue());
      }
      below += bucket.getValue();
    }
    below += zeroCount;
    if (below >= rank && zeroCount > 0) {
      return 0;
    }
    double last = 0;
    for (var bucket : positive.entrySet()) {
      if (bucket.getValue() > 0) {
        if (below + bucket.getValue() >= rank) {
          return magnitude(bucket.getKey() + (rank - below) / bucket.getValue());
        }
        last = magnitude(bucket.getKey() + 1);
      }
      below += bucket.getValue();
    }
    return last;
  }

  /// base^index.
  private double magnitude(double index) {
    return Math.pow(2, Math.scalb(index, -scale));
  }
}
