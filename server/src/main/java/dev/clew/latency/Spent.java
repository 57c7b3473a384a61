// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.StoredRun.SpanRow;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the time of a run was spent on, in milliseconds. A moment in which a model and a tool
/// worked counts for the model; the parts add up to the run's duration.
///
/// @param network between a request's client and its server
/// @param other the application itself
record Spent(double model, double tool, double network, double other) {

  /// From (inclusive) to (exclusive), nanoseconds.
  private record Interval(long from, long to) {}

  static Spent of(StoredRun run) {
    Set<SpanId> charged =
        run.calls().stream()
            .filter(StoredRun.CallRow::isCharged)
            .map(StoredRun.CallRow::id)
            .collect(Collectors.toSet());
    var models = new ArrayList<Interval>();
    var tools = new ArrayList<Interval>();
    var transit = new ArrayList<Interval>();
    for (var span : run.spans().values()) {
      if (charged.contains(span.id())) {
        add(models, run, span.startNs(), span.endNs());
      } else if (span.isTool()) {
        add(tools, run, span.startNs(), span.endNs());
      }
    }
    addTransit(transit, run);
    long model = length(models);
    models.addAll(tools);
    long work = length(models);
    models.addAll(transit);
    long all = length(models);
    return new Spent(
        model / 1e6,
        (work - model) / 1e6,
        (all - work) / 1e6,
        Math.max(0, run.durationNs() - all) / 1e6);
  }

  /// The way there and back, where the server's clock lies within the client's span.
  private static void addTransit(List<Interval> transit, StoredRun run) {
    Map<SpanId, SpanRow> spans = new HashMap<>(run.spans());
    for (var server : run.spans().values()) {
      var client = spans.get(server.parent());
      if (client != null
          && server.isServer()
          && client.isClient()
          && client.startNs() <= server.startNs()
          && server.endNs() <= client.endNs()) {
        add(transit, run, client.startNs(), server.startNs());
        add(transit, run, server.endNs(), client.endNs());
      }
    }
  }

  private static void add(List<Interval> intervals, StoredRun run, long from, long to) {
    long begin = Math.max(from, run.startNs());
    long end = Math.min(to, run.endNs());
    if (begin < end) {
      intervals.add(new Interval(begin, end));
    }
  }

  /// Of all intervals together, each moment once.
  private static long length(List<Interval> intervals) {
    long length = 0;
    long until = Long.MIN_VALUE;
    var sorted = new ArrayList<>(intervals);
    sorted.sort(Comparator.comparingLong(Interval::from));
    for (var interval : sorted) {
      if (interval.to() > until) {
        length += interval.to() - Math.max(until, interval.from());
        until = interval.to();
      }
    }
    return length;
  }
}
