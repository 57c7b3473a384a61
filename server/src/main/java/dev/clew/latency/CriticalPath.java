// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.Row;
import dev.clew.latency.StoredRun.SpanRow;
import dev.clew.model.SpanId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The spans that decided how long a run took: going back from its end, always the child that ended
/// last before the point reached. Children are cut to their parents' bounds, so a wrong clock
/// cannot make a part negative.
final class CriticalPath {

  private static final int MAX_STEPS = 20_000;

  private final Map<SpanId, List<SpanRow>> children = new HashMap<>();
  private final Map<SpanId, Long> own = new LinkedHashMap<>();
  private int steps;

  /// @param ms of its own on the path
  record Part(SpanId span, double ms) {}

  private record Visit(SpanRow span, long from, long to) {}

  private CriticalPath(StoredRun run) {
    for (var span : run.spans().values()) {
      children.computeIfAbsent(span.parent(), _ -> new ArrayList<>()).add(span);
    }
    children
        .values()
        .forEach(siblings -> siblings.sort(Comparator.comparingLong(SpanRow::endNs).reversed()));
  }

  /// Spans with time of their own on the path, in order of their start.
  static List<Part> of(StoredRun run) {
    var path = new CriticalPath(run);
    var roots =
        run.spans().values().stream()
            .filter(span -> !run.spans().containsKey(span.parent()))
            .sorted(Comparator.comparingLong(SpanRow::endNs).reversed())
            .toList();
    var open = new ArrayList<Visit>();
    path.walk(roots, run.startNs(), run.endNs(), open);
    while (!open.isEmpty() && path.steps++ < MAX_STEPS) {
      var visit = open.removeLast();
      long left =
          path.walk(
              path.children.getOrDefault(visit.span().id(), List.of()),
              visit.from(),
              visit.to(),
              open);
      path.own.merge(visit.span().id(), left, Long::sum);
    }
    return path.own.entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .sorted(
            Comparator.comparingLong(
                entry ->
                    java.util.Objects.requireNonNull(run.spans().get(entry.getKey())).startNs()))
        .map(entry -> new Part(entry.getKey(), entry.getValue() / 1e6))
        .toList();
  }

  /// What a row of `latency` holds; empty when it is from before paths were stored.
  static List<Part> stored(Row row) {
    List<byte[]> spans = row.list("path_span");
    List<Double> own = row.list("path_ms");
    var path = new ArrayList<Part>(spans.size());
    for (int i = 0; i < spans.size(); i++) {
      path.add(new Part(new SpanId(ByteBuffer.wrap(spans.get(i)).getLong()), own.get(i)));
    }
    return path;
  }

  /// Opens the spans that cover the time between `from` and `to`, from its end on.
  ///
  /// @param spans the latest end first
  /// @return how much of the time none of them covers
  private long walk(List<SpanRow> spans, long from, long to, List<Visit> open) {
    long at = to;
    long uncovered = 0;
    for (var span : spans) {
      long end = Math.min(span.endNs(), to);
      long begin = Math.max(span.startNs(), from);
      if (end <= at && begin < end) {
        uncovered += at - end;
        open.add(new Visit(span, begin, end));
        at = begin;
      }
    }
    return uncovered + Math.max(0, at - from);
  }
}
