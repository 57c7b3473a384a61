// SPDX-License-Identifier: Apache-2.0
package dev.clew.inventory;

import dev.clew.http.Endpoint;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import java.util.List;

/// Tools: executions as run analysis found them, tokens as the ledgers have them.
public final class ToolsApi {

  /// Executions with the server that their spans name; where they name none, with the one that the
  /// ledgers of the range know for the tool, if it is the only one.
  static final String CALLS =
      """
      WITH (
        SELECT CAST((groupArray(one), groupArray(other)), 'Map(String, String)') FROM (
          SELECT toString(owned) AS one, any(toString(owner)) AS other FROM (SELECT tool_name, tool_server FROM ${database}.token_ledger FINAL WHERE %1$s)
          ARRAY JOIN tool_name AS owned, tool_server AS owner
          WHERE owner != '' GROUP BY one HAVING uniqExact(owner) = 1
        )
      ) AS owners
      SELECT *, if(mcp_server = '', owners[toString(tool)], toString(mcp_server)) AS server FROM ${database}.tool_calls FINAL
      WHERE %1$s AND counted AND tool != ''
      """
          .formatted(Summaries.IN_RANGE);

  private final Store store;

  public ToolsApi(Store store) {
    this.store = store;
  }

  public List<Endpoint> endpoints() {
    return List.of(
        Table.endpoint(
            store,
            "tools",
            "Tools that were called or offered, those that took most tokens first",
            tools()));
  }

  private static String tools() {
    return rows("true")
        + """
        ORDER BY total_tokens DESC NULLS LAST, calls DESC, tool_name, mcp_server
        LIMIT 1000
        """;
  }

  /// A row for each tool of a server.
  ///
  /// @param one SQL condition on `name` and `server`
  static String rows(String one) {
    return """
    SELECT name AS tool_name, nullIf(server, '') AS mcp_server, n AS calls, unrecorded AS inferred_calls, failures AS errors, runs AS traces,
      if(n > 0, %1$s, NULL) AS p50_ms, if(n > 0, %2$s, NULL) AS p95_ms, if(n > 0, %3$s, NULL) AS p99_ms, if(n > 0, %4$s, NULL) AS last_time, parts AS spark,
      nullIf(definition, 0) AS definition_tokens, offered AS offered_calls, offered_in AS offered_runs, used_in AS used_runs,
      if(accounted, definitions, NULL) AS definition_total_tokens, if(accounted, arguments, NULL) AS args_tokens, if(accounted, first, NULL) AS result_tokens, if(accounted, resent, NULL) AS resend_tokens,
      if(accounted, definitions + arguments + first + resent, NULL) AS total_tokens, if(accounted, waste, NULL) AS waste_tokens, if(priced > 0, cost, NULL) AS cost_usd,
      if(results > 0, round(sizes[1]), NULL) AS result_tokens_p50, if(results > 0, round(sizes[2]), NULL) AS result_tokens_p95
    FROM (
      SELECT toString(tool) AS name, server, count() AS n, countIf(failed) AS failures, uniqExact(trace_id) AS runs,
        quantilesTDigest(0.5, 0.95, 0.99)(toFloat32(duration_ns / 1e6)) AS q, max(start_time) AS newest, %5$s AS parts
      FROM (%8$s)
      GROUP BY name, server
    ) AS t
    FULL JOIN (
      SELECT toString(entry_name) AS name, toString(entry_server) AS server, true AS accounted, argMaxIf(definition_size, start_time, definition_size > 0) AS definition,
        sum(offered_calls) AS offered, uniqExactIf(trace_id, offered_calls > 0) AS offered_in, uniqExactIf(trace_id, used_calls > 0) AS used_in,
        sum(definition_sum) AS definitions, sum(argument_sum) AS arguments, sum(first_sum) AS first, sum(resent_sum) AS resent, sum(waste_sum) AS waste,
        sum(arrayCount((t, s) -> t = entry_name AND s = entry_server, inferred_tool, inferred_server)) AS unrecorded, countIf(NOT isNaN(usd)) AS priced, sumIf(usd, NOT isNaN(usd)) AS cost
      FROM (SELECT * FROM ${database}.token_ledger FINAL WHERE %6$s)
      ARRAY JOIN tool_name AS entry_name, tool_server AS entry_server, tool_definition AS definition_size, tool_offered AS offered_calls, tool_used AS used_calls,
        tool_definitions AS definition_sum, tool_arguments AS argument_sum, tool_first AS first_sum, tool_resent AS resent_sum, tool_waste AS waste_sum, tool_cost AS usd
      GROUP BY name, server
    ) AS l USING (name, server)
    LEFT JOIN (
      SELECT toString(one_tool) AS name, toString(one_server) AS server, count() AS results, quantilesTDigest(0.5, 0.95)(toFloat32(size)) AS sizes
      FROM (SELECT * FROM ${database}.token_ledger FINAL WHERE %6$s)
      ARRAY JOIN result_tool AS one_tool, result_server AS one_server, result_tokens AS size
      GROUP BY name, server
    ) AS r USING (name, server)
    WHERE name != '' AND %7$s
    """
        .formatted(
            Table.ms("q[1]"),
            Table.ms("q[2]"),
            Table.ms("q[3]"),
            Table.time("newest"),
            Table.spark("intDiv(" + Summaries.BEGAN_MS + ", 1000)"),
            Summaries.IN_RANGE,
            one,
            CALLS);
  }
}
