// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/// When the tools of a run began, as far as its spans show.
final class Recorded {

  private final long[] begins;
  private final Map<String, NavigableSet<Long>> byName = new HashMap<>();

  /// Likewise, of those that do not say which request they are of.
  private final Map<String, NavigableSet<Long>> anonymous = new HashMap<>();

  private final Set<String> callIds = new HashSet<>();

  Recorded(StoredRun run) {
    begins = run.tools().stream().mapToLong(ToolRow::startNs).sorted().toArray();
    for (var tool : run.tools()) {
      var span = run.spans().get(tool.id());
      var callId = span == null ? "" : span.callId();
      add(byName, tool);
      if (callId.isEmpty()) {
        add(anonymous, tool);
      } else {
        callIds.add(callId);
      }
    }
  }

  private static void add(Map<String, NavigableSet<Long>> begins, ToolRow tool) {
    begins.computeIfAbsent(tool.tool(), _ -> new TreeSet<>()).add(tool.startNs());
  }

  /// How many began from one moment until before another, whatever their names.
  int between(long fromNs, long toNs) {
    return Math.max(0, firstFrom(toNs) - firstFrom(fromNs));
  }

  private int firstFrom(long ns) {
    int place = Arrays.binarySearch(begins, ns);
    int first = place < 0 ? -place - 1 : place;
    while (first > 0 && begins[first - 1] == ns) {
      first--;
    }
    return first;
  }

  /// @param callId of the request; empty when it has none
  boolean has(String tool, String callId, long fromNs, long toNs) {
    if (callIds.contains(callId)) {
      return true;
    }
    var named = (callId.isEmpty() ? byName : anonymous).getOrDefault(tool, new TreeSet<>());
    var next = named.ceiling(fromNs);
    return next != null && next < toNs;
  }
}
