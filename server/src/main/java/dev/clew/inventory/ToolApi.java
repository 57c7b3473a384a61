// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Endpoint.Parameter;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.ledger.Tokenizer;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One tool: its figures, what one call more costs, how its definition changed, its largest results
/// and its errors.
public final class ToolApi {

  private static final int POINTS = 48;

  private final Store store;

  public ToolApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    var parameters =
        new ArrayList<>(
            List.of(
                new Parameter("tool", "string", "its name"),
                new Parameter("server", "string", "MCP server; empty for a tool of no server")));
    parameters.addAll(Parameter.RANGE);
    return List.of(
        Endpoint.get(
            "/api/v1/tool",
            "A tool: figures, versions of its definition, largest results, errors, and points over time",
            parameters,
            this::tool));
  }

  private Reply tool(Request request) {
    store.refresh(request);
    var range = request.range();
    var tool =
        rows(request, range, ToolsApi.rows("name = {tool:String} AND server = {server:String}"));
    if (tool.isEmpty()) {
      throw new AppException(
          ErrorCode.NOT_FOUND,
          "no tool %s of %s in this range"
              .formatted(request.text("tool", ""), request.text("server", "no server")));
    }
    var row = tool.getFirst();
    row.putAll(rows(request, range, MARGINAL).getFirst());
    row.putAll(rows(request, range, SIZES).getFirst());
    var versions = rows(request, range, VERSIONS);
    var largest = rows(request, range, LARGEST);
    var errors = rows(request, range, ERRORS);
    long step = Math.max(1_000, range.length().toMillis() / POINTS);
    var series = rows(request, range, SERIES.replace("${step}", Long.toString(step)));
    return Reply.json(
        json -> {
          Reply.writeField(json, "tool", row);
          json.writeArrayFieldStart("versions");
          for (var version : versions) {
            write(json, version);
          }
          json.writeEndArray();
          Reply.writeField(json, "largest", largest);
          Reply.writeField(json, "errors", errors);
          json.writeNumberField("step_ms", step);
          Reply.writeField(json, "series", series);
        });
  }

  private List<Map<String, @Nullable Object>> rows(Request request, TimeRange range, String sql) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    store.query(statement(request, range, sql), row -> rows.add(copy(row)));
    return rows;
  }

  private Statement statement(Request request, TimeRange range, String sql) {
    return store
        .about(request, range, sql)
        .with("tool", request.text("tool", ""))
        .with("server", request.text("server", ""));
  }

  private static Map<String, @Nullable Object> copy(Row row) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    row.columns().forEach(column -> copy.put(column, row.get(column)));
    return copy;
  }

  /// All versions have the same measure, so that they can be compared.
  private static void write(JsonGenerator json, Map<String, @Nullable Object> version)
      throws IOException {
    var definition = String.valueOf(version.remove("definition"));
    json.writeStartObject();
    for (var field : version.entrySet()) {
      Reply.writeField(json, field.getKey(), field.getValue());
    }
    json.writeNumberField("tokens", Math.round(Tokenizer.O200K.count(definition)));
    json.writeFieldName("definition");
    // Stored as compact JSON.
    json.writeRawValue(definition);
    json.writeEndObject();
  }

  /// One call more: what the model writes to ask, what comes back in every call that carries it,
  /// and a call to the model that would not be needed, shared by the results that it reads.
  private static final String MARGINAL =
      """
      SELECT if(n = 0, NULL, round(args + carried + reading)) AS marginal_tokens,
        if(n = 0 OR isNaN(rate), NULL, (args + carried + reading) * rate) AS marginal_usd
      FROM (
        SELECT count() AS n, avg(total) AS carried,
          avg(greatest(toInt64(call_tokens[at * 8 + 1]) - toInt64(arraySum(arrayFilter((t, c) -> c = at, result_tokens, result_call))), 0) / greatest(countEqual(result_call, at), 1)) AS reading,
          avg(if(uses > 0, arguments / uses, 0)) AS args,
          sumIf(cost_usd, NOT isNaN(cost_usd)) / nullIf(sumIf(input_tokens, NOT isNaN(cost_usd)), 0) AS rate
        FROM (
          SELECT *, arraySum(arrayFilter((v, n, s) -> n = {tool:String} AND s = {server:String}, tool_arguments, tool_name, tool_server)) AS arguments,
            arraySum(arrayFilter((v, n, s) -> n = {tool:String} AND s = {server:String}, tool_used, tool_name, tool_server)) AS uses
          FROM ${database}.token_ledger FINAL WHERE %s
        )
        ARRAY JOIN arrayEnumerate(result_tool) AS i, result_tool AS one_tool, result_server AS one_server, result_total AS total, arrayMap(c -> toInt64(c), result_call) AS at
        WHERE one_tool = {tool:String} AND one_server = {server:String}
      )
      """
          .formatted(Summaries.IN_RANGE);

  private static final String VERSIONS =
      """
      SELECT lower(hex(d.hash)) AS hash, if(s.seen, %1$s, toString(first_day)) AS first_time, if(s.seen, %2$s, toString(last_day)) AS last_time, bytes, definition
      FROM (
      SELECT hash, min(day) AS first_day, max(day) AS last_day, length(any(body)) AS bytes, any(body) AS definition
      FROM ${database}.definitions
      WHERE project_id = {project:String} AND kind = 'tool' AND day >= toDate(toDateTime({to:Int64})) - 90
        AND {tool:String} IN (JSONExtractString(body, 'name'), JSONExtractString(body, 'function', 'name'), JSONExtractString(body, 'toolSpec', 'name'))
      GROUP BY hash
      ) AS d
      LEFT JOIN (
        SELECT hash, true AS seen, min(first_seen) AS first_second, max(last_seen) AS last_second FROM ${database}.definitions_seen WHERE project_id = {project:String} GROUP BY hash
      ) AS s ON s.hash = d.hash
      ORDER BY last_time DESC, first_time DESC, hash
      LIMIT 20
      """
          .formatted(Table.time("first_second"), Table.time("last_second"));

  /// Lengths of the latest arguments and results, of those whose text is stored.
  private static final String SIZES =
      """
      WITH latest AS (
        SELECT trace_id, span_id FROM (%1$s)
        WHERE tool = {tool:String} AND server = {server:String} ORDER BY start_time DESC LIMIT 10000
      ), sized AS (
        SELECT trace_id, input_text_hash, output_text_hash FROM ${database}.spans
        WHERE %2$s AND (trace_id, span_id) IN latest LIMIT 1 BY trace_id, span_id
      ), texts AS (
        SELECT trace_id, hash, any(length(body)) AS bytes FROM ${database}.messages
        WHERE project_id = {project:String} AND (trace_id, hash) IN (SELECT trace_id, arrayJoin([input_text_hash, output_text_hash]) FROM sized)
        GROUP BY trace_id, hash
      )
      SELECT if(isFinite(a[1]), round(a[1]), NULL) AS args_bytes_p50, if(isFinite(a[2]), round(a[2]), NULL) AS args_bytes_p95, if(isFinite(a[3]), round(a[3]), NULL) AS args_bytes_p99,
        if(isFinite(r[1]), round(r[1]), NULL) AS result_bytes_p50, if(isFinite(r[2]), round(r[2]), NULL) AS result_bytes_p95, if(isFinite(r[3]), round(r[3]), NULL) AS result_bytes_p99
      FROM (
        SELECT quantilesTDigestIf(0.5, 0.95, 0.99)(toFloat32(i.bytes), i.bytes > 0) AS a, quantilesTDigestIf(0.5, 0.95, 0.99)(toFloat32(o.bytes), o.bytes > 0) AS r
        FROM sized
        LEFT JOIN texts AS i ON i.trace_id = sized.trace_id AND i.hash = sized.input_text_hash
        LEFT JOIN texts AS o ON o.trace_id = sized.trace_id AND o.hash = sized.output_text_hash
      )
      """
          .formatted(ToolsApi.CALLS, Summaries.IN_RANGE);

  private static final String LARGEST =
      """
      SELECT lower(hex(trace_id)) AS trace_id, if(span = toFixedString('', 8), NULL, lower(hex(span))) AS span_id, size AS tokens, carried AS carried_calls, total AS total_tokens, if(isNaN(usd), NULL, usd) AS cost_usd
      FROM (SELECT * FROM ${database}.token_ledger FINAL WHERE %s)
      ARRAY JOIN result_tool AS one_tool, result_server AS one_server, result_span AS span, result_tokens AS size, result_carried AS carried, result_total AS total, result_cost AS usd
      WHERE one_tool = {tool:String} AND one_server = {server:String}
      ORDER BY total DESC LIMIT 20
      """
          .formatted(Summaries.IN_RANGE);

  private static final String ERRORS =
      """
      SELECT nullIf(toString(error_type), '') AS error_type, count() AS count, lower(hex(argMax(trace_id, start_time))) AS trace_id, lower(hex(argMax(span_id, start_time))) AS span_id
      FROM (%s)
      WHERE failed AND tool = {tool:String} AND server = {server:String}
      GROUP BY error_type ORDER BY count DESC LIMIT 50
      """
          .formatted(ToolsApi.CALLS);

  private static final String SERIES =
      """
      SELECT replaceOne(toString(fromUnixTimestamp64Milli(point * ${step}, 'UTC')), ' ', 'T') || 'Z' AS time, n AS calls, failures AS errors, %s AS p95_ms, tokens
      FROM (
        SELECT intDiv(%s, ${step}) AS point, count() AS n, countIf(failed) AS failures, quantileTDigest(0.95)(toFloat32(duration_ns / 1e6)) AS q
        FROM (%s)
        WHERE tool = {tool:String} AND server = {server:String}
        GROUP BY point
      ) AS t
      FULL JOIN (
        SELECT intDiv(%s, ${step}) AS point, sum(definition_sum + argument_sum + first_sum + resent_sum) AS tokens
        FROM (SELECT * FROM ${database}.token_ledger FINAL WHERE %s)
        ARRAY JOIN tool_name AS one_tool, tool_server AS one_server, tool_definitions AS definition_sum, tool_arguments AS argument_sum, tool_first AS first_sum, tool_resent AS resent_sum
        WHERE one_tool = {tool:String} AND one_server = {server:String}
        GROUP BY point
      ) AS l USING (point)
      ORDER BY point
      """
          .formatted(
              "if(n > 0, " + Table.ms("q") + ", NULL)",
              Summaries.BEGAN_MS,
              ToolsApi.CALLS,
              Summaries.BEGAN_MS,
              Summaries.IN_RANGE);
}
