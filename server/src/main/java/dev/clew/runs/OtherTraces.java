// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds calls that another trace is already charged for: an instrumentation that does not join its
/// parent's context starts a trace of its own for the same call.
///
/// What makes two records one call is in [ChargedCall]. Of several traces, the one analysed first
/// keeps the call, also when it is analysed again, unless a later one knows its tokens.
final class OtherTraces {

  private final ClickHouse clickHouse;
  private final String database;

  OtherTraces(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// @param results with the calls that are charged elsewhere no longer charged
  /// @param outdone traces that are charged for calls of which one of the results knows more: to be
  ///   analysed again
  record Settled(List<RunResult> results, Set<TraceId> outdone) {}

  /// Results earlier in the list go first.
  Settled settle(String project, List<RunResult> results) {
    var charged = load(project, results);
    // The larger trace is the run; the other is a call that lost its context.
    var order = Comparator.comparingInt((RunResult result) -> -result.run().spans().size());
    var sorted = results.stream().sorted(order.thenComparing(OtherTraces::dialect)).toList();
    for (var turn : Turn.values()) {
      sorted = sorted.stream().map(result -> settle(result, charged, turn)).toList();
    }
    return new Settled(sorted, charged.outdone());
  }

  /// Who knows the tokens keeps the call, then who knows that it failed.
  private enum Turn {
    COUNTED,
    FAILED,
    OTHERS;

    static Turn of(RunSpan span) {
      return span.usage().isKnown() ? COUNTED : span.hasFailed() ? FAILED : OTHERS;
    }
  }

  private static RunResult settle(RunResult result, CallsElsewhere charged, Turn turn) {
    var calls = new ArrayList<Call>(result.calls().size());
    for (var call : result.calls()) {
      boolean isTurn = call.billable() && Turn.of(call.span()) == turn;
      calls.add(isTurn ? settle(call, result.run().traceId(), charged) : call);
    }
    return calls.equals(result.calls()) ? result : result.withCalls(calls);
  }

  /// OpenLLMetry last: see [Calls].
  private static String dialect(RunResult result) {
    return result.calls().stream()
            .anyMatch(call -> call.span().emitter().dialect().equals("openllmetry"))
        ? "z"
        : "a";
  }

  private static Call settle(Call call, TraceId trace, CallsElsewhere charged) {
    var entry = ChargedCall.of(call, trace);
    var elsewhere = charged.find(entry);
    if (elsewhere != null) {
      return call.duplicate(SpanId.NONE, "charged already in trace " + elsewhere.trace().hex());
    }
    charged.add(entry);
    return call;
  }

  /// What the tables hold of calls that could be the same as one of these, without the traces
  /// themselves.
  private CallsElsewhere load(String project, List<RunResult> results) {
    Set<String> traces = new HashSet<>();
    Set<String> responses = new HashSet<>();
    Set<Long> inputs = new HashSet<>();
    Set<String> models = new HashSet<>();
    Set<String> counted = new HashSet<>();
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    for (var result : results) {
      traces.add(result.run().traceId().hex());
      for (var call : result.calls()) {
        if (call.billable()) {
          var span = call.span();
          if (!span.model().responseId().isEmpty()) {
            responses.add(span.model().responseId());
          }
          if (span.usage().input() != null) {
            inputs.add(span.usage().input());
          }
          var entry = ChargedCall.of(call, result.run().traceId());
          if (!entry.model().isEmpty()) {
            (entry.isCounted() ? counted : models).add(entry.model());
          }
          from = Math.min(from, span.startNs());
          to = Math.max(to, span.endNs());
        }
      }
    }
    var charged = new CallsElsewhere();
    if (responses.isEmpty() && inputs.isEmpty() && models.isEmpty() && counted.isEmpty()) {
      return charged;
    }
    clickHouse.query(
        Statement.of(
                """
                SELECT trace_id, response_id, service, layer, scope, if(request_model = '', response_model, request_model) AS model,
                  status = 'error' AS failed,
                  input_tokens, output_tokens, start_time, duration_ns,
                  (trace_id, start_time) IN (
                    SELECT trace_id, start_time FROM %1$s.runs FINAL
                    WHERE project_id = {project:String}
                      AND minute BETWEEN toDateTime({from:Int64} - 600) AND toDateTime({to:Int64} + 600)
                  ) AS first
                FROM %1$s.calls FINAL
                WHERE project_id = {project:String} AND billable
                  AND minute BETWEEN toDateTime({from:Int64} - 600) AND toDateTime({to:Int64} + 600)
                  AND toUnixTimestamp64Nano(start_time) <= {last:Int64} AND toUnixTimestamp64Nano(start_time) + duration_ns >= {first:Int64}
                  AND (response_id IN {responses:Array(String)} OR input_tokens IN {inputs:Array(Int64)}
                    OR model IN {models:Array(String)} OR (model IN {counted:Array(String)} AND input_tokens < 0 AND output_tokens < 0))
                  AND lower(hex(trace_id)) NOT IN {traces:Array(String)}
                LIMIT 100000
                """
                    .formatted(database))
            .with("project", project)
            .with("from", Math.max(600, from / 1_000_000_000L))
            .with("to", Math.max(0, to / 1_000_000_000L))
            .with("responses", responses)
            .withLongs("inputs", List.copyOf(inputs))
            .with("models", models)
            .with("counted", counted)
            .with("first", from - ChargedCall.HOSTS_SLACK_NS)
            .with("last", to + ChargedCall.HOSTS_SLACK_NS)
            .with("traces", traces),
        row -> charged.add(ChargedCall.of(row)));
    return charged;
  }
}
