-- SPDX-License-Identifier: Apache-2.0
-- Metrics and the service map for SQL of users, as 0002_views.sql does for traces. A series is 16 hexadecimal digits; a sender that does not know since when it counts has no start_time.

CREATE VIEW IF NOT EXISTS ${database}_sql.metric_series AS
SELECT toString(metric) AS metric, lower(hex(series)) AS series, toString(type) AS type, toString(temporality) AS temporality, monotonic, nullIf(toString(unit), '') AS unit,
  nullIf(toString(description), '') AS description, nullIf(toString(service), '') AS service, nullIf(toString(scope), '') AS scope, attributes, resource, first_seen, last_seen
FROM ${database}.metric_series FINAL;

CREATE VIEW IF NOT EXISTS ${database}_sql.metric_points AS
SELECT day, toString(metric) AS metric, lower(hex(series)) AS series, time, nullIf(start_time, toDateTime64(0, 3, 'UTC')) AS start_time, if(isNaN(value), NULL, value) AS value
FROM ${database}.metric_points FINAL;

CREATE VIEW IF NOT EXISTS ${database}_sql.metric_histograms AS
SELECT day, toString(metric) AS metric, lower(hex(series)) AS series, time, nullIf(start_time, toDateTime64(0, 3, 'UTC')) AS start_time, count, if(isNaN(sum), NULL, sum) AS sum,
  if(isNaN(min), NULL, min) AS min, if(isNaN(max), NULL, max) AS max, bounds, counts, scale, zero_count, positive_offset, positive, negative_offset, negative
FROM ${database}.metric_histograms FINAL;

CREATE VIEW IF NOT EXISTS ${database}_sql.metric_exemplars AS
SELECT day, toString(metric) AS metric, lower(hex(series)) AS series, time, value, if(trace_id = toFixedString('', 16), NULL, lower(hex(trace_id))) AS trace_id,
  if(span_id = toFixedString('', 8), NULL, lower(hex(span_id))) AS span_id, nullIf(attributes, '') AS attributes_json
FROM ${database}.metric_exemplars FINAL;

CREATE VIEW IF NOT EXISTS ${database}_sql.edges AS
SELECT minute, lower(hex(trace_id)) AS trace_id, nullIf(toString(from_name), '') AS caller, nullIf(toString(from_layer), '') AS caller_layer, toString(to_name) AS callee,
  toString(to_layer) AS callee_layer, toString(known_by) AS callee_known_by, round(pow(2, class / 8) / 1000, 3) AS duration_ms, n AS calls, failed AS errors, tokens_in AS input_tokens, tokens_out AS output_tokens
FROM (
  SELECT minute, trace_id, from_name, from_layer, to_name, to_layer, known_by, class, n, failed, tokens_in, tokens_out
  FROM ${database}.edges_1m FINAL
  ARRAY JOIN caller AS from_name, caller_layer AS from_layer, callee AS to_name, callee_layer AS to_layer, callee_known_by AS known_by, duration_class AS class,
    calls AS n, errors AS failed, input_tokens AS tokens_in, output_tokens AS tokens_out
);
