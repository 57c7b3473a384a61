-- SPDX-License-Identifier: Apache-2.0
-- Spans are written once and never changed. What is derived from a whole trace (who is billable, whose session it is) lives in calls and runs.

-- One row per span. `minute` and `day` equal the start time except where that is absurd, so that a wrong clock can neither hide a span nor multiply partitions;
-- `start_time` is always as sent. Unknown numbers are -1, unknown text is ''.
CREATE TABLE IF NOT EXISTS ${database}.spans (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  parent_span_id FixedString(8) CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration_ns Int64 CODEC(ZSTD(1)),
  received_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  name LowCardinality(String) CODEC(ZSTD(1)),
  kind Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5) CODEC(ZSTD(1)),
  status Enum8('unset' = 0, 'ok' = 1, 'error' = 2) CODEC(ZSTD(1)),
  status_message String CODEC(ZSTD(1)),
  error_type LowCardinality(String) CODEC(ZSTD(1)),
  trace_state String CODEC(ZSTD(1)),
  flags UInt32 CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  resource_hash FixedString(16) CODEC(ZSTD(1)),
  scope LowCardinality(String) CODEC(ZSTD(1)),
  scope_version LowCardinality(String) CODEC(ZSTD(1)),
  dialect LowCardinality(String) CODEC(ZSTD(1)),
  layer LowCardinality(String) CODEC(ZSTD(1)),
  op LowCardinality(String) CODEC(ZSTD(1)),
  guessed Bool CODEC(ZSTD(1)),
  provider LowCardinality(String) CODEC(ZSTD(1)),
  request_model LowCardinality(String) CODEC(ZSTD(1)),
  response_model LowCardinality(String) CODEC(ZSTD(1)),
  response_id String CODEC(ZSTD(1)),
  input_tokens Int64 CODEC(ZSTD(1)),
  output_tokens Int64 CODEC(ZSTD(1)),
  cache_read_tokens Int64 CODEC(ZSTD(1)),
  cache_write_tokens Int64 CODEC(ZSTD(1)),
  reasoning_tokens Int64 CODEC(ZSTD(1)),
  usage_basis LowCardinality(String) CODEC(ZSTD(1)),
  usage_conflict LowCardinality(String) CODEC(ZSTD(1)),
  stream Int8 CODEC(ZSTD(1)),
  ttft_ms Float32 CODEC(ZSTD(1)),
  tpot_ms Float32 CODEC(ZSTD(1)),
  finish_reasons Array(LowCardinality(String)) CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  agent LowCardinality(String) CODEC(ZSTD(1)),
  workflow LowCardinality(String) CODEC(ZSTD(1)),
  prompt_name LowCardinality(String) CODEC(ZSTD(1)),
  tool LowCardinality(String) CODEC(ZSTD(1)),
  tool_call_id String CODEC(ZSTD(1)),
  mcp_server LowCardinality(String) CODEC(ZSTD(1)),
  mcp_method LowCardinality(String) CODEC(ZSTD(1)),
  mcp_session_id String CODEC(ZSTD(1)),
  content_state LowCardinality(String) CODEC(ZSTD(1)),
  input_preview String CODEC(ZSTD(1)),
  output_preview String CODEC(ZSTD(1)),
  messages_in Array(FixedString(8)) CODEC(ZSTD(1)),
  messages_out Array(FixedString(8)) CODEC(ZSTD(1)),
  system_instructions Array(FixedString(16)) CODEC(ZSTD(1)),
  tool_definitions Array(FixedString(16)) CODEC(ZSTD(1)),
  input_text_hash FixedString(8) CODEC(ZSTD(1)),
  output_text_hash FixedString(8) CODEC(ZSTD(1)),
  -- Attributes as sent: text in one map, everything else as JSON in the other, so that 5 and "5" stay different.
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  attributes_json Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  -- JSON, as the API answers it; '' when there are none.
  events String CODEC(ZSTD(1)),
  links String CODEC(ZSTD(1)),
  dropped_attributes UInt32 CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  -- What was said is found by the index of `messages`.
  INDEX text_index lower(concat(name, ' ', status_message)) TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking')
) ENGINE = MergeTree
PARTITION BY day
ORDER BY (project_id, minute, xxHash32(trace_id), span_id)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000,
  map_serialization_version = 'with_buckets', map_serialization_version_for_zero_level_parts = 'basic',
  index_granularity_bytes = 67108864;

