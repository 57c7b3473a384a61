// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Which traces have grown since they were analysed, and which of them have gone quiet.
///
/// A trace is quiet when its root has ended and nothing arrived for `afterRoot`, or nothing arrived
/// for `withoutRoot`. A trace that goes on is due after every few model calls, and soon after its
/// first span, so that it can be seen while it runs. Bounded: beyond [#MAX_TRACES] the longest
/// silent are forgotten and [#hasForgotten] says so. Thread-safe.
final class Activity {

  static final int MAX_TRACES = 500_000;
  private static final int CALLS_BETWEEN = 5;
  private static final long FIRST_LOOK_MS = 1_000;
  private static final long CALL_WAITS_MS = 2_000;

  private final long afterRootMs;
  private final long withoutRootMs;
  private final LinkedHashMap<Key, Growth> growing = new LinkedHashMap<>();

  /// How many of the traces of each project were never analysed: readers ask all the time, and
  /// there may be half a million traces to look through.
  private final Map<String, Integer> unseen = new HashMap<>();

  private boolean forgotten;

  record Key(String project, TraceId trace) {}

  /// A trace that should be analysed now.
  record Due(TraceId trace, boolean isQuiet) {}

  private static final class Growth {
    private long firstMs;
    private long lastMs;
    private boolean rootEnded;
    private boolean analysed;
    private int callsSince;
    private long callSinceMs;
  }

  Activity(long afterRootMs, long withoutRootMs) {
    this.afterRootMs = afterRootMs;
    this.withoutRootMs = withoutRootMs;
  }

  synchronized void grew(Key key, boolean isRoot, boolean isModelCall, long nowMs) {
    var growth = growing.computeIfAbsent(key, _ -> begin(key, nowMs));
    growth.lastMs = nowMs;
    growth.rootEnded |= isRoot;
    if (isModelCall && growth.callsSince++ == 0) {
      growth.callSinceMs = nowMs;
    }
    if (growing.size() > MAX_TRACES) {
      var oldest = growing.pollFirstEntry();
      see(oldest.getKey(), oldest.getValue());
      forgotten = true;
    }
  }

  private Growth begin(Key key, long nowMs) {
    unseen.merge(key.project(), 1, Integer::sum);
    var growth = new Growth();
    growth.firstMs = nowMs;
    return growth;
  }

  /// It is analysed now, or nobody will ask for it any more.
  private void see(Key key, Growth growth) {
    if (!growth.analysed) {
      growth.analysed = true;
      unseen.computeIfPresent(key.project(), (_, count) -> count > 1 ? count - 1 : null);
    }
  }

  /// Known from storage: a late span then waits no longer than the others did.
  synchronized void rootIsThere(Key key) {
    var growth = growing.get(key);
    if (growth != null) {
      growth.rootEnded = true;
    }
  }

  /// Takes up to `limit` traces that are due. Quiet ones are forgotten: a late span starts them
  /// anew.
  ///
  /// @param isWaitedFor projects where a single call of a run that goes on is not left waiting
  synchronized Map<String, List<Due>> takeDue(
      long nowMs, int limit, Predicate<String> isWaitedFor) {
    var due = new HashMap<String, List<Due>>();
    int taken = 0;
    for (Iterator<Map.Entry<Key, Growth>> all = growing.entrySet().iterator();
        all.hasNext() && taken < limit; ) {
      var entry = all.next();
      var growth = entry.getValue();
      long silent = nowMs - growth.lastMs;
      boolean quiet = silent >= (growth.rootEnded ? afterRootMs : withoutRootMs);
      boolean firstLook = !growth.analysed && nowMs - growth.firstMs >= FIRST_LOOK_MS;
      boolean callWaits =
          growth.callsSince > 0
              && nowMs - growth.callSinceMs >= CALL_WAITS_MS
              && isWaitedFor.test(entry.getKey().project());
      if (quiet || firstLook || callWaits || growth.callsSince >= CALLS_BETWEEN) {
        add(due, entry.getKey(), quiet);
        taken++;
        see(entry.getKey(), growth);
        growth.callsSince = 0;
        if (quiet) {
          all.remove();
        }
      }
    }
    return due;
  }

  /// More than `limit` traces of `project` were never analysed.
  synchronized boolean hasMoreUnseenThan(int limit, String project) {
    return unseen.getOrDefault(project, 0) > limit;
  }

  /// Takes every trace of `project` that was never analysed, unless there are more than `limit`.
  /// The newest are looked at first, and none once all are found.
  synchronized List<Due> takeUnseen(String project, int limit) {
    int missing = unseen.getOrDefault(project, 0);
    if (missing > limit) {
      return List.of();
    }
    var found = new ArrayList<Due>();
    for (var all = growing.sequencedEntrySet().reversed().iterator();
        missing > 0 && all.hasNext(); ) {
      var entry = all.next();
      if (!entry.getValue().analysed && entry.getKey().project().equals(project)) {
        see(entry.getKey(), entry.getValue());
        found.add(new Due(entry.getKey().trace(), false));
        missing--;
      }
    }
    return found.reversed();
  }

  private static void add(Map<String, List<Due>> due, Key key, boolean quiet) {
    due.computeIfAbsent(key.project(), _ -> new ArrayList<>()).add(new Due(key.trace(), quiet));
  }

  synchronized boolean hasForgotten() {
    boolean was = forgotten;
    forgotten = false;
    return was;
  }

  synchronized int size() {
    return growing.size();
  }
}
