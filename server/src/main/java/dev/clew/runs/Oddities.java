// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.Quirk;
import dev.clew.model.SpanId;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What is odd about a run: about the tree that its spans make, and about the spans themselves.
final class Oddities {

  /// Clocks of hosts differ by less.
  private static final long SKEW_NS = Duration.ofMinutes(1).toNanos();

  private Oddities() {}

  /// Labels of [Quirk], those of the tree first. Pure.
  ///
  /// @param done false while a parent may still come
  static Set<String> of(Run run, Run.Tree tree, boolean done) {
    var found = new LinkedHashSet<String>();
    if (run.spans().stream().filter(span -> !span.parentId().isValid()).count() > 1) {
      found.add(Quirk.SEVERAL_ROOTS.label());
    }
    for (var span : run.spans()) {
      var parent = tree.parent(span);
      if (done && span.parentId().isValid() && parent == null) {
        found.add(Quirk.MISSING_PARENT.label());
      }
      if (parent != null && startsBefore(span, parent)) {
        found.add(Quirk.CHILD_BEFORE_PARENT.label());
      }
    }
    if (hasCycle(run, tree)) {
      found.add(Quirk.PARENT_CYCLE.label());
    }
    run.spans().forEach(span -> found.addAll(span.quirks()));
    return found;
  }

  private static boolean startsBefore(RunSpan span, RunSpan parent) {
    return span.startNs() > 0 && parent.startNs() - span.startNs() > SKEW_NS;
  }

  /// Walks up from every span, each span once: whoever meets the walk it is on has gone in a
  /// circle.
  private static boolean hasCycle(Run run, Run.Tree tree) {
    Map<SpanId, Integer> walks = new HashMap<>();
    int walk = 0;
    for (var start : run.spans()) {
      walk++;
      var span = start;
      while (span != null && walks.putIfAbsent(span.id(), walk) == null) {
        span = tree.parent(span);
      }
      if (span != null && walks.getOrDefault(span.id(), 0) == walk) {
        return true;
      }
    }
    return false;
  }
}
