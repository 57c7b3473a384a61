// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Charged calls of several traces, to find the one that a call of another trace is.
final class CallsElsewhere {

  /// How many calls to the same model that began before the end of one are looked at.
  private static final int LOOK_BACK = 64;

  private final Map<String, List<ChargedCall>> byResponse = new HashMap<>();
  private final Map<String, List<ChargedCall>> byFigures = new HashMap<>();
  private final Map<String, TreeMap<Long, List<ChargedCall>>> byModel = new HashMap<>();

  private final Set<TraceId> outdone = new HashSet<>();

  void add(ChargedCall call) {
    if (!call.responseId().isEmpty()) {
      byResponse.computeIfAbsent(call.responseId(), _ -> new ArrayList<>()).add(call);
    }
    if (call.isCounted()) {
      byFigures.computeIfAbsent(figures(call), _ -> new ArrayList<>()).add(call);
    }
    byModel
        .computeIfAbsent(call.model(), _ -> new TreeMap<>())
        .computeIfAbsent(call.start(), _ -> new ArrayList<>())
        .add(call);
  }

  /// Traces that are charged for a call of which less was known when they were analysed.
  Set<TraceId> outdone() {
    return outdone;
  }

  /// The call of another trace that `call` is, and that stays charged.
  @Nullable ChargedCall find(ChargedCall call) {
    var candidates = new ArrayList<>(byResponse.getOrDefault(call.responseId(), List.of()));
    if (call.isCounted()) {
      Stream.concat(candidates.stream(), around(call))
          .filter(other -> !other.isCounted() && other.isSameCallAs(call))
          .forEach(other -> outdone.add(other.trace()));
    }
    if (call.isCounted()) {
      candidates.addAll(byFigures.getOrDefault(figures(call), List.of()));
    } else {
      around(call).forEach(candidates::add);
    }
    return candidates.stream()
        .filter(other -> other.isCounted() || !call.isCounted())
        .filter(call::isSameCallAs)
        .findFirst()
        .orElse(null);
  }

  private Stream<ChargedCall> around(ChargedCall call) {
    return byModel
        .getOrDefault(call.model(), new TreeMap<>())
        .headMap(call.end(), true)
        .descendingMap()
        .values()
        .stream()
        .flatMap(List::stream)
        .limit(LOOK_BACK);
  }

  private static String figures(ChargedCall call) {
    return call.input() + "/" + call.output();
  }
}
