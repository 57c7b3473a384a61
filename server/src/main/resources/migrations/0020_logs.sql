-- SPDX-License-Identifier: Apache-2.0
-- One row per log record, written once. `time` is when it happened, else when it was observed, else when it arrived; `minute` and `day` equal it except where it is absurd.
-- `id` tells records apart that nothing else does, and is the same when one is sent again. `request_id` joins a gateway's line to the trace whose span carries it when the line
-- itself has no trace id. GenAI events refer to the messages in them by hash, as spans do.
CREATE TABLE IF NOT EXISTS ${database}.logs (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  sequence UInt32 CODEC(ZSTD(1)),
  id UInt64 CODEC(ZSTD(1)),
  observed_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  received_at DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  -- OpenTelemetry's number, 1 to 24; 0 is unspecified.
  severity UInt8 CODEC(ZSTD(1)),
  severity_text LowCardinality(String) CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  scope LowCardinality(String) CODEC(ZSTD(1)),
  event_name LowCardinality(String) CODEC(ZSTD(1)),
  request_id String CODEC(ZSTD(1)),
  -- Text as sent; JSON when the body was a value of another kind.
  body String CODEC(ZSTD(3)),
  body_is_json Bool CODEC(ZSTD(1)),
  pattern UInt64 CODEC(ZSTD(1)),
  resource_hash FixedString(16) CODEC(ZSTD(1)),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  attributes_json Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  dropped_attributes UInt32 CODEC(ZSTD(1)),
  messages_in Array(FixedString(8)) CODEC(ZSTD(1)),
  messages_out Array(FixedString(8)) CODEC(ZSTD(1)),
  system_instructions Array(FixedString(16)) CODEC(ZSTD(1)),
  tool_definitions Array(FixedString(16)) CODEC(ZSTD(1)),
  input_preview String CODEC(ZSTD(1)),
  output_preview String CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX request_id_index request_id TYPE bloom_filter(0.001) GRANULARITY 1,
  INDEX body_index lower(body) TYPE text(tokenizer = 'splitByNonAlpha')
) ENGINE = MergeTree
PARTITION BY day
ORDER BY (project_id, minute, time, id)
SETTINGS
  fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000,
  map_serialization_version = 'with_buckets', map_serialization_version_for_zero_level_parts = 'basic',
  index_granularity_bytes = 67108864;

CREATE VIEW IF NOT EXISTS ${database}_sql.logs AS
SELECT minute, time, nullIf(observed_time, toDateTime64(0, 9, 'UTC')) AS observed_time, if(trace_id = toFixedString('', 16), NULL, lower(hex(trace_id))) AS trace_id,
  if(span_id = toFixedString('', 8), NULL, lower(hex(span_id))) AS span_id, severity, nullIf(toString(severity_text), '') AS severity_text,
  nullIf(toString(service), '') AS service, nullIf(toString(environment), '') AS environment, nullIf(toString(scope), '') AS scope, nullIf(toString(event_name), '') AS event_name,
  nullIf(request_id, '') AS request_id, body, lower(hex(pattern)) AS pattern, attributes, attributes_json, lower(hex(resource_hash)) AS resource_hash
FROM ${database}.logs;
