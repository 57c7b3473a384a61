// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import dev.clew.engine.Statement;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What can be queried: the views of `0002_views.sql` with a sentence for each column.
final class SqlSchema {

  private record View(String name, String description, List<Column> columns) {}

  private record Column(String name, String type, String description) {}

  private record Example(String title, String query) {}

  private static final Map<String, String> ABOUT =
      Map.ofEntries(
          Map.entry("spans", "One row per span"),
          Map.entry(
              "calls",
              "One row per span that reports a model call; count and sum only those that are billable"),
          Map.entry("runs", "One row per trace"),
          Map.entry("messages", "Messages and plain text of traces, once per trace, by hash"),
          Map.entry("definitions", "System instructions, tool definitions and resources, by hash"),
          Map.entry("logs", "One row per log record"),
          Map.entry("metric_series", "What the series of metrics are: one row per series"),
          Map.entry("metric_points", "Gauges and sums as sent; counters are not yet differences"),
          Map.entry(
              "metric_histograms", "Histograms, with explicit bounds or exponential, as sent"),
          Map.entry("metric_exemplars", "Single measurements, with the trace they belong to"),
          Map.entry(
              "token_ledger",
              "Where the tokens went: one row per trace, category, tool and agent; the input categories of a trace add up to its input tokens"),
          Map.entry("findings", "What rules found in traces, one row per finding"),
          Map.entry(
              "edges", "Who called whom, by trace and minute; calls that took about as long"));

  private static final List<Example> EXAMPLES =
      List.of(
          new Example(
              "Tokens by model and hour",
              """
              SELECT toStartOfHour(start_time) AS hour, model, count() AS calls, sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens
              FROM calls
              WHERE billable AND minute >= now() - INTERVAL 1 DAY
              GROUP BY hour, model
              ORDER BY hour, model"""),
          new Example(
              "Where the money went",
              """
              SELECT model, count() AS calls, round(sum(cost_usd), 4) AS total_usd, round(sum(cost_cache_read_usd) / sum(cost_usd), 3) AS cached_share, count() - count(cost_usd) AS unpriced
              FROM calls
              WHERE billable AND minute >= now() - INTERVAL 1 DAY
              GROUP BY model
              ORDER BY total_usd DESC"""),
          new Example(
              "Tools that take most tokens",
              """
              SELECT mcp_server, tool_name, sum(tokens) AS total, sum(waste_tokens) AS wasted, round(sum(cost_usd), 4) AS total_usd
              FROM token_ledger
              WHERE tool_name IS NOT NULL AND minute >= now() - INTERVAL 1 DAY
              GROUP BY mcp_server, tool_name
              ORDER BY total DESC
              LIMIT 20"""),
          new Example(
              "Slowest tools",
              """
              SELECT tool_name, count() AS calls, quantile(0.95)(duration_ms) AS p95_ms
              FROM spans
              WHERE op = 'tool_call' AND minute >= now() - INTERVAL 1 DAY
              GROUP BY tool_name
              ORDER BY p95_ms DESC
              LIMIT 20"""),
          new Example(
              "Errors and what was asked",
              """
              SELECT start_time, name, error_type, input_preview, trace_id
              FROM runs
              WHERE status = 'error' AND minute >= now() - INTERVAL 1 DAY
              ORDER BY start_time DESC
              LIMIT 50"""),
          new Example(
              "Answers that mention a word",
              """
              SELECT s.start_time, s.response_model, m.body
              FROM spans AS s
              ARRAY JOIN s.messages_out AS hash
              JOIN messages AS m ON m.trace_id = s.trace_id AND m.hash = hash
              WHERE s.minute >= now() - INTERVAL 1 DAY AND hasToken(lower(m.body), 'refund')
              LIMIT 20"""),
          new Example(
              "Metrics of a service, newest value of each series",
              """
              SELECT s.metric, s.attributes, argMax(p.value, p.time) AS newest
              FROM metric_points AS p
              JOIN metric_series AS s ON s.metric = p.metric AND s.series = p.series
              WHERE p.day >= today() - 1 AND s.service = 'shop'
              GROUP BY s.metric, s.attributes
              ORDER BY s.metric
              LIMIT 100"""),
          new Example(
              "Calls between services that fail most",
              """
              SELECT caller, callee, sum(calls) AS total, sum(errors) / sum(calls) AS failed
              FROM edges
              WHERE minute >= now() - INTERVAL 1 DAY AND caller IS NOT NULL
              GROUP BY caller, callee
              ORDER BY failed DESC
              LIMIT 20"""));

  private final Store store;

  SqlSchema(Store store) {
    this.store = store;
  }

  Reply answer(Request request) {
    Map<String, List<Column>> columns = new LinkedHashMap<>();
    store.query(
        Statement.of(
                """
                SELECT table, name, type FROM system.columns
                WHERE database = {database:String}
                ORDER BY table, position
                LIMIT 1000
                """)
            .with("database", store.database() + "_sql"),
        row ->
            columns
                .computeIfAbsent(row.string("table"), _ -> new ArrayList<>())
                .add(
                    new Column(
                        row.string("name"),
                        row.string("type"),
                        SqlColumns.DESCRIPTIONS.getOrDefault(row.string("name"), ""))));
    var views =
        SqlApi.VIEWS.stream()
            .map(
                name ->
                    new View(
                        name, ABOUT.getOrDefault(name, ""), columns.getOrDefault(name, List.of())))
            .toList();
    return Reply.json(
        json -> {
          Reply.writePojo(json, "views", views);
          Reply.writePojo(json, "examples", EXAMPLES);
        });
  }
}
