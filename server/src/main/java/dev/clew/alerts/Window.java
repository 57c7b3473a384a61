// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

/// Stretches of time before a moment.
///
/// @param backSeconds how long before the moment the first one ends; then one each as much earlier
/// @param count how many of them
record Window(int seconds, int backSeconds, int count) {

  private static final int MOST_PATIENCE = 600;
  private static final int HOUR = 3_600;

  static Window latest(int seconds) {
    return new Window(seconds, 0, 1);
  }

  /// How old a reading may be: a long window changes little in a minute, and the past not at all.
  int patienceSeconds() {
    return count > 1 ? HOUR : Math.min(seconds / 60, MOST_PATIENCE);
  }

  /// The end of the earliest one, for a moment.
  long firstEnd(long moment) {
    return moment - (long) backSeconds * count;
  }
}
