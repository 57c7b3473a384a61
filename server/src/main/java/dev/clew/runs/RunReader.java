// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.Fields;
import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the narrow columns of whole traces.
final class RunReader {

  /// A trace beyond this many spans is analysed by its first ones.
  private static final int MAX_SPANS = 200_000;

  private static final Map<String, Operation> OPERATIONS = new HashMap<>();
  private static final Map<String, UsageBasis> BASES = new HashMap<>();

  static {
    for (var op : Operation.values()) {
      OPERATIONS.put(op.label(), op);
    }
    for (var basis : UsageBasis.values()) {
      BASES.put(basis.label(), basis);
    }
  }

  private final ClickHouse clickHouse;
  private final String database;

  RunReader(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// The runs of these traces; a trace without spans is left out.
  List<Run> read(String project, Collection<TraceId> traces) {
    var ids = traces.stream().map(TraceId::hex).toList();
    Map<TraceId, Map<SpanId, RunSpan>> spans = new LinkedHashMap<>();
    Map<TraceId, Long> rows = new HashMap<>();
    // A subquery, because a lambda over a parameter would run again for every row that is looked
    // at.
    // Ascending arrival: of a span that was sent again, the newest wins.
    clickHouse.query(
        Statement.of(
                """
                WITH wanted AS (SELECT toFixedString(unhex(arrayJoin({ids:Array(String)})), 16)),
                  (SELECT (min(first_minute), max(last_minute)) FROM %1$s.traces
                   WHERE project_id = {project:String} AND trace_id IN wanted) AS bounds
                SELECT trace_id, span_id, parent_span_id, name, kind::Int8 AS kind, toUnixTimestamp(minute) AS filed, start_time, duration_ns, status::Int8 AS status, error_type,
                  service, environment, layer, dialect, scope, op, peer,
                  provider, request_model, response_model, response_id, stream, ttft_ms, tpot_ms, notEmpty(finish_reasons) AS finished,
                  input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, usage_basis, usage_conflict,
                  region, cache_write_1h_tokens, input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens,
                  session_id, user_id, agent, workflow, prompt_name, tool, tool_call_id, mcp_server, mcp_method, input_preview, output_preview,
                  notEmpty(messages_out) OR output_preview != '' AS has_output, %2$s AS service_tier, %3$s AS claimed_usd, %4$s AS gateway_key, quirks
                FROM %1$s.spans
                WHERE project_id = {project:String} AND trace_id IN wanted
                  AND minute BETWEEN bounds.1 AND bounds.2
                ORDER BY received_at
                LIMIT {max:UInt32} BY trace_id
                """
                    .formatted(
                        database, ClaimedBill.SERVICE_TIER, ClaimedBill.USD, Fields.GATEWAY_KEY))
            .with("project", project)
            .with("ids", ids)
            .with("max", MAX_SPANS),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          var trace = new TraceId(id.getLong(), id.getLong());
          var span = span(row);
          spans.computeIfAbsent(trace, _ -> new LinkedHashMap<>()).put(span.id(), span);
          rows.merge(trace, 1L, Long::sum);
        });
    addLogged(project, spans);
    addNames(project, spans);
    var runs = new ArrayList<Run>(spans.size());
    spans.forEach(
        (trace, byId) ->
            runs.add(
                new Run(project, trace, List.copyOf(byId.values()), rows.getOrDefault(trace, 0L))));
    return runs;
  }

  /// Gives calls that do not say what was said the beginning of what log records say.
  private void addLogged(String project, Map<TraceId, Map<SpanId, RunSpan>> spans) {
    var silent =
        spans.entrySet().stream()
            .filter(trace -> trace.getValue().values().stream().anyMatch(RunSpan::isSilent))
            .map(Map.Entry::getKey)
            .toList();
    if (silent.isEmpty()) {
      return;
    }
    var logged = LoggedPreviews.read(clickHouse, database, project, silent);
    for (var trace : silent) {
      spans
          .getOrDefault(trace, Map.of())
          .replaceAll(
              (id, span) -> {
                var preview = logged.of(trace, id);
                return span.isSilent()
                    ? span.withPreviews(preview.input(), preview.output())
                    : span;
              });
    }
  }

