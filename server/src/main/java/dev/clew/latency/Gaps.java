// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the chunks of a streamed answer followed each other, as far as telemetry has them.
///
/// @param chunks how many there are; senders keep the first of them only, often 128
/// @param typicalMs the median gap between two
/// @param pauses where the stream stood still, in order of time, at most [#MOST]
record Gaps(int chunks, double typicalMs, double longestMs, List<Pause> pauses) {

  /// Pauses told of each call: those that lasted longest.
  static final int MOST = 20;

  private static final int LEAST_CHUNKS = 3;

  /// A gap is a pause when it is long for a reader and for the stream it is in: somebody who reads
  /// along notices half a second, and speculative decoding alone makes gaps uneven.
  private static final double LEAST_PAUSE_MS = 500;

  private static final double TIMES_TYPICAL = 5;

  /// @param afterMs from the start of the call
  record Pause(double afterMs, double ms) {}

  Gaps {
    pauses = List.copyOf(pauses);
  }

  /// @param afterNs when each chunk came, from the start of the call, in any order
  /// @return `null` when there are too few to tell
  static @Nullable Gaps of(List<Long> afterNs) {
    var times = afterNs.stream().mapToLong(Long::longValue).sorted().toArray();
    if (times.length < LEAST_CHUNKS) {
      return null;
    }
    var gaps = new double[times.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (times[i + 1] - times[i]) / 1e6;
    }
    var sorted = gaps.clone();
    Arrays.sort(sorted);
    double typical = sorted[sorted.length / 2];
    double least = Math.max(LEAST_PAUSE_MS, TIMES_TYPICAL * typical);
    var pauses = new ArrayList<Pause>();
    for (int i = 0; i < gaps.length; i++) {
      if (gaps[i] > least) {
        pauses.add(new Pause(times[i] / 1e6, gaps[i]));
      }
    }
    return new Gaps(times.length, typical, sorted[sorted.length - 1], longest(pauses));
  }

  private static List<Pause> longest(List<Pause> pauses) {
    return pauses.stream()
        .sorted(Comparator.comparingDouble(Pause::ms).reversed())
        .limit(MOST)
        .sorted(Comparator.comparingDouble(Pause::afterMs))
        .toList();
  }
}
