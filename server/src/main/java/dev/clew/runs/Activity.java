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
    var growth = growing.computeIfAbsent(key, _ -> new Growth());
    if (growth.firstMs == 0) {
      growth.firstMs = nowMs;
    }
    growth.lastMs = nowMs;
    growth.rootEnded |= isRoot;
    if (isModelCall && growth.callsSince++ == 0) {
      growth.callSinceMs = nowMs;
    }
    if (growing.size() > MAX_TRACES) {
      growing.remove(growing.firstEntry().getKey());
      forgotten = true;
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
        growth.analysed = true;
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
    return growing.entrySet().stream()
            .filter(entry -> isUnseen(entry, project))
            .limit(limit + 1L)
            .count()
        > limit;
  }

  /// Takes every trace of `project` that was never analysed, unless there are more than `limit`.
  synchronized List<Due> takeUnseen(String project, int limit) {
    if (hasMoreUnseenThan(limit, project)) {
      return List.of();
    }
    var unseen = new ArrayList<Due>();
    for (var entry : growing.entrySet()) {
      if (isUnseen(entry, project)) {
        unseen.add(new Due(entry.getKey().trace(), false));
        entry.getValue().analysed = true;
      }
    }
    return unseen;
  }

  private static boolean isUnseen(Map.Entry<Key, Growth> entry, String project) {
    return !entry.getValue().analysed && entry.getKey().project().equals(project);
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
