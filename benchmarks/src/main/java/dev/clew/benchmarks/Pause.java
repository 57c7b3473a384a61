// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.util.concurrent.locks.LockSupport;

/// Waiting for a moment of the monotonic clock.
final class Pause {

  private Pause() {}

  static void untilNanos(long deadline) {
    for (long left = deadline - System.nanoTime(); left > 0; left = deadline - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  static void seconds(double seconds) {
    untilNanos(System.nanoTime() + (long) (seconds * 1e9));
  }
}
