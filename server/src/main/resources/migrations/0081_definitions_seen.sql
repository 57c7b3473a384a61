-- SPDX-License-Identifier: Apache-2.0
-- When each definition of a tool was offered first and last, to the second: `definitions` knows days.
CREATE TABLE IF NOT EXISTS ${database}.definitions_seen (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  hash FixedString(16) CODEC(ZSTD(1)),
  first_seen SimpleAggregateFunction(min, DateTime('UTC')) CODEC(ZSTD(1)),
  last_seen SimpleAggregateFunction(max, DateTime('UTC')) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
ORDER BY (project_id, hash)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

CREATE MATERIALIZED VIEW IF NOT EXISTS ${database}.definitions_seen_in_spans TO ${database}.definitions_seen AS
SELECT project_id, arrayJoin(tool_definitions) AS hash, min(toDateTime(start_time)) AS first_seen, max(toDateTime(start_time)) AS last_seen
FROM ${database}.spans
WHERE notEmpty(tool_definitions)
GROUP BY project_id, hash;
