// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// Reads what is stored of runs.
final class LedgerReader {

  private static final int MAX_SPANS = 50_000;

  /// Hashes of one run's messages, each time they are carried: what a run of 5,000 calls that sends
  /// all its history has would be 25 million.
  private static final int MAX_CARRIED = 1_000_000;

  private static final int MAX_MESSAGES = 50_000;
  private static final int WHOLE_BODY = 262_144;
  private static final int SHORT_BODY = 16_384;
  private static final long MUCH_TEXT = 64L << 20;

  private final ClickHouse clickHouse;
  private final String database;
  private final Definitions definitions;
  private final RecalledReader recalled;
  private final InferredToolsReader inferredTools;

  LedgerReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
    definitions = new Definitions(clickHouse, database);
    recalled = new RecalledReader(clickHouse, database);
    inferredTools = new InferredToolsReader(clickHouse, database);
  }

  /// The runs of these traces that have model calls.
  Collection<StoredRun> read(String project, Collection<TraceId> traces) {
    var runs = new LinkedHashMap<TraceId, StoredRun>();
    query(
        project,
        traces,
        """
        SELECT trace_id, toUnixTimestamp(minute) AS filed, version, state::Int8 AS state, start_time, duration_ns, name, service, environment, status::Int8 AS status, llm_calls, tool_calls, session_id, user_id
        FROM %1$s.runs FINAL
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND llm_calls > 0
        """,
        row -> runs.put(RunRow.trace(row), new StoredRun(RunRow.of(row))));
    if (runs.isEmpty()) {
      return runs.values();
    }
    addRows(project, runs);
    recalled.addTo(project, runs.values());
    addMessages(project, runs);
    definitions.addTo(project, runs.values());
    inferredTools.addTo(project, runs.values());
    return runs.values();
  }

  private void addRows(String project, Map<TraceId, StoredRun> runs) {
    each(
        project,
        runs,
        """
        SELECT trace_id, span_id, billable, duplicate_of, op, status::Int8 AS status, start_time, duration_ns, agent, gateway_key, provider, request_model, response_model, service_tier, region, cache_write_1h_tokens,
          input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, context_window,
          cost_usd, cost_input_usd, cost_cache_read_usd, cost_cache_write_usd, cost_output_usd, cost_reasoning_usd
        FROM %1$s.calls FINAL
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND aggregate_of = 0
        """,
        (run, row) -> run.calls().add(CallRow.of(row)));
    each(
        project,
        runs,
        """
        SELECT trace_id, span_id, start_time, duration_ns, agent, mcp_server, tool, failed
        FROM %1$s.tool_calls FINAL
        WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted AND counted
        """,
        (run, row) -> run.tools().add(ToolRow.of(row)));
    each(
        project,
        runs,
        """
        SELECT trace_id, span_id, parent_span_id, op, service, mcp_server, mcp_method, content_state, tool_call_id, usage_conflict,
          if(carried <= %2$d, messages_in, []) AS messages_in, messages_out, system_instructions, tool_definitions, input_text_hash, output_text_hash
        FROM (
          SELECT trace_id, span_id, parent_span_id, op, service, mcp_server, mcp_method, content_state, tool_call_id, usage_conflict, messages_in, messages_out, system_instructions, tool_definitions,
            input_text_hash, output_text_hash, received_at, sum(length(messages_in)) OVER (PARTITION BY trace_id ORDER BY start_time, span_id ROWS UNBOUNDED PRECEDING) AS carried
          FROM %1$s.spans
          WHERE project_id = {project:String} AND minute BETWEEN bounds.1 AND bounds.2 AND trace_id IN wanted
        )
        ORDER BY received_at
        LIMIT %3$d BY trace_id
        """
            .replace("%2$d", Integer.toString(MAX_CARRIED))
            .replace("%3$d", Integer.toString(MAX_SPANS)),
        (run, row) -> {
          var span = SpanRow.of(row);
          run.spans().put(span.id(), span);
        });
    addLogged(project, runs);
  }

  /// What calls that do not tell themselves are told by log records. An event that holds the whole
  /// call repeats what others say.
  private void addLogged(String project, Map<TraceId, StoredRun> runs) {
    var silent = new LinkedHashMap<>(runs);
    silent
        .values()
        .removeIf(
            run ->
                run.calls().stream()
                    .allMatch(
                        call -> {
                          var span = run.spans().get(call.id());
                          return span == null || !span.isSilent();
                        }));
    if (silent.isEmpty()) {
      return;
    }
    each(
        project,
        silent,
        """
        SELECT trace_id, span_id,
          arrayMap(e -> e.2, events) AS all_in, arrayFlatten(if(whole = 0, all_in, [all_in[whole]])) AS messages_in,
          arrayMap(e -> e.3, events) AS all_out, arrayFlatten(if(whole = 0, all_out, [all_out[whole]])) AS messages_out,
          arrayMap(e -> e.4, events) AS all_system, arrayFlatten(if(whole = 0, all_system, [all_system[whole]])) AS system_instructions,
          arrayMap(e -> e.5, events) AS all_tools, arrayFlatten(if(whole = 0, all_tools, [all_tools[whole]])) AS tool_definitions
        FROM (
          SELECT trace_id, span_id, arraySort(groupArray(1000)(((time, sequence, id), messages_in, messages_out, system_instructions, tool_definitions, event_name))) AS events,
            indexOf(arrayMap(e -> e.6, events), 'gen_ai.client.inference.operation.details') AS whole
          FROM (
            SELECT trace_id, span_id, time, sequence, id, event_name, messages_in, messages_out, system_instructions, tool_definitions FROM %1$s.logs
            WHERE project_id = {project:String} AND minute BETWEEN bounds.1 - 3600 AND bounds.2 + 3600 AND trace_id IN wanted
              AND (notEmpty(messages_in) OR notEmpty(messages_out) OR notEmpty(system_instructions) OR notEmpty(tool_definitions))
            LIMIT 1 BY id
          )
          GROUP BY trace_id, span_id
        )
        """,
        (run, row) ->
            run.spans()
                .computeIfPresent(
                    new SpanId(SpanRow.number(row, "span_id")),
                    (_, span) ->
                        span.orElse(
                            SpanRow.numbers(row, "messages_in"),
                            SpanRow.numbers(row, "messages_out"),
                            SpanRow.names(row, "system_instructions"),
                            SpanRow.names(row, "tool_definitions"))));
  }

  /// Measures the messages. Of a run with very much text, long ones are measured by their begin.
  private void addMessages(String project, Map<TraceId, StoredRun> runs) {
    var much = new HashSet<TraceId>();
    each(
        project,
        runs,
        """
        SELECT trace_id, sum(length(body)) AS bytes FROM %1$s.messages
        WHERE project_id = {project:String} AND trace_id IN wanted GROUP BY trace_id
        """,
        (run, row) -> {
          if (row.number("bytes") > MUCH_TEXT) {
            much.add(run.row().trace());
          }
        });
    var usual = new LinkedHashMap<>(runs);
    usual.keySet().removeAll(much);
    measure(project, usual, WHOLE_BODY);
    for (var trace : much) {
      measure(project, Map.of(trace, runs.get(trace)), SHORT_BODY);
    }
  }

  private void measure(String project, Map<TraceId, StoredRun> runs, int whole) {
    if (runs.isEmpty()) {
      return;
    }
    each(
        project,
        runs,
        """
        SELECT trace_id, hash, kind, substringUTF8(body, 1, {whole:UInt32}) AS head, length(body) AS bytes FROM %1$s.messages
        WHERE project_id = {project:String} AND trace_id IN wanted
        LIMIT %2$d BY trace_id
        """
            .replace("%2$d", Integer.toString(MAX_MESSAGES))
            .replace("{whole:UInt32}", Integer.toString(whole)),
        (run, row) -> {
          long hash = SpanRow.number(row, "hash");
          var head = row.string("head");
          long bytes = row.number("bytes");
          if (row.string("kind").equals("text")) {
            run.content().texts().put(hash, new Content.Text(head, bytes));
          } else {
            run.content()
                .messages()
                .put(
                    hash,
                    Sized.message(
                        head, bytes, head.length() >= whole, run.recalled(), tokenizers(run)));
          }
        });
  }

  private static Set<Tokenizer> tokenizers(StoredRun run) {
    var tokenizers = EnumSet.of(Tokenizer.BYTES);
    run.calls().forEach(call -> tokenizers.add(Tokenizer.of(call.model())));
    return tokenizers;
  }

  private void each(
      String project, Map<TraceId, StoredRun> runs, String sql, BiConsumer<StoredRun, Row> onRow) {
    query(
        project,
        runs.keySet(),
        sql,
        row -> {
          var run = runs.get(RunRow.trace(row));
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
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                """
                        .formatted(database)
                    + sql.replace("%1$s", database))
            .with("project", project)
            .with("ids", traces.stream().map(TraceId::hex).toList()),
        onRow);
  }
}
