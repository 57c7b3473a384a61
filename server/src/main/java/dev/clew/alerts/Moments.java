// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

/// The ends of the stretches of time that are read: evenly spaced, in seconds since 1970.
record Moments(long first, long stepSeconds, int count) {

  static Moments one(long end) {
    return new Moments(end, 1, 1);
  }

  long at(int index) {
    return first + index * stepSeconds;
  }

  long last() {
    return at(count - 1);
  }

  Moments earlier(long seconds) {
    return new Moments(first - seconds, stepSeconds, count);
  }
}
