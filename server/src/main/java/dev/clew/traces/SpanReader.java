// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.http.Meanwhile;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One span with its content and everything that was sent.
final class SpanReader {

  private static final String ROW =
      """
      SELECT %s, attributes, attributes_json, events, links, resource_hash, scope_version, trace_state, flags, dropped_attributes, content_state, mcp_session_id,
        messages_in, messages_out, system_instructions, tool_definitions, input_text_hash, output_text_hash
      FROM ${database}.spans
      WHERE project_id = {project:String} AND ${in_minutes} AND xxHash32(trace_id) = xxHash32(wanted) AND trace_id = wanted
        AND span_id = toFixedString(unhex({span:String}), 8)
      ORDER BY received_at DESC LIMIT 1
      """
          .formatted(SpanFields.COLUMNS);

  private static final String CALL =
      """
      SELECT %s FROM ${database}.calls FINAL
      WHERE project_id = {project:String} AND ${in_minutes} AND trace_id = wanted AND span_id = toFixedString(unhex({span:String}), 8)
      """
          .formatted(CallFacts.COLUMNS);

  private final Store store;

  SpanReader(Store store) {
    this.store = store;
  }

  Reply span(Request request) {
    store.refresh(request);
    var trace = request.traceId().hex();
    var id = request.spanId().hex();
    var place = TracePlace.of(store, request);
    try (var judged =
        Meanwhile.of(() -> CallFacts.read(store, place.about(CALL).with("span", id)))) {
      var found = new ArrayList<Row>();
      var stats = store.query(place.about(ROW).with("span", id), row -> found.add(row.kept()));
      if (found.isEmpty()) {
        return inferred(request, place);
      }
      var row = found.getFirst();
      var stored = Stored.of(row, judged.get().of(row));
      var span =
          stored.isSilent()
              ? stored.with(LogMessages.load(store, request, trace, id).of(id))
              : stored;
      var bodies = Bodies.load(store, request, trace, span.hashes());
      return Reply.json(
          json -> {
            json.writeStringField("trace_id", trace);
            span.write(json, bodies);
            Reply.stats(json, stats);
          });
    }
  }

  /// A tool call that only messages show; it has nothing that was sent.
  private Reply inferred(Request request, TracePlace place) {
    var trace = place.trace();
    var id = request.spanId().hex();
    var inferred = InferredSpans.read(place).byId(id);
    if (inferred == null) {
      throw new AppException(ErrorCode.NOT_FOUND, "no span %s in trace %s".formatted(id, trace));
    }
    var bodies =
        Bodies.load(store, request, trace, List.of(inferred.asking(), inferred.answering()));
    return Reply.json(
        json -> {
          json.writeStringField("trace_id", trace);
          Stored.inferred(inferred).write(json, new Bodies(inferred.content(bodies)));
        });
  }

  /// A row taken apart.
  private record Stored(
      Map<String, @Nullable Object> fields,
      Map<String, String> text,
      Map<String, String> other,
      String events,
      String links,
      String resource,
      String scope,
      String scopeVersion,
      List<String> input,
      List<String> output,
      List<String> system,
      List<String> tools,
      String inputText,
      String outputText) {

    static Stored of(Row row, @Nullable Row call) {
      var fields = SpanFields.of(row, call);
      // Answered as an object.
      fields.remove("scope");
      fields.put("trace_state", row.string("trace_state"));
      fields.put("flags", row.number("flags"));
      fields.put("dropped_attributes", row.number("dropped_attributes"));
      for (var name : List.of("content_state", "mcp_session_id")) {
        fields.put(name, row.string(name).isEmpty() ? null : row.string(name));
      }
      return new Stored(
          fields,
          row.map("attributes"),
          row.map("attributes_json"),
          row.string("events"),
          row.string("links"),
          Bodies.hash(row, "resource_hash"),
          row.string("scope"),
          row.string("scope_version"),
          Bodies.hashes(row, "messages_in"),
          Bodies.hashes(row, "messages_out"),
          Bodies.hashes(row, "system_instructions"),
          Bodies.hashes(row, "tool_definitions"),
          Bodies.hash(row, "input_text_hash"),
          Bodies.hash(row, "output_text_hash"));
    }

    /// Its content goes by `arguments` and `result` instead of hashes.
    static Stored inferred(InferredSpans.Inferred one) {
      return new Stored(
          one.fields(),
          Map.of(),
          Map.of(),
          "",
          "",
          "",
          "",
          "",
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          "arguments",
          "result");
    }

    /// Nothing on the span itself says what was said.
    boolean isSilent() {
      return input.isEmpty() && output.isEmpty();
    }

    /// The same with messages from log records.
    Stored with(LogMessages.Hashes logged) {
      return new Stored(
          fields,
          text,
          other,
          events,
          links,
          resource,
          scope,
          scopeVersion,
          logged.input(),
          logged.output(),
          system.isEmpty() ? logged.system() : system,
          tools.isEmpty() ? logged.tools() : tools,
          inputText,
          outputText);
    }

    Set<String> hashes() {
      return Bodies.all(
          List.of(input, output, system, tools, List.of(resource), List.of(inputText, outputText)));
    }

    void write(JsonGenerator json, Bodies bodies) throws IOException {
      for (var field : fields.entrySet()) {
        json.writeFieldName(field.getKey());
        Reply.write(json, field.getValue());
      }
      attributes(json);
      raw(json, "resource", bodies.byHash().getOrDefault(resource, "{}"));
      json.writeObjectFieldStart("scope");
      json.writeStringField("name", scope);
      json.writeStringField("version", scopeVersion);
      json.writeEndObject();
      raw(json, "events", events.isEmpty() ? "[]" : events);
      raw(json, "links", links.isEmpty() ? "[]" : links);
      bodies.messages(json, "messages_in", input);
      bodies.messages(json, "messages_out", output);
      bodies.messages(json, "system_instructions", system);
      json.writeArrayFieldStart("tool_defs");
      for (var tool : tools) {
        bodies.message(json, tool);
      }
      json.writeEndArray();
      boolean isTool = "tool".equals(fields.get("op_group"));
      bodies.text(json, isTool ? "tool_arguments" : "input_text", inputText);
      bodies.text(json, isTool ? "tool_result" : "output_text", outputText);
    }

    private void attributes(JsonGenerator json) throws IOException {
      json.writeObjectFieldStart("attributes");
      for (var attribute : text.entrySet()) {
        json.writeStringField(attribute.getKey(), attribute.getValue());
      }
      for (var attribute : other.entrySet()) {
        raw(json, attribute.getKey(), attribute.getValue());
      }
      json.writeEndObject();
    }

    private static void raw(JsonGenerator json, String field, String value) throws IOException {
      json.writeFieldName(field);
      json.writeRawValue(value);
    }
  }
}
