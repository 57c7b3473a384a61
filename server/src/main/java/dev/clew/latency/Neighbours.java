// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The latest calls of each key: how many were under way with a call, and whether calls beside it
/// were slow as well. In memory and bounded; after a start there are none. Thread-safe.
final class Neighbours {

  static final int CALLS = 2_048;
  private static final int MAX_KEYS = 2_000;
  private static final long NEAR_NS = 60_000_000_000L;

  private record Place(String project, CostKey key) {}

  /// A call and what it took beyond the line of its key's model; NaN when there is none.
  private record Call(long startNs, long endNs, long uncached, double residualMs) {}

  private static final class Ring {
    private final Call[] calls = new Call[CALLS];
    private long added;

    void add(Call call) {
      calls[(int) (added++ % CALLS)] = call;
    }

    List<Call> all() {
      var all = new ArrayList<Call>();
      for (int i = 0; i < Math.min(added, CALLS); i++) {
        all.add(calls[i]);
      }
      return all;
    }
  }

  private final Map<Place, Ring> rings =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Ring> eldest) {
          return size() > MAX_KEYS;
        }
      };

  /// What calls beside one say.
  ///
  /// @param load calls under way at its middle, itself included
  /// @param near how many began within a minute of it
  /// @param floorMs what those with short prompts took beyond the line; NaN when there are none
  /// @param steepMs what those with long prompts took beyond it
  record Beside(int load, int near, double floorMs, double steepMs) {

    static final Beside NOBODY = new Beside(1, 0, Double.NaN, Double.NaN);
  }

  synchronized void add(String project, Measured call, double residualMs) {
    rings
        .computeIfAbsent(new Place(project, call.key()), _ -> new Ring())
        .add(new Call(call.startNs(), call.endNs(), call.uncached(), residualMs));
  }

  /// Of a call that was added before.
  Beside of(String project, Measured call) {
    List<Call> all;
    synchronized (this) {
      var ring = rings.get(new Place(project, call.key()));
      if (ring == null) {
        return Beside.NOBODY;
      }
      all = ring.all();
    }
    long middle = call.startNs() / 2 + call.endNs() / 2;
    int load = 0;
    var near = new ArrayList<Call>();
    boolean isSelfSeen = false;
    for (var other : all) {
      load += other.startNs() <= middle && other.endNs() >= middle ? 1 : 0;
      boolean isSelf =
          !isSelfSeen && other.startNs() == call.startNs() && other.endNs() == call.endNs();
      isSelfSeen |= isSelf;
      if (!isSelf
          && Math.abs(other.startNs() - call.startNs()) <= NEAR_NS
          && !Double.isNaN(other.residualMs())) {
        near.add(other);
      }
    }
    double middling = Quantiles.median(near.stream().mapToDouble(Call::uncached).toArray());
    return new Beside(
        Math.max(1, load),
        near.size(),
        residual(near.stream().filter(other -> other.uncached() <= middling).toList()),
        residual(near.stream().filter(other -> other.uncached() > middling).toList()));
  }

  private static double residual(List<Call> calls) {
    return Quantiles.median(calls.stream().mapToDouble(Call::residualMs).toArray());
  }
}