-- Each distinct message of a trace once: the canonical JSON that spans refer to by hash (XXH3, 64 bits). kind 'text' is a span's plain input or output.
-- Text is most of what is stored: large blocks let zstd see how messages repeat each other.
CREATE TABLE IF NOT EXISTS ${database}.messages (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  hash FixedString(8) CODEC(NONE),
  kind LowCardinality(String) CODEC(ZSTD(1)),
  body String CODEC(ZSTD(3)) SETTINGS (min_compress_block_size = 1048576, max_compress_block_size = 4194304),
  INDEX body_index lower(body) TYPE text(tokenizer = 'splitByNonAlpha', posting_list_codec = 'bitpacking')
) ENGINE = ReplacingMergeTree
PARTITION BY day
ORDER BY (project_id, trace_id, hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, index_granularity = 1024, index_granularity_bytes = 67108864;

-- What many traces share, once per project and day: system instructions, tool definitions, resources. JSON by hash.
CREATE TABLE IF NOT EXISTS ${database}.definitions (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  hash FixedString(16) CODEC(ZSTD(1)),
  kind LowCardinality(String) CODEC(ZSTD(1)),
  body String CODEC(ZSTD(3))
) ENGINE = ReplacingMergeTree
PARTITION BY day
ORDER BY (project_id, hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- First and last time of a trace, to find its spans without reading all of them. For pruning only: duplicates of a retried insert count twice here.
CREATE TABLE IF NOT EXISTS ${database}.traces (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  first_minute SimpleAggregateFunction(min, DateTime('UTC')) CODEC(ZSTD(1)),
  last_minute SimpleAggregateFunction(max, DateTime('UTC')) CODEC(ZSTD(1)),
  received_at SimpleAggregateFunction(max, DateTime('UTC')) CODEC(ZSTD(1)),
  spans SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  errors SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
ORDER BY (project_id, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS ${database}.traces_from_spans TO ${database}.traces AS
SELECT project_id, trace_id, min(minute) AS first_minute, max(minute) AS last_minute, max(received_at) AS received_at, count() AS spans, countIf(status = 'error') AS errors
FROM ${database}.spans
GROUP BY project_id, trace_id;

-- Traffic by minute for charts of everything that is not tokens or money: who is billable is known only over a whole trace.
CREATE TABLE IF NOT EXISTS ${database}.usage_1m (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  layer LowCardinality(String) CODEC(ZSTD(1)),
  op LowCardinality(String) CODEC(ZSTD(1)),
  tool LowCardinality(String) CODEC(ZSTD(1)),
  mcp_server LowCardinality(String) CODEC(ZSTD(1)),
  spans SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  errors SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  duration_ms AggregateFunction(quantilesTDigest(0.5, 0.95, 0.99), Float32) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (project_id, minute, service, layer, op, tool, mcp_server)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS ${database}.usage_1m_from_spans TO ${database}.usage_1m AS
SELECT project_id, minute, service, layer, op, tool, mcp_server, count() AS spans, countIf(status = 'error') AS errors,
  quantilesTDigestState(0.5, 0.95, 0.99)(toFloat32(duration_ns / 1e6)) AS duration_ms
FROM ${database}.spans
GROUP BY project_id, minute, service, layer, op, tool, mcp_server;

-- One row per provider call, written by run analysis: the only source of token and cost figures.
CREATE TABLE IF NOT EXISTS ${database}.calls (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration_ns Int64 CODEC(ZSTD(1)),
  -- Exactly one span of a provider call is billable; the others say which span is charged instead, or how many calls they sum up.
  billable Bool CODEC(ZSTD(1)),
  duplicate_of FixedString(8) CODEC(ZSTD(1)),
  aggregate_of UInt32 CODEC(ZSTD(1)),
  note LowCardinality(String) CODEC(ZSTD(1)),
  status Enum8('unset' = 0, 'ok' = 1, 'error' = 2) CODEC(ZSTD(1)),
  error_type LowCardinality(String) CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  layer LowCardinality(String) CODEC(ZSTD(1)),
  scope LowCardinality(String) CODEC(ZSTD(1)),
  op LowCardinality(String) CODEC(ZSTD(1)),
  provider LowCardinality(String) CODEC(ZSTD(1)),
  request_model LowCardinality(String) CODEC(ZSTD(1)),
  response_model LowCardinality(String) CODEC(ZSTD(1)),
  response_id String CODEC(ZSTD(1)),
  input_tokens Int64 CODEC(ZSTD(1)),
  output_tokens Int64 CODEC(ZSTD(1)),
  cache_read_tokens Int64 CODEC(ZSTD(1)),
  cache_write_tokens Int64 CODEC(ZSTD(1)),
  reasoning_tokens Int64 CODEC(ZSTD(1)),
  usage_basis LowCardinality(String) CODEC(ZSTD(1)),
  stream Int8 CODEC(ZSTD(1)),
  ttft_ms Float32 CODEC(ZSTD(1)),
  tpot_ms Float32 CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  agent LowCardinality(String) CODEC(ZSTD(1)),
  workflow LowCardinality(String) CODEC(ZSTD(1)),
  prompt_name LowCardinality(String) CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX response_id_index response_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id, span_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- One row per trace, written by run analysis: what lists, sorts and filters on whole traces read.
CREATE TABLE IF NOT EXISTS ${database}.runs (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  state Enum8('running' = 0, 'done' = 1) CODEC(ZSTD(1)),
  -- How much of the trace this row was made from, to find traces that have grown since.
  analysed_spans UInt64 CODEC(ZSTD(1)),
  analysed_at DateTime64(3, 'UTC') CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration_ns Int64 CODEC(ZSTD(1)),
  name String CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  status Enum8('unset' = 0, 'ok' = 1, 'error' = 2) CODEC(ZSTD(1)),
  error_type LowCardinality(String) CODEC(ZSTD(1)),
  span_count UInt32 CODEC(ZSTD(1)),
  error_count UInt32 CODEC(ZSTD(1)),
  llm_calls UInt32 CODEC(ZSTD(1)),
  tool_calls UInt32 CODEC(ZSTD(1)),
  input_tokens Int64 CODEC(ZSTD(1)),
  output_tokens Int64 CODEC(ZSTD(1)),
  cache_read_tokens Int64 CODEC(ZSTD(1)),
  cache_write_tokens Int64 CODEC(ZSTD(1)),
  reasoning_tokens Int64 CODEC(ZSTD(1)),
  usage_basis LowCardinality(String) CODEC(ZSTD(1)),
  ttft_ms Float32 CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  workflow LowCardinality(String) CODEC(ZSTD(1)),
  services Array(LowCardinality(String)) CODEC(ZSTD(1)),
  models Array(LowCardinality(String)) CODEC(ZSTD(1)),
  agents Array(LowCardinality(String)) CODEC(ZSTD(1)),
  tools Array(LowCardinality(String)) CODEC(ZSTD(1)),
  input_preview String CODEC(ZSTD(1)),
  output_preview String CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX session_id_index session_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000
;

-- What became of every record that arrived.
CREATE TABLE IF NOT EXISTS ${database}.ingest_ledger (
  project_id LowCardinality(String),
  minute DateTime('UTC'),
  signal LowCardinality(String),
  outcome LowCardinality(String),
  reason LowCardinality(String),
  count UInt64
) ENGINE = SummingMergeTree
ORDER BY (project_id, minute, signal, outcome, reason);
