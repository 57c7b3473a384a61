// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// Durations, every one kept. For one thread at a time.
final class Latencies {

  private long[] nanos = new long[1024];
  private int count;

  void add(long durationNs) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = durationNs;
  }

  void addAll(Latencies others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /// In milliseconds; the largest for 1.
  String quantile(double share) {
    if (count == 0) {
      return "–";
    }
    Arrays.sort(nanos, 0, count);
    int index = Math.min(count - 1, (int) Math.ceil(share * count) - 1);
    return String.format(Locale.ROOT, "%.1f", nanos[Math.max(0, index)] / 1e6);
  }
}
