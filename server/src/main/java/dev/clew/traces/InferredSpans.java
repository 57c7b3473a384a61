// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.engine.Row;
import dev.clew.http.Windows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tool calls of a trace that no span shows, as spans. The ledger of the run infers them from what
/// its calls carry (`docs/ledger.md`).
///
/// @param version of the run that the ledger was made of; 0 when there is no ledger
record InferredSpans(long version, List<Inferred> all) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Selected under the names that they are answered with.
  private static final List<String> ANSWERED =
      List.of(
          "span_id",
          "parent_span_id",
          "name",
          "service",
          "duration_ms",
          "agent_name",
          "tool_name",
          "tool_call_id",
          "mcp_server");

  /// @param startNs with the id what a page is sorted by
  /// @param asking hash of the message with the request
  /// @param answering hash of the message with the result
  record Inferred(
      String id,
      long startNs,
      Map<String, @Nullable Object> fields,
      String asking,
      String answering) {

    /// The arguments and the result, where the messages are stored.
    Map<String, String> content(Bodies bodies) {
      var content = new LinkedHashMap<String, String>();
      put(content, "arguments", part(bodies, asking, "tool_call", "arguments"));
      put(content, "result", part(bodies, answering, "tool_result", "result"));
      return content;
    }

    private static void put(Map<String, String> content, String name, @Nullable String text) {
      if (text != null) {
        content.put(name, text);
      }
    }

    private @Nullable String part(Bodies bodies, String hash, String type, String field) {
      var body = bodies.byHash().get(hash);
      if (body == null) {
        return null;
      }
      try {
        for (var part : JSON.readTree(body).path("parts")) {
          if (part.path("type").asText().equals(type) && isMine(part)) {
            var value = part.path(field);
            return value.isTextual() ? value.asText() : value.toString();
          }
        }
      } catch (JsonProcessingException e) {
        // Shows as content that was not captured.
      }
      return null;
    }

    private boolean isMine(JsonNode part) {
      var id = part.path("id").asText("");
      var name = part.path("name").asText("");
      if (fields.get("tool_call_id") instanceof String callId && !id.isEmpty()) {
        return id.equals(callId);
      }
      return name.isEmpty() || name.equals(fields.get("tool_name"));
    }
  }

  static InferredSpans read(TracePlace place) {
    var version = new long[1];
    var all = new ArrayList<Inferred>();
    place
        .store()
        .query(
            place.about(
                """
                SELECT version, lower(hex(span)) AS span_id, if(parent = toFixedString('', 8), NULL, lower(hex(parent))) AS parent_span_id, 'execute_tool ' || tool AS name, nullIf(toString(by), '') AS service,
                  (toInt64(ended) - toInt64(began)) / 1e6 AS duration_ms,
                  nullIf(toString(caller), '') AS agent_name, nullIf(toString(tool), '') AS tool_name, nullIf(toString(call_id), '') AS tool_call_id, nullIf(toString(server), '') AS mcp_server,
                  toInt64(began) AS start_ns, asking, answering
                FROM (
                  SELECT version, inferred_span, inferred_parent, inferred_service, inferred_agent, inferred_server, inferred_tool, inferred_call_id, inferred_start, inferred_end, inferred_asking, inferred_answering
                  FROM ${database}.token_ledger FINAL
                  WHERE project_id = {project:String} AND ${in_minutes} AND trace_id = wanted
                )
                LEFT ARRAY JOIN inferred_span AS span, inferred_parent AS parent, inferred_service AS by, inferred_agent AS caller, inferred_server AS server, inferred_tool AS tool,
                  inferred_call_id AS call_id, inferred_start AS began, inferred_end AS ended, inferred_asking AS asking, inferred_answering AS answering
                ORDER BY start_ns, span_id
                """),
            row -> {
              version[0] = row.number("version");
              if (row.get("tool_name") != null) {
                all.add(inferred(row));
              }
            });
    return new InferredSpans(version[0], all);
  }

  private static Inferred inferred(Row row) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    for (var column : ANSWERED) {
      fields.put(column, row.get(column));
    }
    fields.put("start_time", SpanFields.time(row.number("start_ns")));
    fields.put("kind", "internal");
    fields.put("status", "unset");
    fields.put("op", "tool_call");
    fields.put("op_group", "tool");
    fields.put("guessed", true);
    fields.put("inferred", true);
    fields.put("layer", "tool");
    fields.put("billable", false);
    fields.put("finish_reasons", List.of());
    fields.put("quirks", List.of());
    fields.put("event_count", 0L);
    fields.put("link_count", 0L);
    return new Inferred(
        row.string("span_id"),
        row.number("start_ns"),
        fields,
        Bodies.hash(row, "asking"),
        Bodies.hash(row, "answering"));
  }

  @Nullable Inferred byId(String id) {
    return all.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
  }

  /// Those that belong on a page: after the cursor, and not beyond what a cut page reaches.
  ///
  /// @param last start and id of the last span read when there are more, else `null`
  List<Inferred> between(@Nullable Place after, @Nullable Place last) {
    return all.stream()
        .filter(one -> after == null || after.isBefore(one))
        .filter(one -> last == null || !last.isBefore(one))
        .toList();
  }

  /// Where a page begins or ends.
  record Place(long startNs, String id) {

    static final Comparator<List<String>> ORDER =
        Comparator.comparing(
            Place::of, Comparator.comparingLong(Place::startNs).thenComparing(Place::id));

    boolean isBefore(Inferred one) {
      return startNs < one.startNs() || (startNs == one.startNs() && id.compareTo(one.id()) < 0);
    }

    /// @param key a sort value and an id
    static Place of(List<String> key) {
      return new Place(Windows.number(key.get(0)), key.get(1));
    }
  }
}
