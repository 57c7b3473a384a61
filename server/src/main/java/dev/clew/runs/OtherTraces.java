// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds calls that another trace is already charged for: an instrumentation that does not join its
/// parent's context starts a trace of its own for the same call.
///
/// The provider's response id decides; where there is none, equal figures at the same time from
/// another instrumentation. Of several traces, the one analysed first keeps the call, also when it
/// is analysed again.
final class OtherTraces {

  /// Clocks of one call's observers may differ by this much.
  private static final long SLACK_NS = 50_000_000L;

  private final ClickHouse clickHouse;
  private final String database;

  OtherTraces(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// The same results, with the calls that are charged elsewhere no longer charged. Results earlier
  /// in the list go first.
  List<RunResult> settle(String project, List<RunResult> results) {
    var charged = load(project, results);
    var settled = new ArrayList<RunResult>(results.size());
    // The larger trace is the run; the other is a call that lost its context.
    var order = Comparator.comparingInt((RunResult result) -> -result.run().spans().size());
    for (var result : results.stream().sorted(order.thenComparing(OtherTraces::dialect)).toList()) {
      var calls = new ArrayList<Call>(result.calls().size());
      for (var call : result.calls()) {
        calls.add(settle(call, result.run().traceId(), charged));
      }
      settled.add(calls.equals(result.calls()) ? result : result.withCalls(calls));
    }
    return settled;
  }

  /// OpenLLMetry last: see [Calls].
  private static String dialect(RunResult result) {
    return result.calls().stream()
            .anyMatch(call -> call.span().emitter().dialect().equals("openllmetry"))
        ? "z"
        : "a";
  }

  private static Call settle(Call call, TraceId trace, Charged charged) {
    if (!call.billable() || !isComparable(call)) {
      return call;
    }
    var entry = Entry.of(call, trace);
    var elsewhere = charged.find(entry);
    if (elsewhere != null) {
      return call.duplicate(SpanId.NONE, "charged already in trace " + elsewhere.trace().hex());
    }
    charged.add(entry);
    return call;
  }

  /// A call without an answer id and without tokens looks like any other.
  private static boolean isComparable(Call call) {
    var tokens = call.span().usage();
    return !call.span().model().responseId().isEmpty()
        || (tokens.input() != null && tokens.input() > 0 && tokens.output() != null);
  }

  /// A charged call, as far as it can be recognised.
  private record Entry(
      TraceId trace,
      String responseId,
      String scope,
      long input,
      long output,
      long start,
      long end) {

    static Entry of(Call call, TraceId trace) {
      var span = call.span();
      var input = span.usage().input();
      var output = span.usage().output();
      return new Entry(
          trace,
          span.model().responseId(),
          span.emitter().scope(),
          input == null ? -1 : input,
          output == null ? -1 : output,
          span.startNs(),
          span.endNs());
    }

    String figures() {
      return input + "/" + output;
    }

    boolean isSameCallAs(Entry other) {
      if (trace.equals(other.trace)) {
        return false;
      }
      if (!responseId.isEmpty() && !other.responseId.isEmpty()) {
        return responseId.equals(other.responseId);
      }
      return !scope.equals(other.scope)
          && input > 0
          && input == other.input
          && output == other.output
          && isWithin(other);
    }

    /// One of the two lies inside the other: they are one call seen from two distances.
    private boolean isWithin(Entry other) {
      return (start >= other.start - SLACK_NS && end <= other.end + SLACK_NS)
          || (other.start >= start - SLACK_NS && other.end <= end + SLACK_NS);
    }
  }

  private static final class Charged {
    private final Map<String, List<Entry>> byResponse = new HashMap<>();
    private final Map<String, List<Entry>> byFigures = new HashMap<>();

    void add(Entry entry) {
      if (!entry.responseId().isEmpty()) {
        byResponse.computeIfAbsent(entry.responseId(), _ -> new ArrayList<>()).add(entry);
      }
      byFigures.computeIfAbsent(entry.figures(), _ -> new ArrayList<>()).add(entry);
    }

    @Nullable Entry find(Entry entry) {
      var candidates = new ArrayList<Entry>();
      candidates.addAll(byResponse.getOrDefault(entry.responseId(), List.of()));
      candidates.addAll(byFigures.getOrDefault(entry.figures(), List.of()));
      return candidates.stream().filter(entry::isSameCallAs).findFirst().orElse(null);
    }
  }

  /// What the tables hold of calls that could be the same as one of these, without the traces
  /// themselves.
  private Charged load(String project, List<RunResult> results) {
    Set<String> traces = new HashSet<>();
    Set<String> responses = new HashSet<>();
    Set<Long> inputs = new HashSet<>();
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (var result : results) {
      traces.add(result.run().traceId().hex());
      for (var call : result.calls()) {
        if (call.billable() && isComparable(call)) {
          var span = call.span();
          if (!span.model().responseId().isEmpty()) {
            responses.add(span.model().responseId());
          }
          if (span.usage().input() != null) {
            inputs.add(span.usage().input());
          }
          from = Math.min(from, span.startNs());
          to = Math.max(to, span.endNs());
        }
      }
    }
    var charged = new Charged();
    if (responses.isEmpty() && inputs.isEmpty()) {
      return charged;
    }
    clickHouse.query(
        Statement.of(
                """
                SELECT trace_id, response_id, scope, input_tokens, output_tokens, start_time, duration_ns
                FROM %s.calls FINAL
                WHERE project_id = {project:String} AND billable
                  AND minute BETWEEN toDateTime({from:Int64} - 600) AND toDateTime({to:Int64} + 600)
                  AND (response_id IN {responses:Array(String)} OR input_tokens IN {inputs:Array(Int64)})
                  AND lower(hex(trace_id)) NOT IN {traces:Array(String)}
                LIMIT 100000
                """
                    .formatted(database))
            .with("project", project)
            .with("from", Math.max(600, from / 1_000_000_000L))
            .with("to", Math.max(0, to / 1_000_000_000L))
            .with("responses", responses)
            .withLongs("inputs", List.copyOf(inputs))
            .with("traces", traces),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          long start = row.number("start_time");
          charged.add(
              new Entry(
                  new TraceId(id.getLong(), id.getLong()),
                  row.string("response_id"),
                  row.string("scope"),
                  row.number("input_tokens"),
                  row.number("output_tokens"),
                  start,
                  start + row.number("duration_ns")));
        });
    return charged;
  }
}
