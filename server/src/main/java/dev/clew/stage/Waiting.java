// SPDX-License-Identifier: Apache-2.0
package dev.clew.stage;

import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Runs that wait for a stage, each once, by project, oldest first. Bounded.
final class Waiting {

  private static final int MAX = 200_000;

  private final Map<String, Set<TraceId>> byProject = new LinkedHashMap<>();
  private int size;

  /// Runs of one project.
  record Batch(String project, List<TraceId> traces) {}

  /// False when not all were taken: there are too many.
  synchronized boolean add(String project, Collection<TraceId> traces) {
    if (size + traces.size() > MAX) {
      return false;
    }
    var waiting = byProject.computeIfAbsent(project, _ -> new LinkedHashSet<>());
    for (var trace : traces) {
      size += waiting.add(trace) ? 1 : 0;
    }
    return true;
  }

  synchronized boolean remove(String project, TraceId trace) {
    var waiting = byProject.get(project);
    boolean was = waiting != null && waiting.remove(trace);
    size -= was ? 1 : 0;
    return was;
  }

  /// Takes some of the project that has waited longest.
  synchronized Batch take(int max) {
    var projects = byProject.entrySet().iterator();
    if (!projects.hasNext()) {
      return new Batch("", List.of());
    }
    var next = projects.next();
    projects.remove();
    var taken = new ArrayList<TraceId>();
    var traces = next.getValue().iterator();
    while (traces.hasNext() && taken.size() < max) {
      taken.add(traces.next());
      traces.remove();
    }
    size -= taken.size();
    if (!next.getValue().isEmpty()) {
      byProject.put(next.getKey(), next.getValue());
    }
    return taken.isEmpty() ? take(max) : new Batch(next.getKey(), taken);
  }

  synchronized int size() {
    return size;
  }

  synchronized void clear() {
    byProject.clear();
    size = 0;
  }
}
