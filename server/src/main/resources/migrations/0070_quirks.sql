-- SPDX-License-Identifier: Apache-2.0
-- What was odd about a span as it was sent, such as negative_tokens; empty for nearly all.
ALTER TABLE ${database}.spans ADD COLUMN IF NOT EXISTS quirks Array(LowCardinality(String)) CODEC(ZSTD(1));

CREATE OR REPLACE VIEW ${database}_sql.spans AS
SELECT lower(hex(trace_id)) AS trace_id, lower(hex(span_id)) AS span_id, if(parent_span_id = toFixedString('', 8), NULL, lower(hex(parent_span_id))) AS parent_span_id,
  name, toString(kind) AS kind, minute, start_time, duration_ns / 1e6 AS duration_ms, toString(status) AS status, nullIf(status_message, '') AS status_message, nullIf(toString(error_type), '') AS error_type,
  nullIf(toString(service), '') AS service, nullIf(toString(environment), '') AS environment, nullIf(toString(scope), '') AS scope, toString(dialect) AS dialect, toString(layer) AS layer, toString(op) AS op,
  nullIf(toString(provider), '') AS provider, nullIf(toString(request_model), '') AS request_model, nullIf(toString(response_model), '') AS response_model, nullIf(response_id, '') AS response_id,
  nullIf(input_tokens, -1) AS input_tokens, nullIf(output_tokens, -1) AS output_tokens, nullIf(cache_read_tokens, -1) AS cache_read_tokens, nullIf(cache_write_tokens, -1) AS cache_write_tokens,
  nullIf(reasoning_tokens, -1) AS reasoning_tokens, nullIf(toString(usage_basis), '') AS usage_basis,
  if(stream < 0, NULL, stream = 1) AS stream, if(ttft_ms < 0, NULL, ttft_ms) AS ttft_ms, if(tpot_ms < 0, NULL, tpot_ms) AS tpot_ms, finish_reasons,
  nullIf(session_id, '') AS session_id, nullIf(user_id, '') AS user_id, nullIf(toString(agent), '') AS agent_name, nullIf(toString(workflow), '') AS workflow_name, nullIf(toString(prompt_name), '') AS prompt_name,
  nullIf(toString(tool), '') AS tool_name, nullIf(tool_call_id, '') AS tool_call_id, nullIf(toString(mcp_server), '') AS mcp_server, nullIf(toString(mcp_method), '') AS mcp_method,
  nullIf(input_preview, '') AS input_preview, nullIf(output_preview, '') AS output_preview,
  arrayMap(h -> lower(hex(h)), messages_in) AS messages_in, arrayMap(h -> lower(hex(h)), messages_out) AS messages_out,
  arrayMap(h -> lower(hex(h)), system_instructions) AS system_instructions, arrayMap(h -> lower(hex(h)), tool_definitions) AS tool_definitions,
  attributes, attributes_json, lower(hex(resource_hash)) AS resource_hash, events, links, quirks
FROM ${database}.spans;
