-- SPDX-License-Identifier: Apache-2.0
-- The API key or consumer that a gateway says a call was made with; '' when no gateway says.
ALTER TABLE ${database}.calls ADD COLUMN IF NOT EXISTS gateway_key LowCardinality(String) CODEC(ZSTD(1));

CREATE OR REPLACE VIEW ${database}_sql.calls AS
SELECT lower(hex(trace_id)) AS trace_id, lower(hex(span_id)) AS span_id, minute, start_time, duration_ns / 1e6 AS duration_ms,
  billable, if(duplicate_of = toFixedString('', 8), NULL, lower(hex(duplicate_of))) AS duplicate_of, if(aggregate_of = 0, NULL, aggregate_of) AS aggregate_of, nullIf(toString(note), '') AS usage_note,
  toString(status) AS status, nullIf(toString(error_type), '') AS error_type, nullIf(toString(service), '') AS service, nullIf(toString(environment), '') AS environment, toString(layer) AS layer,
  toString(op) AS op, nullIf(toString(provider), '') AS provider, nullIf(toString(request_model), '') AS request_model, nullIf(toString(response_model), '') AS response_model,
  nullIf(if(response_model != '', toString(response_model), toString(request_model)), '') AS model, nullIf(response_id, '') AS response_id,
  nullIf(input_tokens, -1) AS input_tokens, nullIf(output_tokens, -1) AS output_tokens, nullIf(cache_read_tokens, -1) AS cache_read_tokens, nullIf(cache_write_tokens, -1) AS cache_write_tokens,
  nullIf(reasoning_tokens, -1) AS reasoning_tokens, nullIf(toString(usage_basis), '') AS usage_basis,
  if(stream < 0, NULL, stream = 1) AS stream, if(ttft_ms < 0, NULL, ttft_ms) AS ttft_ms, if(tpot_ms < 0, NULL, tpot_ms) AS tpot_ms,
  nullIf(session_id, '') AS session_id, nullIf(user_id, '') AS user_id, nullIf(toString(agent), '') AS agent_name, nullIf(toString(workflow), '') AS workflow_name, nullIf(toString(prompt_name), '') AS prompt_name,
  if(cost_usd < 0, NULL, cost_usd) AS cost_usd, if(cost_input_usd < 0, NULL, cost_input_usd) AS cost_input_usd, if(cost_cache_read_usd < 0, NULL, cost_cache_read_usd) AS cost_cache_read_usd,
  if(cost_cache_write_usd < 0, NULL, cost_cache_write_usd) AS cost_cache_write_usd, if(cost_output_usd < 0, NULL, cost_output_usd) AS cost_output_usd, if(cost_reasoning_usd < 0, NULL, cost_reasoning_usd) AS cost_reasoning_usd,
  nullIf(toString(cost_source), '') AS cost_source, nullIf(toString(price_version), '') AS price_version, nullIf(toString(priced_model), '') AS priced_model, nullIf(context_window, 0) AS context_window,
  if(claimed_cost_usd < 0, NULL, claimed_cost_usd) AS claimed_cost_usd, nullIf(toString(service_tier), '') AS service_tier, nullIf(toString(region), '') AS region,
  nullIf(cache_write_1h_tokens, -1) AS cache_write_1h_tokens, nullIf(input_audio_tokens, -1) AS input_audio_tokens, nullIf(output_audio_tokens, -1) AS output_audio_tokens,
  nullIf(input_image_tokens, -1) AS input_image_tokens, nullIf(output_image_tokens, -1) AS output_image_tokens, nullIf(toString(gateway_key), '') AS gateway_key
FROM ${database}.calls FINAL;