  /// Gives the spans of traces in which nobody names the session or the user the names that log
  /// records give.
  private void addNames(String project, Map<TraceId, Map<SpanId, RunSpan>> spans) {
    var nameless =
        spans.entrySet().stream()
            .filter(trace -> isNameless(trace.getValue().values()))
            .map(Map.Entry::getKey)
            .toList();
    if (nameless.isEmpty()) {
      return;
    }
    LoggedNames.read(clickHouse, database, project, nameless)
        .forEach(
            (place, names) ->
                spans
                    .getOrDefault(place.trace(), Map.of())
                    .computeIfPresent(
                        place.span(), (_, span) -> span.named(names.session(), names.user())));
  }

  private static boolean isNameless(Collection<RunSpan> spans) {
    return spans.stream().anyMatch(span -> span.op().isModelCall())
        && (spans.stream().allMatch(span -> span.whose().session().isEmpty())
            || spans.stream().allMatch(span -> span.whose().user().isEmpty()));
  }

  private static RunSpan span(Row row) {
    return new RunSpan(
        spanId(row, "span_id"),
        spanId(row, "parent_span_id"),
        new RunSpan.Emitter(
            row.string("service"),
            row.string("environment"),
            row.string("layer"),
            row.string("dialect"),
            row.string("scope")),
        row.string("name"),
        side(row),
        row.number("filed"),
        row.number("start_time"),
        row.number("duration_ns"),
        (int) row.number("status"),
        row.string("error_type"),
        OPERATIONS.getOrDefault(row.string("op"), Operation.OTHER),
        new RunSpan.Model(
            row.string("provider"),
            row.string("request_model"),
            row.string("response_model"),
            row.string("response_id"),
            (int) row.number("stream"),
            row.real("ttft_ms"),
            row.real("tpot_ms"),
            row.bool("finished"),
            new RunSpan.Bill(
                row.string("service_tier"), row.string("region"), row.real("claimed_usd"))),
        new Usage(
            known(row, "input_tokens"),
            known(row, "output_tokens"),
            known(row, "cache_read_tokens"),
            known(row, "cache_write_tokens"),
            known(row, "reasoning_tokens"),
            BASES.get(row.string("usage_basis").toLowerCase(Locale.ROOT)),
            row.string("usage_conflict").isEmpty() ? null : row.string("usage_conflict"),
            details(row)),
        new RunSpan.Whose(
            row.string("session_id"),
            row.string("user_id"),
            row.string("agent"),
            row.string("workflow"),
            row.string("prompt_name"),
            row.string("gateway_key")),
        new RunSpan.Tool(
            row.string("tool"),
            row.string("tool_call_id"),
            row.string("mcp_server"),
            !row.string("mcp_method").isEmpty()),
        row.string("input_preview"),
        row.string("output_preview"),
        row.bool("has_output"),
        row.list("quirks"));
  }

  private static Usage.Details details(Row row) {
    return new Usage.Details(
        known(row, "cache_write_1h_tokens"),
        known(row, "input_audio_tokens"),
        known(row, "output_audio_tokens"),
        known(row, "input_image_tokens"),
        known(row, "output_image_tokens"));
  }

  /// A producer is a client that does not wait.
  private static RunSpan.Side side(Row row) {
    long kind = row.number("kind");
    return new RunSpan.Side(kind == 3, kind == 2 || kind == 5, row.string("peer"));
  }

  private static SpanId spanId(Row row, String column) {
    return new SpanId(ByteBuffer.wrap(row.bytes(column)).getLong());
  }

  private static @Nullable Long known(Row row, String column) {
    long tokens = row.number(column);
    return tokens < 0 ? null : tokens;
  }
}
