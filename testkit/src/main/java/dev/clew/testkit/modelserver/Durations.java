// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.Locale;

/// A histogram of durations, as Prometheus knows them.
final class Durations {

  private static final double[] BOUNDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
  };

  private final long[] counts = new long[BOUNDS.length + 1];
  private double sum;

  synchronized void add(long nanos) {
    double seconds = nanos / 1e9;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += seconds;
  }

  /// @param labels such as `model_name="m"`
  synchronized void writeTo(StringBuilder out, String name, String labels) {
    long below = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      below += counts[bucket];
      var bound = bucket < BOUNDS.length ? Double.toString(BOUNDS[bucket]) : "+Inf";
      out.append("%s_bucket{%s,le=\"%s\"} %d\n".formatted(name, labels, bound, below));
    }
    out.append(String.format(Locale.ROOT, "%s_sum{%s} %.6f\n", name, labels, sum));
    out.append("%s_count{%s} %d\n".formatted(name, labels, below));
  }
}
