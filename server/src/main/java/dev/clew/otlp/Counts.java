// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

/// Unsigned 32-bit counters of a sender in an `int`: what does not fit is as good as the maximum.
final class Counts {

  private Counts() {}

  static int unsigned(int count) {
    return count < 0 ? Integer.MAX_VALUE : count;
  }

  static int sum(int a, int b) {
    return unsigned(a + b);
  }

  /// Nanoseconds that OTLP sends as unsigned: beyond the year 2262 is as good as then.
  static long time(long unsignedNs) {
    return unsignedNs < 0 ? Long.MAX_VALUE : unsignedNs;
  }
}
