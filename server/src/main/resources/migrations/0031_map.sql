-- SPDX-License-Identifier: Apache-2.0
-- The service map.

-- What a client's span called, as the client knows it: a service, a host, a database. All that is known of what sends no spans.
ALTER TABLE ${database}.spans ADD COLUMN IF NOT EXISTS peer LowCardinality(String) CODEC(ZSTD(1));

-- Who called whom, written by run analysis: one row for each run and minute, one entry of its arrays for each edge and class of durations. A run keeps every minute it ever had, so the
-- rows of the newest version are the whole truth. The caller of a run's first span is ''. Durations are classes of eighths of a doubling from one microsecond: their counts add up.
CREATE TABLE IF NOT EXISTS ${database}.edges_1m (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  caller Array(LowCardinality(String)) CODEC(ZSTD(1)),
  caller_layer Array(LowCardinality(String)) CODEC(ZSTD(1)),
  callee Array(LowCardinality(String)) CODEC(ZSTD(1)),
  callee_layer Array(LowCardinality(String)) CODEC(ZSTD(1)),
  callee_known_by Array(LowCardinality(String)) CODEC(ZSTD(1)),
  duration_class Array(UInt64) CODEC(ZSTD(1)),
  calls Array(UInt64) CODEC(ZSTD(1)),
  errors Array(UInt64) CODEC(ZSTD(1)),
  input_tokens Array(UInt64) CODEC(ZSTD(1)),
  output_tokens Array(UInt64) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
