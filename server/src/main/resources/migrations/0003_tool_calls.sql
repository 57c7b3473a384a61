-- SPDX-License-Identifier: Apache-2.0
-- One row per span that executes a tool, written by run analysis. One call may be several spans (the client and the server of MCP, an adapter around a framework); exactly one of
-- them is counted: the outermost, which is what the caller waited for. It has failed when any of them did, since an MCP client's span stays unset when the tool fails.
CREATE TABLE IF NOT EXISTS ${database}.tool_calls (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  span_id FixedString(8) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  duration_ns Int64 CODEC(ZSTD(1)),
  counted Bool CODEC(ZSTD(1)),
  tool LowCardinality(String) CODEC(ZSTD(1)),
  mcp_server LowCardinality(String) CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  failed Bool CODEC(ZSTD(1)),
  error_type LowCardinality(String) CODEC(ZSTD(1)),
  session_id String CODEC(ZSTD(1)),
  user_id String CODEC(ZSTD(1)),
  agent LowCardinality(String) CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id, span_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
