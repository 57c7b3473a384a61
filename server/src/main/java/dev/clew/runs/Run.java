// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// All spans of one trace, in order of their start, each once.
///
/// @param storedSpans how many rows it was made from
public record Run(String project, TraceId traceId, List<RunSpan> spans, long storedSpans) {

  public Run {
    spans =
        spans.stream()
            .sorted(Comparator.comparingLong(RunSpan::startNs).thenComparing(s -> s.id().hex()))
            .toList();
  }

  /// Where the run is filed: with its first span, so that an absurd start does not file it anew
  /// with every analysis. Seconds since 1970.
  long minute() {
    return spans.stream().mapToLong(RunSpan::minute).min().orElse(0);
  }

  /// The span that began the trace has ended and is here.
  boolean hasRoot() {
    return spans.stream().anyMatch(span -> !span.parentId().isValid());
  }

  /// Parents and children of a run. Safe against spans that are their own ancestors, and against
  /// chains of many thousand spans: what is farther apart than [#MAX_LEVELS] is not related.
  static final class Tree {
    static final int MAX_LEVELS = 200;

    private final Map<SpanId, RunSpan> byId = new HashMap<>();
    private final Map<SpanId, List<RunSpan>> children = new HashMap<>();

    Tree(Run run) {
      run.spans().forEach(span -> byId.put(span.id(), span));
      for (var span : run.spans()) {
        children.computeIfAbsent(span.parentId(), _ -> new ArrayList<>()).add(span);
      }
    }

    @Nullable RunSpan parent(RunSpan span) {
      return byId.get(span.parentId());
    }

    /// The nearest span above `span` that `wanted` accepts.
    @Nullable RunSpan ancestor(RunSpan span, Predicate<RunSpan> wanted) {
      var above = parent(span);
      for (int level = 0; above != null && level < MAX_LEVELS; level++) {
        if (above.id().equals(span.id())) {
          return null;
        }
        if (wanted.test(above)) {
          return above;
        }
        above = parent(above);
      }
      return null;
    }

    /// The spans below `span` that `wanted` accepts, without those below an accepted one.
    List<RunSpan> nearestDescendants(RunSpan span, Predicate<RunSpan> wanted) {
      var found = new ArrayList<RunSpan>();
      var visited = new HashSet<SpanId>();
      visited.add(span.id());
      var open = children.getOrDefault(span.id(), List.of());
      for (int level = 0; !open.isEmpty() && level < MAX_LEVELS; level++) {
        var below = new ArrayList<RunSpan>();
        for (var next : open) {
          if (!visited.add(next.id())) {
            continue;
          }
          if (wanted.test(next)) {
            found.add(next);
          } else {
            below.addAll(children.getOrDefault(next.id(), List.of()));
          }
        }
        open = below;
      }
      return found;
    }

    boolean isRoot(RunSpan span) {
      return !byId.containsKey(span.parentId());
    }
  }

  /// The span that stands for the trace: a true root if there is one, else the first whose parent
  /// is not here.
  @Nullable RunSpan root(Tree tree) {
    RunSpan orphan = null;
    for (var span : spans) {
      if (!span.parentId().isValid()) {
        return span;
      }
      if (orphan == null && tree.isRoot(span)) {
        orphan = span;
      }
    }
    return orphan != null ? orphan : spans.isEmpty() ? null : spans.getFirst();
  }
}
