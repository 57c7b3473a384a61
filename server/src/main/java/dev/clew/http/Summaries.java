// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

/// How a row of `runs` is answered: the `TraceSummary` of `docs/api.md`, wherever a list of traces
/// appears.
public final class Summaries {

  private Summaries() {}

  /// Columns for a query whose FROM is a subquery on `runs` with its columns as they are.
  public static final String COLUMNS =
      """
      lower(hex(trace_id)) AS trace_id, nullIf(name, '') AS name, nullIf(service, '') AS service,
      replaceOne(toString(start_time), ' ', 'T') || 'Z' AS start_time, duration_ns / 1e6 AS duration_ms, toString(status) AS status, nullIf(error_type, '') AS error_type,
      span_count, error_count, llm_calls, tool_calls,
      nullIf(input_tokens, -1) AS input_tokens, nullIf(output_tokens, -1) AS output_tokens, nullIf(cache_read_tokens, -1) AS cache_read_tokens, nullIf(reasoning_tokens, -1) AS reasoning_tokens,
      nullIf(usage_basis, '') AS usage_basis, CAST(NULL AS Nullable(Float64)) AS cost_usd,
      if(ttft_ms < 0, NULL, round(ttft_ms, 3)) AS ttft_ms,
      nullIf(session_id, '') AS session_id, nullIf(user_id, '') AS user_id, nullIf(workflow, '') AS workflow_name, nullIf(environment, '') AS environment, agents, models, services, tools,
      nullIf(input_preview, '') AS input_preview, nullIf(output_preview, '') AS output_preview, toString(state) AS state
      """;
}
