// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import dev.clew.model.LogRecord;
import dev.clew.model.RawSpan;
import dev.clew.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans that the records of one request tell of: lines of access logs with a trace, and what
/// coding agents did.
///
/// An agent that sends traces says the same there, and says it better; what it logs makes no spans
/// then. Only the Gemini CLI, whose spans know no tokens, is believed in both.
final class LoggedSpans {

  private final IdentityHashMap<LogRecord, RawSpan> spans = new IdentityHashMap<>();
  private final List<RawSpan> inOrder = new ArrayList<>();
  private final Set<String> traced = new HashSet<>();
  private final Map<String, LogRecord> lastCall = new HashMap<>();

  private LoggedSpans() {}

  static LoggedSpans of(List<LogRecord> records) {
    var logged = new LoggedSpans();
    var events = new ArrayList<AgentEvent>();
    for (var record : records) {
      var event = AgentEvent.of(record);
      if (event != null) {
        events.add(event);
        if (record.traceId() != null) {
          logged.traced.add(event.session());
        }
      }
    }
    events.forEach(logged::add);
    logged.addAccessLines(records);
    return logged;
  }

  private void add(AgentEvent event) {
    var trace = event.record().traceId();
    boolean isGemini = event.agent().equals(AgentEvent.GEMINI_CLI);
    boolean isTold = !isGemini && (trace != null || traced.contains(event.session()));
    boolean isLost = trace == null && event.session().isEmpty();
    if (isTold || isLost) {
      return;
    }
    var turn = event.session() + "\n" + event.turn();
    if (event.role() == AgentEvent.Role.ANSWER) {
      answer(lastCall.get(turn), event);
      return;
    }
    spans.put(event.record(), AgentSpan.of(event));
    if (event.role() == AgentEvent.Role.CALL) {
      lastCall.put(turn, event.record());
    }
  }

  private void answer(@Nullable LogRecord call, AgentEvent answer) {
    var span = call == null ? null : spans.get(call);
    var text = answer.text("response");
    if (call != null && span != null && text != null) {
      var all = new ArrayList<>(span.attributes().entries());
      all.add(new Attribute("output.value", Value.of(text)));
      spans.put(call, span.withAttributes(new Attributes(all)));
    }
  }

  private void addAccessLines(List<LogRecord> records) {
    for (var record : records) {
      var span = spans.get(record);
      if (span == null) {
        var access = AccessRecord.of(record);
        var traceId = access == null ? null : access.traceId();
        if (access != null && traceId != null) {
          inOrder.add(access.span(traceId));
        }
      } else {
        inOrder.add(span);
      }
    }
  }

  /// In the order of their records.
  List<RawSpan> all() {
    return inOrder;
  }

  /// The record, linked to the span that was made of it.
  LogRecord linked(LogRecord record) {
    var span = spans.get(record);
    return span == null ? record : record.in(span.ids().traceId(), span.ids().spanId());
  }
}
