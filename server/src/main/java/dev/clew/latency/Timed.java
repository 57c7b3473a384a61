// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A run with what was found out about its time.
///
/// @param path the spans that decided how long it took
record Timed(StoredRun run, Spent spent, List<CriticalPath.Part> path, List<Judged> calls) {

  Timed {
    path = List.copyOf(path);
    calls = List.copyOf(calls);
  }

  /// What made the run slow: tools or the application when models took less than half of its time
  /// (latency.md §5.4), else the verdict that lost most seconds.
  Verdict verdict() {
    double all = run.durationNs() / 1e6;
    if (spent.model() < all / 2) {
      return spent.tool() >= spent.other() + spent.network() ? Verdict.TOOL : outside();
    }
    Map<Verdict, Double> lost = new EnumMap<>(Verdict.class);
    for (var call : calls) {
      if (call.verdict() != Verdict.NORMAL && call.verdict() != Verdict.UNKNOWN) {
        lost.merge(call.verdict(), call.differenceMs(), Double::sum);
      }
    }
    return lost.entrySet().stream()
        .max(Comparator.comparingDouble(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .orElse(
            calls.stream().allMatch(call -> call.verdict() == Verdict.UNKNOWN)
                ? Verdict.UNKNOWN
                : Verdict.NORMAL);
  }

  private Verdict outside() {
    return spent.network() > spent.other() ? Verdict.NETWORK : Verdict.AGENT;
  }
}
