// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Charged calls, by figures and by instrumentation, so that another record of the same call is
/// found without a look at every call of the run. Spans MUST be asked about in order of their
/// start.
final class Twins {

  private record Figures(@Nullable Long input, @Nullable Long output) {}

  private final Map<Figures, Map<String, ArrayDeque<RunSpan>>> charged = new HashMap<>();

  void add(RunSpan span) {
    charged
        .computeIfAbsent(figures(span), _ -> new LinkedHashMap<>())
        .computeIfAbsent(span.emitter().scope(), _ -> new ArrayDeque<>())
        .add(span);
  }

  void remove(RunSpan span) {
    var alike = charged.getOrDefault(figures(span), Map.of()).get(span.emitter().scope());
    if (alike != null) {
      alike.remove(span);
    }
  }

  /// A charged call with the figures of `span`, at the same time, from another instrumentation.
  @Nullable RunSpan of(RunSpan span) {
    for (var scope : charged.getOrDefault(figures(span), Map.of()).entrySet()) {
      if (scope.getKey().equals(span.emitter().scope())) {
        continue;
      }
      for (var others = scope.getValue().iterator(); others.hasNext(); ) {
        var other = others.next();
        if (!other.hasSameUsageAs(span)) {
          break;
        }
        if (other.overlaps(span)) {
          return other;
        }
        // It ended before this one began, so before all that follow.
        others.remove();
      }
    }
    return null;
  }

  private static Figures figures(RunSpan span) {
    return new Figures(span.usage().input(), span.usage().output());
  }
}
