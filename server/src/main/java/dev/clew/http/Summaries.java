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
      nullIf(usage_basis, '') AS usage_basis, if(cost_usd < 0, NULL, cost_usd) AS cost_usd, unpriced_calls,
      if(ttft_ms < 0, NULL, round(ttft_ms, 3)) AS ttft_ms,
      nullIf(session_id, '') AS session_id, nullIf(user_id, '') AS user_id, nullIf(workflow, '') AS workflow_name, nullIf(environment, '') AS environment, agents, models, services, tools,
      nullIf(input_preview, '') AS input_preview, nullIf(output_preview, '') AS output_preview, toString(state) AS state, quirks
      """;

  /// The rows of `runs` or `calls` that began in the statement's range. An absurd start time is
  /// filed under the minute of its arrival and counts as begun then.
  public static final String IN_RANGE =
      """
      project_id = {project:String}
      AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
      AND (start_time >= fromUnixTimestamp64Nano({from_ns:Int64}) OR toStartOfMinute(start_time) != minute)
      AND (start_time < fromUnixTimestamp64Nano({to_ns:Int64}) OR toStartOfMinute(start_time) != minute)
      """;

  /// When a row of `runs` or `calls` began, in milliseconds since 1970.
  public static final String BEGAN_MS =
      "if(toStartOfMinute(start_time) = minute, toUnixTimestamp64Milli(start_time), toInt64(toUnixTimestamp(minute)) * 1000)";
}
