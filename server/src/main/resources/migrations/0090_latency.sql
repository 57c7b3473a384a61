-- SPDX-License-Identifier: Apache-2.0
-- Where the time of each run's model calls went, one row per run: its calls are arrays, so that a new version replaces all of them at once. Milliseconds; NaN is unknown.
CREATE TABLE IF NOT EXISTS ${database}.latency (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  verdict LowCardinality(String) CODEC(ZSTD(1)),
  e2e_ms Float64 CODEC(ZSTD(1)),
  -- They add up to e2e_ms.
  model_ms Float64 CODEC(ZSTD(1)),
  tool_ms Float64 CODEC(ZSTD(1)),
  network_ms Float64 CODEC(ZSTD(1)),
  other_ms Float64 CODEC(ZSTD(1)),
  call_span Array(FixedString(8)) CODEC(ZSTD(1)),
  call_provider Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_model Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_endpoint Array(LowCardinality(String)) CODEC(ZSTD(1)),
  -- 1: the first token is known.
  call_streams Array(UInt64) CODEC(ZSTD(1)),
  call_service Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  -- Nanoseconds since 1970.
  call_start Array(UInt64) CODEC(ZSTD(1)),
  -- 1: it can be compared with others.
  call_comparable Array(UInt64) CODEC(ZSTD(1)),
  call_e2e Array(Float64) CODEC(ZSTD(1)),
  call_ttft Array(Float64) CODEC(ZSTD(1)),
  call_tpot Array(Float64) CODEC(ZSTD(1)),
  call_uncached Array(Float64) CODEC(ZSTD(1)),
  call_cached Array(Float64) CODEC(ZSTD(1)),
  call_output Array(Float64) CODEC(ZSTD(1)),
  call_load Array(UInt64) CODEC(ZSTD(1)),
  -- What the cost model explains: without network and known waiting.
  call_modelled Array(Float64) CODEC(ZSTD(1)),
  call_network Array(Float64) CODEC(ZSTD(1)),
  call_queue Array(Float64) CODEC(ZSTD(1)),
  call_prefill Array(Float64) CODEC(ZSTD(1)),
  call_expected Array(Float64) CODEC(ZSTD(1)),
  call_expected_ttft Array(Float64) CODEC(ZSTD(1)),
  call_expected_tpot Array(Float64) CODEC(ZSTD(1)),
  -- Seven for each call: network, queue, more input, slow prefill, longer output, slow decode, rest. They add up to e2e less expected.
  call_terms Array(Float64) CODEC(ZSTD(1)),
  call_verdict Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_evidence Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_detail Array(LowCardinality(String)) CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, index_granularity = 1024;

-- How long calls to one place take by their tokens; a row for each fit.
CREATE TABLE IF NOT EXISTS ${database}.latency_models (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  provider LowCardinality(String) CODEC(ZSTD(1)),
  model LowCardinality(String) CODEC(ZSTD(1)),
  endpoint LowCardinality(String) CODEC(ZSTD(1)),
  streams UInt8 CODEC(ZSTD(1)),
  fitted_at DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  calls UInt64 CODEC(ZSTD(1)),
  base Float64 CODEC(ZSTD(1)),
  per_token Float64 CODEC(ZSTD(1)),
  per_attention Float64 CODEC(ZSTD(1)),
  per_output Float64 CODEC(ZSTD(1)),
  fit Float64 CODEC(ZSTD(1)),
  slack Float64 CODEC(ZSTD(1)),
  spread Float64 CODEC(ZSTD(1)),
  typical_uncached UInt64 CODEC(ZSTD(1)),
  typical_cached UInt64 CODEC(ZSTD(1)),
  typical_output UInt64 CODEC(ZSTD(1)),
  typical_network Float64 CODEC(ZSTD(1)),
  typical_tpot Float64 CODEC(ZSTD(1)),
  tpot_spread Float64 CODEC(ZSTD(1)),
  output_low Float64 CODEC(ZSTD(1)),
  output_high Float64 CODEC(ZSTD(1)),
  -- Time per output token from so many calls under way.
  pace_load Array(UInt64) CODEC(ZSTD(1)),
  pace_calls Array(UInt64) CODEC(ZSTD(1)),
  pace_ms Array(Float64) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
ORDER BY (project_id, provider, model, endpoint, streams, fitted_at)
TTL toDateTime(fitted_at) + INTERVAL 90 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

CREATE OR REPLACE VIEW ${database}_sql.latency AS
SELECT lower(hex(trace_id)) AS trace_id, minute, lower(hex(call_span)) AS span_id, fromUnixTimestamp64Nano(toInt64(call_start), 'UTC') AS start_time,
  nullIf(toString(call_service), '') AS service, nullIf(toString(call_agent), '') AS agent_name,
  nullIf(toString(call_provider), '') AS provider, nullIf(toString(call_model), '') AS model, nullIf(toString(call_endpoint), '') AS endpoint,
  call_e2e AS duration_ms, if(isNaN(call_ttft), NULL, call_ttft) AS ttft_ms, if(isNaN(call_tpot), NULL, call_tpot) AS tpot_ms,
  if(call_uncached < 0, NULL, call_uncached) AS uncached_tokens, if(call_cached < 0, NULL, call_cached) AS cached_tokens, if(call_output < 0, NULL, call_output) AS output_tokens, call_load AS calls_under_way,
  if(isNaN(call_expected), NULL, call_expected) AS expected_ms, if(isNaN(call_queue), NULL, call_queue) AS queue_ms, if(isNaN(call_prefill), NULL, call_prefill) AS prefill_ms,
  toString(call_verdict) AS verdict, toString(call_evidence) AS evidence, toString(call_detail) AS detail
FROM (SELECT * FROM ${database}.latency FINAL)
ARRAY JOIN call_span, call_start, call_service, call_agent, call_provider, call_model, call_endpoint, call_e2e, call_ttft, call_tpot, call_uncached, call_cached, call_output, call_load,
  call_expected, call_queue, call_prefill, call_verdict, call_evidence, call_detail;
