-- SPDX-License-Identifier: Apache-2.0
-- The account of each run, one row per run: its lines are arrays, so that a new version replaces all of them at once.
CREATE TABLE IF NOT EXISTS ${database}.token_ledger (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  -- Of the first call.
  agent LowCardinality(String) CODEC(ZSTD(1)),
  failed Bool CODEC(ZSTD(1)),
  calls UInt32 CODEC(ZSTD(1)),
  tool_calls UInt32 CODEC(ZSTD(1)),
  input_tokens UInt64 CODEC(ZSTD(1)),
  output_tokens UInt64 CODEC(ZSTD(1)),
  cache_read_tokens UInt64 CODEC(ZSTD(1)),
  cache_write_tokens UInt64 CODEC(ZSTD(1)),
  reasoning_tokens UInt64 CODEC(ZSTD(1)),
  unique_tokens UInt64 CODEC(ZSTD(1)),
  waste_tokens UInt64 CODEC(ZSTD(1)),
  cacheable_tokens UInt64 CODEC(ZSTD(1)),
  missed_tokens UInt64 CODEC(ZSTD(1)),
  max_input_tokens UInt64 CODEC(ZSTD(1)),
  context_window UInt32 CODEC(ZSTD(1)),
  -- US dollars; NaN is unknown, which is not 0.
  cost_usd Float64 CODEC(ZSTD(1)),
  waste_usd Float64 CODEC(ZSTD(1)),
  saved_usd Float64 CODEC(ZSTD(1)),
  penalty_usd Float64 CODEC(ZSTD(1)),
  confidence LowCardinality(String) CODEC(ZSTD(1)),
  tier LowCardinality(String) CODEC(ZSTD(1)),
  notes Array(LowCardinality(String)) CODEC(ZSTD(1)),
  -- Lines by category, tool and agent. Σ tokens of the input categories = input_tokens, of the others = output_tokens.
  entry_category Array(LowCardinality(String)) CODEC(ZSTD(1)),
  entry_server Array(LowCardinality(String)) CODEC(ZSTD(1)),
  entry_tool Array(LowCardinality(String)) CODEC(ZSTD(1)),
  entry_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  entry_tokens Array(UInt64) CODEC(ZSTD(1)),
  entry_first Array(UInt64) CODEC(ZSTD(1)),
  entry_cached Array(UInt64) CODEC(ZSTD(1)),
  entry_written Array(UInt64) CODEC(ZSTD(1)),
  entry_waste Array(UInt64) CODEC(ZSTD(1)),
  entry_cost Array(Float64) CODEC(ZSTD(1)),
  entry_waste_cost Array(Float64) CODEC(ZSTD(1)),
  entry_calls Array(UInt64) CODEC(ZSTD(1)),
  -- Calls in order; call_categories holds 17 figures for each, in the order of the categories.
  call_span Array(FixedString(8)) CODEC(ZSTD(1)),
  call_start Array(UInt64) CODEC(ZSTD(1)),
  call_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_model Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_tokens Array(UInt64) CODEC(ZSTD(1)),
  call_cost Array(Float64) CODEC(ZSTD(1)),
  call_scale Array(Float64) CODEC(ZSTD(1)),
  call_confidence Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_tier Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_breaker Array(LowCardinality(String)) CODEC(ZSTD(1)),
  call_categories Array(UInt64) CODEC(ZSTD(1)),
  -- Tools offered or used, by agent.
  tool_server Array(LowCardinality(String)) CODEC(ZSTD(1)),
  tool_name Array(LowCardinality(String)) CODEC(ZSTD(1)),
  tool_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  tool_definition Array(UInt64) CODEC(ZSTD(1)),
  tool_offered Array(UInt64) CODEC(ZSTD(1)),
  tool_used Array(UInt64) CODEC(ZSTD(1)),
  tool_definitions Array(UInt64) CODEC(ZSTD(1)),
  tool_arguments Array(UInt64) CODEC(ZSTD(1)),
  tool_first Array(UInt64) CODEC(ZSTD(1)),
  tool_resent Array(UInt64) CODEC(ZSTD(1)),
  tool_waste Array(UInt64) CODEC(ZSTD(1)),
  tool_cost Array(Float64) CODEC(ZSTD(1)),
  -- The results that took most.
  result_span Array(FixedString(8)) CODEC(ZSTD(1)),
  result_call Array(UInt64) CODEC(ZSTD(1)),
  result_server Array(LowCardinality(String)) CODEC(ZSTD(1)),
  result_tool Array(LowCardinality(String)) CODEC(ZSTD(1)),
  result_tokens Array(UInt64) CODEC(ZSTD(1)),
  result_carried Array(UInt64) CODEC(ZSTD(1)),
  result_total Array(UInt64) CODEC(ZSTD(1)),
  result_cost Array(Float64) CODEC(ZSTD(1)),
  result_waste Array(LowCardinality(String)) CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, index_granularity = 1024;

-- What rules found in each run, one row per run; a run in which nothing was found has empty arrays.
CREATE TABLE IF NOT EXISTS ${database}.findings (
  project_id LowCardinality(String) CODEC(ZSTD(1)),
  minute DateTime('UTC') CODEC(ZSTD(1)),
  trace_id FixedString(16) CODEC(ZSTD(1)),
  version UInt64 CODEC(ZSTD(1)),
  deleted UInt8 CODEC(ZSTD(1)),
  start_time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
  name String CODEC(ZSTD(1)),
  service LowCardinality(String) CODEC(ZSTD(1)),
  cost_usd Float64 CODEC(ZSTD(1)),
  finding_rule Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_severity Array(LowCardinality(String)) CODEC(ZSTD(1)),
  -- The issue that the finding belongs to: the same cause in other runs has the same.
  finding_issue Array(FixedString(8)) CODEC(ZSTD(1)),
  finding_agent Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_server Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_tool Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_title Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_detail Array(LowCardinality(String)) CODEC(ZSTD(1)),
  finding_tokens Array(UInt64) CODEC(ZSTD(1)),
  finding_cost Array(Float64) CODEC(ZSTD(1)),
  -- The figure that the rule compares.
  finding_measure Array(Float64) CODEC(ZSTD(1)),
  -- Span ids in hexadecimal, separated by commas.
  finding_spans Array(LowCardinality(String)) CODEC(ZSTD(1)),
  INDEX trace_id_index trace_id TYPE bloom_filter(0.001) GRANULARITY 1
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toDate(minute)
ORDER BY (project_id, minute, trace_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000, index_granularity = 1024;

CREATE OR REPLACE VIEW ${database}_sql.token_ledger AS
SELECT lower(hex(trace_id)) AS trace_id, minute, start_time, nullIf(toString(service), '') AS service, calls,
  toString(entry_category) AS category, nullIf(toString(entry_server), '') AS mcp_server, nullIf(toString(entry_tool), '') AS tool_name, nullIf(toString(entry_agent), '') AS agent_name,
  entry_tokens AS tokens, entry_first AS first_tokens, entry_tokens - entry_cached - entry_written AS uncached_tokens, entry_cached AS cached_tokens, entry_written AS cache_write_tokens, entry_waste AS waste_tokens,
  if(isNaN(entry_cost), NULL, entry_cost) AS cost_usd, if(isNaN(entry_waste_cost), NULL, entry_waste_cost) AS waste_usd, entry_calls AS carried_by_calls
FROM (SELECT * FROM ${database}.token_ledger FINAL)
ARRAY JOIN entry_category, entry_server, entry_tool, entry_agent, entry_tokens, entry_first, entry_cached, entry_written, entry_waste, entry_cost, entry_waste_cost, entry_calls;

CREATE OR REPLACE VIEW ${database}_sql.findings AS
SELECT lower(hex(trace_id)) AS trace_id, minute, start_time, nullIf(toString(service), '') AS service,
  toString(finding_rule) AS rule, toString(finding_severity) AS level, lower(hex(finding_issue)) AS issue,
  nullIf(toString(finding_agent), '') AS agent_name, nullIf(toString(finding_server), '') AS mcp_server, nullIf(toString(finding_tool), '') AS tool_name,
  toString(finding_title) AS title, toString(finding_detail) AS detail, finding_tokens AS tokens, if(isNaN(finding_cost), NULL, finding_cost) AS cost_usd
FROM (SELECT * FROM ${database}.findings FINAL)
ARRAY JOIN finding_rule, finding_severity, finding_issue, finding_agent, finding_server, finding_tool, finding_title, finding_detail, finding_tokens, finding_cost
