// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/// The ends of the stretches of time that are read: evenly spaced, in seconds since 1970.
record Moments(long first, long stepSeconds, int count) {

  static Moments one(long end) {
    return new Moments(end, 1, 1);
  }

  long at(int index) {
    return first + index * stepSeconds;
  }

  List<Instant> all() {
    return LongStream.range(0, count)
        .mapToObj(index -> Instant.ofEpochSecond(first + index * stepSeconds))
        .toList();
  }

  long last() {
    return at(count - 1);
  }

  Moments earlier(long seconds) {
    return new Moments(first - seconds, stepSeconds, count);
  }
}
