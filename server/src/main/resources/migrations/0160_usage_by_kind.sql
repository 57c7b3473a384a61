-- SPDX-License-Identifier: Apache-2.0
-- Traffic by minute also knows kinds of span, dialects and environments, so that charts of them need not read spans. What is stored is counted again.
DROP VIEW IF EXISTS ${database}.usage_1m_from_spans;

DROP TABLE IF EXISTS ${database}.usage_1m;

CREATE TABLE ${database}.usage_1m (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  layer LowCardinality(String) CODEC(ZSTD(1)),
  kind Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5) CODEC(ZSTD(1)),
  op LowCardinality(String) CODEC(ZSTD(1)),
  tool LowCardinality(String) CODEC(ZSTD(1)),
  mcp_server LowCardinality(String) CODEC(ZSTD(1)),
  dialect LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  spans SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  errors SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  total_ms SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  duration_ms AggregateFunction(quantilesTDigest(0.5, 0.75, 0.95, 0.99), Float32) CODEC(ZSTD(1))
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (project_id, minute, service, layer, kind, op, tool, mcp_server, dialect, environment)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

INSERT INTO ${database}.usage_1m
SELECT project_id, minute, service, layer, kind, op, tool, mcp_server, dialect, environment, count(), countIf(status = 'error'), sum(duration_ns / 1e6),
  quantilesTDigestState(0.5, 0.75, 0.95, 0.99)(toFloat32(duration_ns / 1e6))
FROM ${database}.spans
GROUP BY project_id, minute, service, layer, kind, op, tool, mcp_server, dialect, environment
SETTINGS optimize_aggregation_in_order = 1;

CREATE MATERIALIZED VIEW ${database}.usage_1m_from_spans TO ${database}.usage_1m AS
SELECT project_id, minute, service, layer, kind, op, tool, mcp_server, dialect, environment, count() AS spans, countIf(status = 'error') AS errors,
  sum(duration_ns / 1e6) AS total_ms, quantilesTDigestState(0.5, 0.75, 0.95, 0.99)(toFloat32(duration_ns / 1e6)) AS duration_ms
FROM ${database}.spans
GROUP BY project_id, minute, service, layer, kind, op, tool, mcp_server, dialect, environment;
