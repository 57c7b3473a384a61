// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Tools, from the spans that execute them.
public final class ToolsApi {

  private final Store store;

  public ToolsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(store, "tools", "Tools that were called, busiest first", tools()));
  }

  /// One call may be several spans: the client and the server of MCP, or an adapter around a
  /// framework. Spans of a trace with the same tool call id are one call, and so are a span and its
  /// parent that execute the same tool. The longest of them is what the caller waited for.
  private static String tools() {
    return """
    SELECT name AS tool_name, nullIf(server, '') AS mcp_server, n AS calls, failures AS errors, runs AS traces,
      %s AS p50_ms, %s AS p95_ms, %s AS p99_ms, %s AS last_time, parts AS spark
    FROM (
      SELECT name, server, count() AS n, countIf(failed) AS failures, uniqExact(trace_id) AS runs,
        quantilesTDigest(0.5, 0.95, 0.99)(toFloat32(longest / 1e6)) AS q, max(began) AS newest, %s AS parts
      FROM (
        SELECT toString(tool) AS name, trace_id, if(tool_call_id != '', tool_call_id, lower(hex(span_id))) AS call,
          max(toString(mcp_server)) AS server, max(status = 'error') AS failed, max(duration_ns) AS longest,
          min(start_time) AS began, min(minute) AS filed
        FROM ${database}.spans
        WHERE %s AND op = 'tool_call' AND tool != ''
          AND (trace_id, parent_span_id, tool) NOT IN (SELECT trace_id, span_id, tool FROM ${database}.spans WHERE %s AND op = 'tool_call')
        GROUP BY name, trace_id, call
      )
      GROUP BY name, server
    )
    ORDER BY calls DESC, tool_name, mcp_server
    LIMIT 1000
    """
        .formatted(
            Table.ms("q[1]"),
            Table.ms("q[2]"),
            Table.ms("q[3]"),
            Table.time("newest"),
            Table.spark(
                "if(toStartOfMinute(began) = filed, toInt64(toUnixTimestamp(began)), toInt64(toUnixTimestamp(filed)))"),
            Summaries.IN_RANGE,
            Summaries.IN_RANGE);
  }
}
