// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Calls of a run by service and start, to find the one that a plain HTTP request was made for, or
/// that a gateway passed on, where the tree does not tell.
final class CallTimes {

  /// How many calls that began before the request are looked at.
  private static final int LOOK_BACK = 64;

  private final Map<String, TreeMap<Long, RunSpan>> byService = new HashMap<>();

  void add(RunSpan call) {
    byService
        .computeIfAbsent(call.emitter().service(), _ -> new TreeMap<>())
        .put(call.startNs(), call);
  }

  /// The latest call of the same service within which the request happened.
  @Nullable RunSpan around(RunSpan request) {
    var calls = byService.get(request.emitter().service());
    return calls == null ? null : around(request, calls);
  }

  /// The same, of a service other than its own.
  @Nullable RunSpan aroundElsewhere(RunSpan request) {
    for (var service : byService.entrySet()) {
      var call =
          service.getKey().equals(request.emitter().service())
              ? null
              : around(request, service.getValue());
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  private static @Nullable RunSpan around(RunSpan request, NavigableMap<Long, RunSpan> calls) {
    int left = LOOK_BACK;
    var earlier = calls.headMap(request.startNs() + RunSpan.SLACK_NS, true).descendingMap();
    for (var call : earlier.values()) {
      if (call.surrounds(request)) {
        return call;
      }
      if (--left == 0) {
        break;
      }
    }
    return null;
  }
}
