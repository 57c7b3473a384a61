-- SPDX-License-Identifier: Apache-2.0
-- The roll-up of settled calls: what charts of tokens and money read instead of ten million calls.

-- The newest version of each minute is kept with every part of `calls`, written and merged together with it: to know whether anything has changed since a period was rolled up costs
-- milliseconds, and cannot be wrong after a crash.
ALTER TABLE ${database}.calls MODIFY SETTING deduplicate_merge_projection_mode = 'rebuild', lightweight_mutation_projection_mode = 'rebuild';
ALTER TABLE ${database}.calls ADD PROJECTION IF NOT EXISTS newest_by_minute (SELECT project_id, minute, max(version) GROUP BY project_id, minute);
ALTER TABLE ${database}.calls MATERIALIZE PROJECTION newest_by_minute;

-- The charged calls of a period, added up by one label at a time: label '' is all of them, 'model' goes by model and provider. Unknown sums are -1. Rows count only while usage_rolls names
-- their roll. The slot numbers the rows of a label in a period: whatever a roll finds, it replaces the rows of the one before, not adds to them.
CREATE TABLE IF NOT EXISTS ${database}.usage_rolled (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  label LowCardinality(String) CODEC(ZSTD(1)),
  period DateTime('UTC') CODEC(ZSTD(1)),
  seconds UInt32 CODEC(ZSTD(1)),
  slot UInt32 CODEC(Delta(4), ZSTD(1)),
  roll UInt64 CODEC(ZSTD(1)),
  value String CODEC(ZSTD(1)),
  provider LowCardinality(String) CODEC(ZSTD(1)),
  calls UInt64 CODEC(ZSTD(1)),
  errors UInt64 CODEC(ZSTD(1)),
  traces AggregateFunction(uniq, FixedString(16)) CODEC(ZSTD(1)),
  input_tokens Int64 CODEC(ZSTD(1)),
  output_tokens Int64 CODEC(ZSTD(1)),
  cache_read_tokens Int64 CODEC(ZSTD(1)),
  reasoning_tokens Int64 CODEC(ZSTD(1)),
  cost_usd Float64 CODEC(ZSTD(1)),
  cost_input_usd Float64 CODEC(ZSTD(1)),
  cost_cache_read_usd Float64 CODEC(ZSTD(1)),
  cost_cache_write_usd Float64 CODEC(ZSTD(1)),
  cost_output_usd Float64 CODEC(ZSTD(1)),
  cost_reasoning_usd Float64 CODEC(ZSTD(1)),
  priced_calls UInt64 CODEC(ZSTD(1)),
  priceable_calls UInt64 CODEC(ZSTD(1)),
  newest DateTime64(9, 'UTC') CODEC(ZSTD(1)),
  duration_ms AggregateFunction(quantilesTDigest(0.5, 0.95, 0.99), Float32) CODEC(ZSTD(1)),
  ttft_ms AggregateFunction(quantilesTDigestIf(0.5, 0.95), Float32, UInt8) CODEC(ZSTD(1)),
  tpot_ms AggregateFunction(quantilesTDigestIf(0.5, 0.95), Float32, UInt8) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(roll)
PARTITION BY toYYYYMM(period)
ORDER BY (project_id, label, period, seconds, slot)
SETTINGS index_granularity = 1024, fsync_after_insert = 1, fsync_part_directory = 1;

-- Which roll of a period holds its figures, and the newest version of `calls` that was known before they were read. Written after the rows of the roll.
CREATE TABLE IF NOT EXISTS ${database}.usage_rolls (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  period DateTime('UTC') CODEC(ZSTD(1)),
  seconds UInt32 CODEC(ZSTD(1)),
  roll UInt64 CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(roll)
PARTITION BY toYYYYMM(period)
ORDER BY (project_id, period, seconds)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
