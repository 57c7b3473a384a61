-- SPDX-License-Identifier: Apache-2.0
-- Spans by the minute with what charts of sites, gateways and models ask: route and status of HTTP, the model, names that instrumentations of pages and apps fix, times to the first token. What is
-- stored is counted once. `usage_1m` stays as small as it is: most charts ask no more of it.
DROP VIEW IF EXISTS ${database}.requests_1m_from_spans;

DROP TABLE IF EXISTS ${database}.requests_1m;

CREATE TABLE ${database}.requests_1m (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  layer LowCardinality(String) CODEC(ZSTD(1)),
  kind Enum8('unspecified' = 0, 'internal' = 1, 'server' = 2, 'client' = 3, 'producer' = 4, 'consumer' = 5) CODEC(ZSTD(1)),
  op LowCardinality(String) CODEC(ZSTD(1)),
  dialect LowCardinality(String) CODEC(ZSTD(1)),
  environment LowCardinality(String) CODEC(ZSTD(1)),
  error_type LowCardinality(String) CODEC(ZSTD(1)),
  model LowCardinality(String) CODEC(ZSTD(1)),
  -- The name of the span where dev.clew.filter.MinuteFields lists it: others may differ in every span.
  page LowCardinality(String) CODEC(ZSTD(1)),
  -- Only of spans with a page, as is `vital`.
  start_type LowCardinality(String) CODEC(ZSTD(1)),
  -- '' or 'yes'.
  quirky LowCardinality(String) CODEC(ZSTD(1)),
  status_code LowCardinality(String) CODEC(ZSTD(1)),
  route LowCardinality(String) CODEC(ZSTD(1)),
  -- What is '' here although the spans say something, which may differ in every span as well. 1: a route that looks like a path as sent; 2: a status that is none; 4: a type of start that is none.
  unlisted UInt8 CODEC(ZSTD(1)),
  spans SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  errors SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  total_ms SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  duration_ms AggregateFunction(quantilesTDigest(0.5, 0.75, 0.95, 0.99), Float32) CODEC(ZSTD(1)),
  -- Of each number: how many spans say it, their sum, and where charts ask for quantiles a sketch.
  ttft_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  ttft_total SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  ttft_ms AggregateFunction(quantilesTDigest(0.5, 0.75, 0.95, 0.99), Float32) CODEC(ZSTD(1)),
  tpot_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  tpot_total SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  tpot_ms AggregateFunction(quantilesTDigest(0.5, 0.75, 0.95, 0.99), Float32) CODEC(ZSTD(1)),
  vital_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  vital_total SimpleAggregateFunction(sum, Float64) CODEC(ZSTD(1)),
  vital AggregateFunction(quantilesTDigest(0.5, 0.75, 0.95, 0.99), Float32) CODEC(ZSTD(1)),
  input_tokens_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  input_tokens SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
  output_tokens_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  output_tokens SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1)),
  cache_read_tokens_known SimpleAggregateFunction(sum, UInt64) CODEC(ZSTD(1)),
  cache_read_tokens SimpleAggregateFunction(sum, Int64) CODEC(ZSTD(1))
-- Nearly every chart is about one layer.
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (project_id, layer, minute, service, kind, op, dialect, environment, error_type, model, page, start_type, quirky, status_code, route, unlisted)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

INSERT INTO ${database}.requests_1m
SELECT project_id, minute, service, layer, kind, op, dialect, environment, error_type, model, page, start_type, quirky, status_code, route, unlisted,
  count() AS spans, countIf(failed) AS errors, sum(took) AS total_ms, quantilesTDigestState(0.5, 0.75, 0.95, 0.99)(toFloat32(took)) AS duration_ms,
  countIf(first_token >= 0) AS ttft_known, sumIf(toFloat64(first_token), first_token >= 0) AS ttft_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(first_token, first_token >= 0) AS ttft_ms,
  countIf(each_token >= 0) AS tpot_known, sumIf(toFloat64(each_token), each_token >= 0) AS tpot_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(each_token, each_token >= 0) AS tpot_ms,
  countIf(isFinite(measured)) AS vital_known, sumIf(measured, isFinite(measured)) AS vital_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(toFloat32(measured), isFinite(measured)) AS vital,
  countIf(tokens_in >= 0) AS input_tokens_known, sumIf(tokens_in, tokens_in >= 0) AS input_tokens,
  countIf(tokens_out >= 0) AS output_tokens_known, sumIf(tokens_out, tokens_out >= 0) AS output_tokens,
  countIf(tokens_cached >= 0) AS cache_read_tokens_known, sumIf(tokens_cached, tokens_cached >= 0) AS cache_read_tokens
