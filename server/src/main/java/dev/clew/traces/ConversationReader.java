// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// What was said in a trace: model calls with their messages by hash, tool executions with
/// arguments and results, and each message once.
final class ConversationReader {

  private static final int MAX_SPANS = 5_000;
  private static final Set<String> INTERNAL =
      Set.of("is_tool", "input", "output", "system", "input_hash", "output_hash");

  private final Store store;

  ConversationReader(Store store) {
    this.store = store;
  }

  private record Turn(
      boolean isTool,
      Map<String, @Nullable Object> fields,
      List<String> system,
      List<String> input,
      List<String> output,
      String inputText,
      String outputText) {

    static Turn of(Row row) {
      var fields = new LinkedHashMap<String, @Nullable Object>();
      for (var column : row.columns()) {
        if (!INTERNAL.contains(column)) {
          fields.put(column, row.get(column));
        }
      }
      return new Turn(
          row.bool("is_tool"),
          fields,
          Bodies.hashes(row, "system"),
          Bodies.hashes(row, "input"),
          Bodies.hashes(row, "output"),
          Bodies.hash(row, "input_hash"),
          Bodies.hash(row, "output_hash"));
    }

    /// A call whose messages are not on its span has those that log records tell.
    Turn with(LogMessages logged) {
      var said = logged.of(String.valueOf(fields.get("span_id")));
      return isTool || !input.isEmpty() || !output.isEmpty()
          ? this
          : new Turn(
              false,
              fields,
              system.isEmpty() ? said.system() : system,
              said.input(),
              said.output(),
              inputText,
              outputText);
    }

    boolean isSilent() {
      return !isTool && input.isEmpty() && output.isEmpty();
    }

    void write(JsonGenerator json, Bodies bodies) throws IOException {
      json.writeStartObject();
      for (var field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        Reply.write(json, field.getValue());
      }
      if (isTool) {
        bodies.text(json, "arguments", inputText);
        bodies.text(json, "result", outputText);
      } else {
        Reply.writeField(json, "system", system);
        Reply.writeField(json, "input", input);
        Reply.writeField(json, "output", output);
      }
      json.writeEndObject();
    }
  }

  /// Whether anything is known of a trace, though nothing was said in it.
  private boolean isStored(Request request, String trace) {
    var found = new AtomicBoolean();
    store.query(
        store
            .about(
                request,
                """
                SELECT 1 FROM ${database}.traces
                WHERE project_id = {project:String} AND trace_id = toFixedString(unhex({trace:String}), 16) LIMIT 1
                """)
            .with("trace", trace),
        _ -> found.set(true));
    return found.get();
  }

  Reply conversation(Request request) {
    store.refresh(request);
    var trace = request.traceId().hex();
    var turns = new ArrayList<Turn>();
    var stats =
        store.query(
            store
                .about(
                    request,
                    """
                    WITH toFixedString(unhex({trace:String}), 16) AS wanted,
                      (SELECT (min(first_minute), max(last_minute)) FROM ${database}.traces WHERE project_id = {project:String} AND trace_id = wanted) AS bounds
                    SELECT lower(hex(s.span_id)) AS span_id, if(s.parent_span_id = toFixedString('', 8), NULL, lower(hex(s.parent_span_id))) AS parent_span_id,
                      replaceOne(toString(s.start_time), ' ', 'T') || 'Z' AS start_time, s.duration_ns / 1e6 AS duration_ms, toString(s.status) AS status, s.op AS op,
                      nullIf(s.service, '') AS service, nullIf(if(s.agent != '', s.agent, c.agent), '') AS agent_name,
                      nullIf(s.tool, '') AS tool_name, nullIf(s.tool_call_id, '') AS tool_call_id,
                      nullIf(if(s.response_model != '', s.response_model, s.request_model), '') AS model, if(c.version > 0, c.billable, true) AS billable,
                      nullIf(if(c.version > 0, c.input_tokens, s.input_tokens), -1) AS input_tokens, nullIf(if(c.version > 0, c.output_tokens, s.output_tokens), -1) AS output_tokens, nullIf(if(c.version > 0, c.cache_read_tokens, s.cache_read_tokens), -1) AS cache_read_tokens,
                      if(s.ttft_ms < 0, NULL, round(s.ttft_ms, 3)) AS ttft_ms,
                      s.op IN ('tool_call', 'mcp_call', 'skill') AS is_tool,
                      s.messages_in AS input, s.messages_out AS output, s.system_instructions AS system, s.input_text_hash AS input_hash, s.output_text_hash AS output_hash
                    FROM (
                      SELECT * EXCEPT (attributes, attributes_json, events, links) FROM ${database}.spans
                      WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND xxHash32(trace_id) = xxHash32(wanted) AND trace_id = wanted
                        AND (op IN ('tool_call', 'mcp_call', 'skill', 'chat', 'text_completion', 'realtime') OR notEmpty(messages_in) OR notEmpty(messages_out))
                      ORDER BY start_time, span_id, received_at DESC LIMIT 1 BY span_id LIMIT {max:UInt32}
                    ) AS s
                    LEFT JOIN (
                      SELECT * FROM ${database}.calls FINAL WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id = wanted
                    ) AS c ON c.span_id = s.span_id
                    ORDER BY s.start_time, s.span_id
                    """)
                .with("trace", trace)
                .with("max", MAX_SPANS + 1L),
            row -> turns.add(Turn.of(row)));
    if (turns.isEmpty() && !isStored(request, trace)) {
      throw new AppException(ErrorCode.NOT_FOUND, "no trace " + trace);
    }
    boolean truncated = turns.size() > MAX_SPANS;
    if (turns.stream().anyMatch(Turn::isSilent)) {
      var logged = LogMessages.load(store, request, trace, null);
      turns.replaceAll(turn -> turn.with(logged));
    }
    var shown = truncated ? turns.subList(0, MAX_SPANS) : turns;
    var messages = new LinkedHashSet<String>();
    var hashes = new LinkedHashSet<String>();
    for (var turn : shown) {
      messages.addAll(turn.system());
      messages.addAll(turn.input());
      messages.addAll(turn.output());
      hashes.add(turn.inputText());
      hashes.add(turn.outputText());
    }
    hashes.addAll(messages);
    var bodies = Bodies.load(store, request, trace, hashes);
    return Reply.json(
        json -> {
          turns(json, "calls", shown, false, bodies);
          turns(json, "tools", shown, true, bodies);
          json.writeObjectFieldStart("messages");
          for (var hash : messages) {
            json.writeFieldName(hash);
            bodies.message(json, hash);
          }
          json.writeEndObject();
          json.writeBooleanField("truncated", truncated);
          Reply.stats(json, stats);
        });
  }

  private static void turns(
      JsonGenerator json, String field, List<Turn> turns, boolean tools, Bodies bodies)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (var turn : turns) {
      if (turn.isTool() == tools) {
        turn.write(json, bodies);
      }
    }
    json.writeEndArray();
  }
}
