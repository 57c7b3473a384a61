// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.Arrays;

/// How long acknowledged records took to become visible to queries: the last few hundred commits.
/// Thread-safe.
public final class Visibility {

  private static final int KEPT = 512;

  private final double[] lags = new double[KEPT];
  private int seen;

  /// Milliseconds.
  public record Lag(double p50Ms, double p95Ms, double maxMs) {}

  synchronized void add(double ms) {
    lags[seen++ % KEPT] = ms;
  }

  public synchronized Lag lag() {
    int size = Math.min(seen, KEPT);
    if (size == 0) {
      return new Lag(0, 0, 0);
    }
    var sorted = Arrays.copyOf(lags, size);
    Arrays.sort(sorted);
    return new Lag(sorted[size / 2], sorted[size * 95 / 100], sorted[size - 1]);
  }
}
