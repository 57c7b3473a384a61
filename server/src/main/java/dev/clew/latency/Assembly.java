// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.Measured.Seen;
import dev.clew.latency.StoredRun.CallRow;
import dev.clew.latency.StoredRun.SpanRow;
import dev.clew.model.SpanId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts together what the caller, gateways and engines know of each charged call of a run.
final class Assembly {

  private final StoredRun run;
  private final Map<SpanId, List<SpanRow>> children = new HashMap<>();
  private final Map<SpanId, List<CallRow>> observers = new HashMap<>();

  private Assembly(StoredRun run) {
    this.run = run;
    for (var span : run.spans().values()) {
      children.computeIfAbsent(span.parent(), _ -> new ArrayList<>()).add(span);
    }
    for (var call : run.calls()) {
      if (!call.isCharged() && !call.duplicateOf().equals(SpanId.NONE)) {
        observers.computeIfAbsent(call.duplicateOf(), _ -> new ArrayList<>()).add(call);
      }
    }
  }

  /// The charged calls in order of their start.
  static List<Measured> of(StoredRun run) {
    var assembly = new Assembly(run);
    var measured = new ArrayList<Measured>();
    Map<String, CallRow> before = new HashMap<>();
    for (var call : run.calls()) {
      var span = run.spans().get(call.id());
      if (call.isCharged() && span != null) {
        measured.add(assembly.measured(call, span, before.put(call.agent(), call)));
      }
    }
    return measured;
  }

  private Measured measured(CallRow call, SpanRow span, @Nullable CallRow before) {
    double durationMs = span.durationNs() / 1e6;
    // A first token outside the call is somebody's clock, not a time.
    boolean hasFirst = call.firstMs() > 0 && call.firstMs() <= durationMs;
    boolean isCacheKnown = call.cached() >= 0;
    long cached = Math.min(Math.max(0, call.cached()), Math.max(0, call.input()));
    var requests =
        children.getOrDefault(call.id(), List.of()).stream().filter(SpanRow::isRequest).toList();
    return new Measured(
        call.id(),
        new CostKey(call.provider(), call.model(), endpoint(span, requests), hasFirst),
        span.service(),
        call.agent(),
        span.startNs(),
        durationMs,
        hasFirst ? call.firstMs() : Double.NaN,
        call.input() < 0 ? -1 : call.input() - cached,
        cached,
        call.output(),
        isCacheKnown,
        span.hasFailed(),
        before == null || before.input() > call.input() ? 0 : Math.max(0, before.input()),
        retryMs(requests),
        seen(call, span));
  }

  private static String endpoint(SpanRow span, List<SpanRow> requests) {
    return span.host().isEmpty() && !requests.isEmpty() ? requests.getFirst().host() : span.host();
  }

  /// From the first attempt to the one that was answered.
  private static double retryMs(List<SpanRow> requests) {
    if (requests.size() < 2 || requests.stream().noneMatch(SpanRow::hasFailed)) {
      return 0;
    }
    long first = requests.stream().mapToLong(SpanRow::startNs).min().orElse(0);
    long last = requests.stream().mapToLong(SpanRow::startNs).max().orElse(0);
    return (last - first) / 1e6;
  }

  private Seen seen(CallRow call, SpanRow own) {
    double gatewayFirst = Double.NaN;
    double gateway = Double.NaN;
    var engine = own.engine();
    for (var observer : observers.getOrDefault(call.id(), List.of())) {
      var span = run.spans().get(observer.id());
      if (span == null) {
        continue;
      }
      if (span.layer().equals("ai_gateway") || span.layer().equals("api_gateway")) {
        gateway = span.durationNs() / 1e6;
        gatewayFirst = observer.firstMs() > 0 ? observer.firstMs() : Double.NaN;
      }
      if (!Double.isNaN(span.engine().prefillMs())) {
        engine = span.engine();
      }
    }
    return new Seen(gatewayFirst, gateway, engine.queueMs(), engine.prefillMs(), engine.decodeMs());
  }
}
