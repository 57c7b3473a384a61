// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.filter.Fields;

/// How a row of `spans`, joined with its facts in `calls`, is answered: the `Span` of
/// `docs/api.md`.
final class SpanColumns {

  private SpanColumns() {}

  /// Columns of `spans AS s` with `calls AS c` joined on trace and span; `c.version` is 0 where
  /// there is no call.
  static final String COLUMNS =
      """
      lower(hex(s.span_id)) AS span_id, if(s.parent_span_id = toFixedString('', 8), NULL, lower(hex(s.parent_span_id))) AS parent_span_id,
      s.name AS name, toString(s.kind) AS kind, nullIf(s.service, '') AS service,
      replaceOne(toString(s.start_time), ' ', 'T') || 'Z' AS start_time, s.duration_ns / 1e6 AS duration_ms,
      toString(s.status) AS status, nullIf(s.status_message, '') AS status_message, nullIf(s.error_type, '') AS error_type,
      s.op AS op, %s AS op_group, s.guessed AS guessed, s.layer AS layer, s.dialect AS dialect, nullIf(s.scope, '') AS scope,
      if(c.version > 0, c.billable, %s) AS billable,
      if(c.duplicate_of = toFixedString('', 8), NULL, lower(hex(c.duplicate_of))) AS duplicate_of,
      if(c.aggregate_of > 0, c.aggregate_of, NULL) AS aggregate_of,
      multiIf(c.note != '', c.note, s.usage_conflict != '', s.usage_conflict, NULL) AS usage_note,
      nullIf(s.provider, '') AS provider, nullIf(s.request_model, '') AS request_model, nullIf(s.response_model, '') AS response_model,
      nullIf(if(c.version > 0, c.input_tokens, s.input_tokens), -1) AS input_tokens, nullIf(if(c.version > 0, c.output_tokens, s.output_tokens), -1) AS output_tokens, nullIf(if(c.version > 0, c.cache_read_tokens, s.cache_read_tokens), -1) AS cache_read_tokens,
      nullIf(if(c.version > 0, c.cache_write_tokens, s.cache_write_tokens), -1) AS cache_write_tokens, nullIf(if(c.version > 0, c.reasoning_tokens, s.reasoning_tokens), -1) AS reasoning_tokens, nullIf(if(c.version > 0, c.usage_basis, s.usage_basis), '') AS usage_basis,
      if(c.version > 0 AND c.cost_usd >= 0, c.cost_usd, NULL) AS cost_usd,
      if(c.version > 0 AND c.cost_usd >= 0, c.cost_input_usd, NULL) AS cost_input_usd, if(c.version > 0 AND c.cost_usd >= 0, c.cost_cache_read_usd, NULL) AS cost_cache_read_usd,
      if(c.version > 0 AND c.cost_usd >= 0, c.cost_cache_write_usd, NULL) AS cost_cache_write_usd, if(c.version > 0 AND c.cost_usd >= 0, c.cost_output_usd, NULL) AS cost_output_usd,
      if(c.version > 0 AND c.cost_usd >= 0, c.cost_reasoning_usd, NULL) AS cost_reasoning_usd,
      nullIf(c.cost_source, '') AS cost_source, nullIf(c.price_version, '') AS price_version, nullIf(c.priced_model, '') AS priced_model,
      if(c.version > 0 AND c.claimed_cost_usd >= 0, c.claimed_cost_usd, NULL) AS claimed_cost_usd, nullIf(c.service_tier, '') AS service_tier,
      nullIf(s.region, '') AS region, nullIf(s.cache_write_1h_tokens, -1) AS cache_write_1h_tokens, nullIf(s.input_audio_tokens, -1) AS input_audio_tokens,
      nullIf(s.output_audio_tokens, -1) AS output_audio_tokens, nullIf(s.input_image_tokens, -1) AS input_image_tokens, nullIf(s.output_image_tokens, -1) AS output_image_tokens,
      nullIf(c.context_window, 0) AS context_window,
      if(s.stream < 0, NULL, s.stream = 1) AS stream, if(s.ttft_ms < 0, NULL, round(s.ttft_ms, 3)) AS ttft_ms, if(s.tpot_ms < 0, NULL, round(s.tpot_ms, 3)) AS tpot_ms,
      s.finish_reasons AS finish_reasons, nullIf(if(c.version > 0, c.response_id, s.response_id), '') AS response_id,
      nullIf(if(s.session_id != '', s.session_id, c.session_id), '') AS session_id, nullIf(if(s.user_id != '', s.user_id, c.user_id), '') AS user_id,
      nullIf(if(s.agent != '', s.agent, c.agent), '') AS agent_name, nullIf(s.tool, '') AS tool_name, nullIf(s.tool_call_id, '') AS tool_call_id,
      nullIf(s.mcp_server, '') AS mcp_server, nullIf(s.mcp_method, '') AS mcp_method, nullIf(s.workflow, '') AS workflow_name, nullIf(s.prompt_name, '') AS prompt_name,
      nullIf(s.environment, '') AS environment,
      nullIf(s.input_preview, '') AS input_preview, nullIf(s.output_preview, '') AS output_preview,
      s.quirks AS quirks, JSONLength(s.events) AS event_count, JSONLength(s.links) AS link_count
      """
          .formatted(
              Fields.operationGroups().replace("toString(op)", "toString(s.op)"),
              // Until a trace is analysed, a model call counts unless it says that it sums up
              // others.
              "s.op IN ('chat', 'text_completion', 'embeddings', 'rerank', 'image', 'speech_to_text', 'text_to_speech', 'realtime') AND s.usage_basis != 'aggregate'");
}
