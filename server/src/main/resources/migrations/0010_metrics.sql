-- SPDX-License-Identifier: Apache-2.0
-- Metrics: what a series is, once; its numbers and its histograms, by time.

-- A series is one metric with one set of attributes of one resource. The row comes again about every hour while points arrive.
CREATE TABLE IF NOT EXISTS ${database}.metric_series (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  metric LowCardinality(String) CODEC(ZSTD(1)),
  series UInt64 CODEC(ZSTD(1)),
  type Enum8('gauge' = 0, 'sum' = 1, 'histogram' = 2, 'exponential_histogram' = 3, 'summary' = 4) CODEC(ZSTD(1)),
  temporality Enum8('unspecified' = 0, 'delta' = 1, 'cumulative' = 2) CODEC(ZSTD(1)),
  monotonic Bool CODEC(ZSTD(1)),
  unit LowCardinality(String) CODEC(ZSTD(1)),
  description LowCardinality(String) CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  scope LowCardinality(String) CODEC(ZSTD(1)),
  attributes Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  resource Map(LowCardinality(String), String) CODEC(ZSTD(1)),
  -- When points arrived, not what time they bear.
  first_seen SimpleAggregateFunction(min, DateTime('UTC')) CODEC(ZSTD(1)),
  last_seen SimpleAggregateFunction(max, DateTime('UTC')) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
ORDER BY (project_id, metric, series)
-- The series' number is a hash of the columns beside it: rows with one key never differ in them.
SETTINGS allow_dimensions_outside_sorting_key = 1, fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Gauges and sums as they were sent. NaN: the sender had no value. A stream is a series and a start: two processes that share a series differ in their start.
CREATE TABLE IF NOT EXISTS ${database}.metric_points (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  metric LowCardinality(String) CODEC(ZSTD(1)),
  series UInt64 CODEC(Delta(8), ZSTD(1)),
  time DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  -- 1970: the sender does not know since when it counts.
  start_time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  value Float64 CODEC(Gorilla(8), ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY day
ORDER BY (project_id, metric, series, time, start_time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Histograms: with explicit bounds (bounds, counts), or exponential (scale and the rest).
CREATE TABLE IF NOT EXISTS ${database}.metric_histograms (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  metric LowCardinality(String) CODEC(ZSTD(1)),
  series UInt64 CODEC(Delta(8), ZSTD(1)),
  time DateTime64(3, 'UTC') CODEC(DoubleDelta, ZSTD(1)),
  start_time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  count UInt64 CODEC(T64, ZSTD(1)),
  -- NaN: not sent.
  sum Float64 CODEC(Gorilla(8), ZSTD(1)),
  min Float64 CODEC(Gorilla(8), ZSTD(1)),
  max Float64 CODEC(Gorilla(8), ZSTD(1)),
  bounds Array(Float64) CODEC(ZSTD(1)),
  counts Array(UInt64) CODEC(ZSTD(1)),
  scale Int32 CODEC(ZSTD(1)),
  zero_count UInt64 CODEC(ZSTD(1)),
  zero_threshold Float64 CODEC(ZSTD(1)),
  positive_offset Int32 CODEC(ZSTD(1)),
  positive Array(UInt64) CODEC(ZSTD(1)),
  negative_offset Int32 CODEC(ZSTD(1)),
  negative Array(UInt64) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY day
ORDER BY (project_id, metric, series, time, start_time)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Single measurements that went into points, with the span during which they were made.
CREATE TABLE IF NOT EXISTS ${database}.metric_exemplars (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  day Date CODEC(ZSTD(1)),
  metric LowCardinality(String) CODEC(ZSTD(1)),
  series UInt64 CODEC(ZSTD(1)),
  time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
  value Float64 CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  -- JSON; '' when there are none.
  attributes String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY day
ORDER BY (project_id, metric, time, series, trace_id, span_id, value)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
