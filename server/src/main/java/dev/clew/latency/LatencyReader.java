// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Reads the times of runs.
final class LatencyReader {

  private static final int MAX_SPANS = 50_000;

  private final ClickHouse clickHouse;
  private final String database;

  LatencyReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// The runs of these traces that have model calls.
  Collection<StoredRun> read(String project, Collection<TraceId> traces) {
    var runs = new LinkedHashMap<TraceId, StoredRun>();
    query(
        project,
        traces,
        """
        SELECT trace_id, toUnixTimestamp(minute) AS filed, version, start_time, duration_ns, service
        FROM %1$s.runs FINAL
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND llm_calls > 0
        """,
        row -> runs.put(StoredRun.trace(row), StoredRun.of(row)));
    if (runs.isEmpty()) {
      return runs.values();
    }
    each(
        project,
        runs,
        """
        SELECT trace_id, span_id, billable, duplicate_of, provider, request_model, response_model, agent, input_tokens, output_tokens, cache_read_tokens, stream, ttft_ms
        FROM %1$s.calls FINAL
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND aggregate_of = 0
        ORDER BY start_time, span_id
        """,
        (run, row) -> run.calls().add(StoredRun.call(row)));
    each(
        project,
        runs,
        """
        SELECT trace_id, span_id, parent_span_id, op, service, layer, kind::Int8 AS kind, status::Int8 AS status, start_time, duration_ns,
          if(attributes['server.address'] != '', attributes['server.address'], peer) AS address, attributes_json['server.port'] AS port_number, attributes['server.port'] AS port_text,
          if(address = '', '', address || if(port_number != '', ':' || port_number, if(port_text != '', ':' || port_text, ''))) AS host,
          attributes_json['gen_ai.latency.time_in_queue'] AS in_queue, attributes_json['gen_ai.latency.time_in_model_prefill'] AS in_prefill, attributes_json['gen_ai.latency.time_in_model_decode'] AS in_decode
        FROM %1$s.spans
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted
        ORDER BY received_at
        LIMIT %2$d BY trace_id
        """
            .replace("%2$d", Integer.toString(MAX_SPANS)),
        (run, row) -> {
          var span = StoredRun.spanRow(row);
          run.spans().put(span.id(), span);
        });
    return runs.values();
  }

  private void each(
      String project, Map<TraceId, StoredRun> runs, String sql, BiConsumer<StoredRun, Row> onRow) {
    query(
        project,
        runs.keySet(),
        sql,
        row -> {
          var run = runs.get(StoredRun.trace(row));
          if (run != null) {
            onRow.accept(run, row);
          }
        });
  }

  private void query(String project, Collection<TraceId> traces, String sql, Consumer<Row> onRow) {
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)),
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces
                   WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                """
                        .replace("%1$s", database)
                    + sql.replace("%1$s", database))
            .with("project", project)
            .with("ids", traces.stream().map(TraceId::hex).toList()),
        onRow);
  }
}
