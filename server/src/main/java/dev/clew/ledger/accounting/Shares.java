// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Divides a whole number by weights so that the parts add up to it exactly (largest remainder).
final class Shares {

  private Shares() {}

  /// @param weights not negative, their sum greater than 0
  /// @param keys who comes first where remainders are equal, so that order does not matter
  static long[] of(double[] weights, long[] keys, long total) {
    double sum = Arrays.stream(weights).sum();
    var parts = new long[weights.length];
    var rests = new double[weights.length];
    long given = 0;
    for (int i = 0; i < weights.length; i++) {
      double exact = total * (weights[i] / sum);
      parts[i] = (long) Math.floor(exact);
      rests[i] = exact - parts[i];
      given += parts[i];
    }
    long left = total - given;
    if (left > 0) {
      var order =
          IntStream.range(0, weights.length)
              .boxed()
              .sorted(
                  Comparator.comparingDouble((Integer i) -> -rests[i])
                      .thenComparingLong(i -> keys[i]))
              .toList();
      for (int i = 0; i < left; i++) {
        parts[order.get(i % order.size())]++;
      }
    }
    // Rounding of very large totals can give one too many.
    for (int i = 0; left < 0; i = (i + 1) % parts.length) {
      if (parts[i] > 0) {
        parts[i]--;
        left++;
      }
    }
    return parts;
  }
}
