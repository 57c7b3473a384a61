// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was said in spans that do not tell it themselves: GenAI events among the logs of a trace,
/// by the span they belong to. Events may have come before or after their span.
///
/// @param bySpan by span id in hexadecimal
record LogMessages(Map<String, Hashes> bySpan) {

  private static final int MAX_EVENTS = 5_000;

  /// The event that holds a whole call; what other events say of the same span is in it too.
  private static final String DETAILS = "gen_ai.client.inference.operation.details";

  /// Messages by hash, in the order of the call.
  record Hashes(List<String> input, List<String> output, List<String> system, List<String> tools) {}

  static final Hashes NOTHING = new Hashes(List.of(), List.of(), List.of(), List.of());

  private record Event(String span, String name, Hashes hashes) {
    static Event of(Row row) {
      return new Event(
          HexFormat.of().formatHex(row.bytes("span_id")),
          row.string("event_name"),
          new Hashes(
              Bodies.hashes(row, "messages_in"),
              Bodies.hashes(row, "messages_out"),
              Bodies.hashes(row, "system_instructions"),
              Bodies.hashes(row, "tool_definitions")));
    }
  }

  /// @param span whose messages are wanted, in hexadecimal; `null` for the whole trace
  static LogMessages load(Store store, Request request, String trace, @Nullable String span) {
    var events = new HashMap<String, List<Event>>();
    store.query(
        statement(store, request, trace, span),
        row -> {
          var event = Event.of(row);
          events.computeIfAbsent(event.span(), _ -> new ArrayList<>()).add(event);
        });
    var bySpan = new HashMap<String, Hashes>();
    events.forEach((id, ofSpan) -> bySpan.put(id, together(ofSpan)));
    return new LogMessages(bySpan);
  }

  private static Statement statement(
      Store store, Request request, String trace, @Nullable String span) {
    return store
        .about(
            request,
            """
            WITH toFixedString(unhex({trace:String}), 16) AS wanted,
              (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
            SELECT span_id, event_name, messages_in, messages_out, system_instructions, tool_definitions
            FROM ${database}.logs
            WHERE project_id = {project:String} AND minute BETWEEN bounds.1 - 3600 AND bounds.2 + 3600 AND trace_id = wanted
              AND ({span:String} = '' OR span_id = toFixedString(unhex({span:String}), 8))
              AND (notEmpty(messages_in) OR notEmpty(messages_out) OR notEmpty(system_instructions) OR notEmpty(tool_definitions))
            ORDER BY time, sequence, id
            LIMIT 1 BY id
            LIMIT {max:UInt32}
            """)
        .with("trace", trace)
        .with("span", span == null ? "" : span)
        .with("max", MAX_EVENTS);
  }

  private static Hashes together(List<Event> events) {
    var all =
        new Hashes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    boolean isDetailed = events.stream().anyMatch(event -> event.name().equals(DETAILS));
    for (var event : events) {
      if (!isDetailed) {
        addAll(all, event.hashes());
      } else if (event.name().equals(DETAILS)) {
        replace(all, event.hashes());
      }
    }
    return all;
  }

  private static void addAll(Hashes all, Hashes more) {
    all.input().addAll(more.input());
    all.output().addAll(more.output());
    all.system().addAll(more.system());
    all.tools().addAll(more.tools());
  }

  /// Some senders write one event when the call begins and one when it ends: what the later one
  /// says counts, and what it does not say stays.
  private static void replace(Hashes all, Hashes newer) {
    replace(all.input(), newer.input());
    replace(all.output(), newer.output());
    replace(all.system(), newer.system());
    replace(all.tools(), newer.tools());
  }

  private static void replace(List<String> old, List<String> newer) {
    if (!newer.isEmpty()) {
      old.clear();
      old.addAll(newer);
    }
  }

  Hashes of(String span) {
    return bySpan.getOrDefault(span, NOTHING);
  }
}
