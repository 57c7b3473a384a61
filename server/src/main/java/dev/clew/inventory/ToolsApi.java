// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Tools, from what run analysis found to be executions of them.
public final class ToolsApi {

  private final Store store;

  public ToolsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(store, "tools", "Tools that were called, busiest first", tools()));
  }

  private static String tools() {
    return """
    SELECT name AS tool_name, nullIf(server, '') AS mcp_server, n AS calls, failures AS errors, runs AS traces,
      %s AS p50_ms, %s AS p95_ms, %s AS p99_ms, %s AS last_time, parts AS spark
    FROM (
      SELECT toString(tool) AS name, toString(mcp_server) AS server, count() AS n, countIf(failed) AS failures, uniqExact(trace_id) AS runs,
        quantilesTDigest(0.5, 0.95, 0.99)(toFloat32(duration_ns / 1e6)) AS q, max(start_time) AS newest, %s AS parts
      FROM ${database}.tool_calls FINAL
      WHERE %s AND counted AND tool != ''
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
            Table.spark("intDiv(" + Summaries.BEGAN_MS + ", 1000)"),
            Summaries.IN_RANGE);
  }
}
