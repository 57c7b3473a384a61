// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Agents: traces from runs, invocations and tool calls from spans, tokens from calls.
public final class AgentsApi {

  private final Store store;

  public AgentsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(
            store,
            "agents",
            "Agents, those with most traces first",
            _ -> Table.whole("agent"),
            AgentsApi::agents));
  }

  /// An invocation whose parent invokes the same agent is one with it (a framework and its adapter
  /// both record).
  private static String agents(String figures) {
    return """
    SELECT r.name AS agent_name, i.n AS invocations, r.n AS traces, if(i.n > 0, i.failed, r.failed) AS errors,
      c.n AS llm_calls, t.n AS tool_calls, c.tokens_in AS input_tokens, c.tokens_out AS output_tokens, c.cost AS cost_usd,
      if(i.n > 0, %s, NULL) AS p50_ms, if(i.n > 0, %s, NULL) AS p95_ms, %s AS last_time, r.parts AS spark
    FROM (
      SELECT name, count() AS n, countIf(status = 'error') AS failed, max(start_time) AS newest, %s AS parts
      FROM (SELECT toString(arrayJoin(agents)) AS name, status, start_time, minute FROM ${database}.runs FINAL WHERE %s)
      GROUP BY name
    ) AS r
    LEFT JOIN (
      SELECT toString(agent) AS name, count() AS n, countIf(status = 'error') AS failed, quantilesTDigest(0.5, 0.95)(toFloat32(duration_ns / 1e6)) AS q
      FROM ${database}.spans
      WHERE %s AND op = 'agent_invoke' AND agent != ''
        AND (trace_id, parent_span_id, agent) NOT IN (SELECT trace_id, span_id, agent FROM ${database}.spans WHERE %s AND op = 'agent_invoke')
      GROUP BY name
    ) AS i ON i.name = r.name
    LEFT JOIN (
      SELECT named[1] AS name, sum(calls) AS n, %s AS tokens_in, %s AS tokens_out, %s AS cost
      FROM (%s)
      GROUP BY name
    ) AS c ON c.name = r.name
    LEFT JOIN (
      SELECT toString(agent) AS name, count() AS n FROM ${database}.tool_calls FINAL WHERE %s AND counted GROUP BY name
    ) AS t ON t.name = r.name
    ORDER BY traces DESC, agent_name
    LIMIT 1000
    """
        .formatted(
            Table.ms("i.q[1]"),
            Table.ms("i.q[2]"),
            Table.time("r.newest"),
            Table.spark("intDiv(" + Summaries.BEGAN_MS + ", 1000)"),
            Summaries.IN_RANGE,
            Summaries.IN_RANGE,
            Summaries.IN_RANGE,
            Table.sum("input_tokens"),
            Table.sum("output_tokens"),
            Table.sum("cost_usd"),
            figures,
            Summaries.IN_RANGE);
  }
}