FROM (
  SELECT project_id, minute, service, layer, kind, op, dialect, environment, error_type, if(response_model != '', response_model, request_model) AS model,
    if(name IN ('documentLoad', 'documentFetch', 'AppStart', 'web_vital LCP', 'web_vital INP', 'web_vital CLS', 'web_vital TTFB', 'web_vital FCP'), name, '') AS page,
    if(empty(quirks), '', 'yes') AS quirky,
    toLowCardinality(if(attributes['http.route'] != '', attributes['http.route'], attributes_json['http.route'])) AS sent_route,
    toLowCardinality(if(attributes['http.response.status_code'] != '', attributes['http.response.status_code'], attributes_json['http.response.status_code'])) AS sent_status,
    if(page = '', '', if(attributes['start.type'] != '', attributes['start.type'], attributes_json['start.type'])) AS sent_start,
    length(sent_route) > 120 OR match(sent_route, '[0-9]{4}|[0-9a-fA-F]{8}') AS route_unlisted,
    NOT match(sent_status, '^([1-5][0-9][0-9])?$') AS status_unlisted,
    sent_start NOT IN ('', 'cold', 'warm', 'hot') AS start_unlisted,
    if(route_unlisted, '', sent_route) AS route, if(status_unlisted, '', sent_status) AS status_code, if(start_unlisted, '', sent_start) AS start_type,
    route_unlisted + 2 * status_unlisted + 4 * start_unlisted AS unlisted,
    status = 'error' AS failed, duration_ns / 1e6 AS took, ttft_ms AS first_token, tpot_ms AS each_token,
    if(page = '', nan, ifNull(toFloat64OrNull(if(attributes['web_vital.value'] != '', attributes['web_vital.value'], attributes_json['web_vital.value'])), nan)) AS measured,
    input_tokens AS tokens_in, output_tokens AS tokens_out, cache_read_tokens AS tokens_cached
  FROM ${database}.spans
)
GROUP BY project_id, minute, service, layer, kind, op, dialect, environment, error_type, model, page, start_type, quirky, status_code, route, unlisted
-- However long it takes. Sketches take much memory until they are written: few rows wait for that at a time, and what is not finished goes to disk. Reading all parts side by side in order would take more than it saves.
SETTINGS max_execution_time = 0, optimize_aggregation_in_order = 0, max_bytes_before_external_group_by = 200000000, max_block_size = 8192, min_insert_block_size_rows = 16384, min_insert_block_size_bytes = 16777216;

CREATE MATERIALIZED VIEW ${database}.requests_1m_from_spans TO ${database}.requests_1m AS
SELECT project_id, minute, service, layer, kind, op, dialect, environment, error_type, model, page, start_type, quirky, status_code, route, unlisted,
  count() AS spans, countIf(failed) AS errors, sum(took) AS total_ms, quantilesTDigestState(0.5, 0.75, 0.95, 0.99)(toFloat32(took)) AS duration_ms,
  countIf(first_token >= 0) AS ttft_known, sumIf(toFloat64(first_token), first_token >= 0) AS ttft_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(first_token, first_token >= 0) AS ttft_ms,
  countIf(each_token >= 0) AS tpot_known, sumIf(toFloat64(each_token), each_token >= 0) AS tpot_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(each_token, each_token >= 0) AS tpot_ms,
  countIf(isFinite(measured)) AS vital_known, sumIf(measured, isFinite(measured)) AS vital_total, quantilesTDigestStateIf(0.5, 0.75, 0.95, 0.99)(toFloat32(measured), isFinite(measured)) AS vital,
  countIf(tokens_in >= 0) AS input_tokens_known, sumIf(tokens_in, tokens_in >= 0) AS input_tokens,
  countIf(tokens_out >= 0) AS output_tokens_known, sumIf(tokens_out, tokens_out >= 0) AS output_tokens,
  countIf(tokens_cached >= 0) AS cache_read_tokens_known, sumIf(tokens_cached, tokens_cached >= 0) AS cache_read_tokens
FROM (
  SELECT project_id, minute, service, layer, kind, op, dialect, environment, error_type, if(response_model != '', response_model, request_model) AS model,
    if(name IN ('documentLoad', 'documentFetch', 'AppStart', 'web_vital LCP', 'web_vital INP', 'web_vital CLS', 'web_vital TTFB', 'web_vital FCP'), name, '') AS page,
    if(empty(quirks), '', 'yes') AS quirky,
    toLowCardinality(if(attributes['http.route'] != '', attributes['http.route'], attributes_json['http.route'])) AS sent_route,
    toLowCardinality(if(attributes['http.response.status_code'] != '', attributes['http.response.status_code'], attributes_json['http.response.status_code'])) AS sent_status,
    if(page = '', '', if(attributes['start.type'] != '', attributes['start.type'], attributes_json['start.type'])) AS sent_start,
    length(sent_route) > 120 OR match(sent_route, '[0-9]{4}|[0-9a-fA-F]{8}') AS route_unlisted,
    NOT match(sent_status, '^([1-5][0-9][0-9])?$') AS status_unlisted,
    sent_start NOT IN ('', 'cold', 'warm', 'hot') AS start_unlisted,
    if(route_unlisted, '', sent_route) AS route, if(status_unlisted, '', sent_status) AS status_code, if(start_unlisted, '', sent_start) AS start_type,
    route_unlisted + 2 * status_unlisted + 4 * start_unlisted AS unlisted,
    status = 'error' AS failed, duration_ns / 1e6 AS took, ttft_ms AS first_token, tpot_ms AS each_token,
    if(page = '', nan, ifNull(toFloat64OrNull(if(attributes['web_vital.value'] != '', attributes['web_vital.value'], attributes_json['web_vital.value'])), nan)) AS measured,
    input_tokens AS tokens_in, output_tokens AS tokens_out, cache_read_tokens AS tokens_cached
  FROM ${database}.spans
)
GROUP BY project_id, minute, service, layer, kind, op, dialect, environment, error_type, model, page, start_type, quirky, status_code, route, unlisted;
