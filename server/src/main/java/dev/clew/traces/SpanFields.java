// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import dev.clew.engine.Row;
import dev.clew.model.Operation;
import dev.clew.model.UsageBasis;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a row of `spans`, with its facts in `calls`, is answered: the `Span` of `docs/api.md`.
///
/// Both rows are read as they are stored. To plan one statement that joins them and turns each
/// column into what is answered takes longer than all of the reading.
final class SpanFields {

  /// Columns of `spans` that an answer needs.
  static final String COLUMNS =
      """
      trace_id, span_id, parent_span_id, name, kind, service, start_time, duration_ns, status, status_message, error_type, op, guessed, layer, dialect, scope,
      usage_conflict, provider, request_model, response_model, input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, usage_basis, region,
      cache_write_1h_tokens, input_audio_tokens, output_audio_tokens, input_image_tokens, output_image_tokens, stream, ttft_ms, tpot_ms, finish_reasons, response_id, session_id, user_id,
      agent, tool, tool_call_id, mcp_server, mcp_method, workflow, prompt_name, environment, input_preview, output_preview, quirks, JSONLength(events) AS event_count, JSONLength(links) AS link_count
      """;

  private static final List<String> KINDS =
      List.of("unspecified", "internal", "server", "client", "producer", "consumer");
  private static final List<String> STATUSES = List.of("unset", "ok", "error");
  private static final Map<String, Operation> OPERATIONS =
      Arrays.stream(Operation.values())
          .collect(Collectors.toMap(Operation::label, Function.identity()));

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  private final Row span;
  private final @Nullable Row call;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private SpanFields(Row span, @Nullable Row call) {
    this.span = span;
    this.call = call;
  }

  /// @param span with at least [#COLUMNS]
  /// @param call of the same span; `null` where it makes none or is not analysed yet
  static Map<String, @Nullable Object> of(Row span, @Nullable Row call) {
    var answered = new SpanFields(span, call);
    answered.identity();
    answered.operation();
    answered.usage();
    answered.cost();
    answered.details();
    answered.timing();
    answered.names();
    return answered.fields;
  }

  /// The span's id as it is answered.
  static String id(Row span) {
    return HexFormat.of().formatHex(span.bytes("span_id"));
  }

  /// Nanoseconds since 1970 as ISO 8601 in UTC.
  static String time(long ns) {
    return TIME.format(Instant.ofEpochSecond(0, ns));
  }

  private void identity() {
    put("span_id", id(span));
    var parent = HexFormat.of().formatHex(span.bytes("parent_span_id"));
    put("parent_span_id", parent.equals("0".repeat(16)) ? null : parent);
    put("name", span.string("name"));
    put("kind", KINDS.get((int) span.number("kind")));
    text("service", "service");
    put("start_time", time(span.number("start_time")));
    put("duration_ms", span.number("duration_ns") / 1e6);
    put("status", STATUSES.get((int) span.number("status")));
    text("status_message", "status_message");
    text("error_type", "error_type");
  }

  private void operation() {
    var op = OPERATIONS.getOrDefault(span.string("op"), Operation.OTHER);
    put("op", span.string("op"));
    put("op_group", op.group().label());
    put("guessed", span.bool("guessed"));
    put("inferred", false);
    put("layer", span.string("layer"));
    put("dialect", span.string("dialect"));
    text("scope", "scope");
    // Until a trace is analysed, a model call counts unless it says that it sums up others.
    put(
        "billable",
        call == null
            ? op.isModelCall() && !span.string("usage_basis").equals(UsageBasis.AGGREGATE.label())
            : call.bool("billable"));
    var duplicate = call == null ? "" : HexFormat.of().formatHex(call.bytes("duplicate_of"));
    put("duplicate_of", duplicate.isEmpty() || duplicate.equals("0".repeat(16)) ? null : duplicate);
    put(
        "aggregate_of",
        call == null || call.number("aggregate_of") == 0 ? null : call.number("aggregate_of"));
    var note = call == null ? "" : call.string("note");
    put("usage_note", known(note.isEmpty() ? span.string("usage_conflict") : note));
  }

  private void usage() {
    // What it is charged for may differ from what its SDK wrote on it.
    var charged = call == null ? span : call;
    text("provider", "provider");
    text("request_model", "request_model");
    text("response_model", "response_model");
    for (var tokens :
        List.of(
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "reasoning_tokens")) {
      figure(charged, tokens);
    }
    put("usage_basis", known(charged.string("usage_basis")));
  }

  private void cost() {
    boolean isPriced = call != null && call.real("cost_usd") >= 0;
    for (var money :
        List.of(
            "cost_usd",
            "cost_input_usd",
            "cost_cache_read_usd",
            "cost_cache_write_usd",
            "cost_output_usd",
            "cost_reasoning_usd")) {
      put(money, call != null && isPriced ? call.real(money) : null);
    }
    ofCall("cost_source");
    ofCall("price_version");
    ofCall("priced_model");
    boolean isClaimed = call != null && call.real("claimed_cost_usd") >= 0;
    put("claimed_cost_usd", call != null && isClaimed ? call.real("claimed_cost_usd") : null);
    ofCall("service_tier");
  }

  private void details() {
    text("region", "region");
    for (var tokens :
        List.of(
            "cache_write_1h_tokens",
            "input_audio_tokens",
            "output_audio_tokens",
            "input_image_tokens",
            "output_image_tokens")) {
      figure(span, tokens);
    }
    put(
        "context_window",
        call == null || call.number("context_window") == 0 ? null : call.number("context_window"));
  }

  private void timing() {
    put("stream", span.number("stream") < 0 ? null : span.number("stream") == 1);
    put("ttft_ms", millis("ttft_ms"));
    put("tpot_ms", millis("tpot_ms"));
    put("finish_reasons", span.list("finish_reasons"));
    put("response_id", known((call == null ? span : call).string("response_id")));
  }

  private void names() {
    inherited("session_id", "session_id");
    inherited("user_id", "user_id");
    inherited("agent_name", "agent");
    text("tool_name", "tool");
    text("tool_call_id", "tool_call_id");
    text("mcp_server", "mcp_server");
    text("mcp_method", "mcp_method");
    text("workflow_name", "workflow");
    text("prompt_name", "prompt_name");
    text("environment", "environment");
    text("input_preview", "input_preview");
    text("output_preview", "output_preview");
    put("quirks", span.list("quirks"));
    put("event_count", span.number("event_count"));
    put("link_count", span.number("link_count"));
  }

  private void put(String name, @Nullable Object value) {
    fields.put(name, value);
  }

  private static @Nullable String known(String text) {
    return text.isEmpty() ? null : text;
  }

  private void text(String name, String column) {
    put(name, known(span.string(column)));
  }

  private void ofCall(String column) {
    put(column, call == null ? null : known(call.string(column)));
  }

  /// What the span does not say itself, its call knows from the spans around it.
  private void inherited(String name, String column) {
    var own = span.string(column);
    put(name, known(own.isEmpty() && call != null ? call.string(column) : own));
  }

  private void figure(Row row, String column) {
    long figure = row.number(column);
    put(column, figure < 0 ? null : figure);
  }

  private @Nullable Double millis(String column) {
    double ms = span.real(column);
    return ms < 0 ? null : Math.round(ms * 1e3) / 1e3;
  }
}
