// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Charged calls of several traces, to find the one that a call of another trace is.
final class CallsElsewhere {

  /// How many calls to the same model that began before the end of one are looked at.
  private static final int LOOK_BACK = 64;

  private final Map<String, List<ChargedCall>> byResponse = new HashMap<>();
  private final Map<String, List<ChargedCall>> byFigures = new HashMap<>();
  private final Map<String, TreeMap<Long, List<ChargedCall>>> byModel = new HashMap<>();

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

  @Nullable ChargedCall find(ChargedCall call) {
    var candidates = new ArrayList<>(byResponse.getOrDefault(call.responseId(), List.of()));
    if (call.isCounted()) {
      candidates.addAll(byFigures.getOrDefault(figures(call), List.of()));
    } else {
      byModel
          .getOrDefault(call.model(), new TreeMap<>())
          .headMap(call.end(), true)
          .descendingMap()
          .values()
          .stream()
          .flatMap(List::stream)
          .limit(LOOK_BACK)
          .forEach(candidates::add);
    }
    return candidates.stream().filter(call::isSameCallAs).findFirst().orElse(null);
  }

  private static String figures(ChargedCall call) {
    return call.input() + "/" + call.output();
  }
}
