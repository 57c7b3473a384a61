-- SPDX-License-Identifier: Apache-2.0
-- What was odd about the trace as a whole, such as missing_parent, and about any of its spans; empty for nearly all.
ALTER TABLE ${database}.runs ADD COLUMN IF NOT EXISTS quirks Array(LowCardinality(String)) CODEC(ZSTD(1));

CREATE OR REPLACE VIEW ${database}_sql.runs AS
SELECT lower(hex(trace_id)) AS trace_id, nullIf(name, '') AS name, toString(state) AS state, minute, start_time, duration_ns / 1e6 AS duration_ms,
  nullIf(toString(service), '') AS service, nullIf(toString(environment), '') AS environment, toString(status) AS status, nullIf(toString(error_type), '') AS error_type,
  span_count, error_count, llm_calls, tool_calls,
  nullIf(input_tokens, -1) AS input_tokens, nullIf(output_tokens, -1) AS output_tokens, nullIf(cache_read_tokens, -1) AS cache_read_tokens, nullIf(cache_write_tokens, -1) AS cache_write_tokens,
  nullIf(reasoning_tokens, -1) AS reasoning_tokens, nullIf(toString(usage_basis), '') AS usage_basis, if(ttft_ms < 0, NULL, ttft_ms) AS ttft_ms,
  nullIf(session_id, '') AS session_id, nullIf(user_id, '') AS user_id, nullIf(toString(workflow), '') AS workflow_name, services, models, agents, tools,
  nullIf(input_preview, '') AS input_preview, nullIf(output_preview, '') AS output_preview,
  if(cost_usd < 0, NULL, cost_usd) AS cost_usd, unpriced_calls, quirks
FROM ${database}.runs FINAL;
