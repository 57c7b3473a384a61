// SPDX-License-Identifier: Apache-2.0
package dev.clew.filter;

import dev.clew.model.Layer;
import dev.clew.model.Operation;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Every field of the filter language, in the order in which completion offers them.
public final class Fields {

  private static final List<String> LEVELS =
      List.of("unset", "trace", "debug", "info", "warn", "error", "fatal");

  /// SQL over `logs` of the fields that log records have themselves.
  private static final Map<String, String> OF_LOGS =
      Map.ofEntries(
          Map.entry("service", "service"),
          Map.entry("environment", "environment"),
          Map.entry("scope", "scope"),
          Map.entry("trace", "trace_id"),
          Map.entry("span", "span_id"),
          Map.entry("level", levels()),
          Map.entry("severity", "severity"),
          Map.entry("event", "event_name"),
          Map.entry("pattern", "lower(hex(pattern))"),
          Map.entry("request_id", "request_id"));

  /// SQL over `spans` of the API key or consumer that a gateway says a call was made with: access
  /// logs of gateways, and what LiteLLM's proxy calls the name of a virtual key.
  public static final String GATEWAY_KEY =
      "if(attributes['gateway.consumer'] != '', attributes['gateway.consumer'], attributes['metadata.user_api_key_alias'])";

  private static final List<Field> ALL =
      List.of(
          Field.strings("service", "services", "service", "Service that recorded a span"),
          Field.string("name", "name", "name", "Name of the trace, or of the span"),
          Field.oneOf(
              "status",
              "status",
              "status",
              "Outcome of the trace",
              List.of("ok", "error", "unset")),
          Field.strings(
              "model",
              "models",
              "if(response_model != '', response_model, request_model)",
              "Model that answered, else the one asked for"),
          Field.string("request_model", null, "request_model", "Model asked for"),
          Field.string("response_model", null, "response_model", "Model that answered"),
          Field.string("provider", null, "provider", "Model provider, such as openai"),
          Field.oneOf(
              "op",
              null,
              "op",
              "What a span does",
              Arrays.stream(Operation.values()).map(Operation::label).toList()),
          new Field(
              "op_group",
              Field.Type.ENUM,
              "Group of operations",
              null,
              operationGroups(),
              Arrays.stream(Operation.Group.values()).map(Operation.Group::label).toList()),
          Field.strings("agent", "agents", "agent", "Agent"),
          Field.strings("tool", "tools", "tool", "Tool"),
          Field.string("mcp_server", null, "mcp_server", "MCP server"),
          Field.string("peer", null, "peer", "What a client's span called"),
          Field.string("mcp_method", null, "mcp_method", "MCP method, such as tools/call"),
          Field.string("workflow", "workflow", "workflow", "Workflow"),
          Field.string("session", "session_id", "session_id", "Session or conversation"),
          Field.string("user", "user_id", "user_id", "User"),
          Field.string("environment", "environment", "environment", "Deployment environment"),
          Field.string("error_type", "error_type", "error_type", "Kind of failure"),
          Field.listed("finish_reason", null, "finish_reasons", "Why the model stopped"),
          Field.listed("quirk", "quirks", "quirks", "What was odd about the spans, or their trace"),
          Field.string("key", null, GATEWAY_KEY, "API key or consumer, as a gateway names it"),
          Field.oneOf(
              "layer",
              null,
              "layer",
              "Hop that recorded a span",
              Arrays.stream(Layer.values()).map(Layer::label).toList()),
          Field.oneOf(
              "kind",
              null,
              "kind",
              "Span kind",
              List.of("internal", "server", "client", "producer", "consumer")),
          Field.string("dialect", null, "dialect", "Vocabulary of the instrumentation"),
          Field.string("scope", null, "scope", "Instrumentation scope"),
          new Field("stream", Field.Type.BOOLEAN, "Streamed", null, "stream", booleans()),
          new Field(
              "billable",
              Field.Type.BOOLEAN,
              "Stands for a provider call",
              null,
              "(trace_id, span_id) IN (SELECT trace_id, span_id FROM {database}.calls FINAL WHERE project_id = {project:String} AND billable)",
              booleans()),
          Field.number(
              "tokens",
              "if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0))",
              "if(input_tokens < 0 AND output_tokens < 0, -1, greatest(input_tokens, 0) + greatest(output_tokens, 0))",
              "Input and output tokens"),
          Field.number("input_tokens", "input_tokens", "input_tokens", "Input tokens"),
          Field.number("output_tokens", "output_tokens", "output_tokens", "Output tokens"),
          Field.number(
              "cache_read_tokens", "cache_read_tokens", "cache_read_tokens", "Cached input tokens"),
          Field.number(
              "reasoning_tokens", "reasoning_tokens", "reasoning_tokens", "Reasoning tokens"),
          Field.number("cost", "cost_usd", null, "Cost of the trace in USD"),
          Field.number("duration_ms", "duration_ns / 1e6", "duration_ns / 1e6", "Milliseconds"),
          Field.number("ttft_ms", "ttft_ms", "ttft_ms", "Time to the first token, milliseconds"),
          Field.number("tpot_ms", null, "tpot_ms", "Time per output token, milliseconds"),
          Field.number("llm_calls", "llm_calls", null, "Provider calls of the trace"),
          Field.number("tool_calls", "tool_calls", null, "Tool calls of the trace"),
          Field.number("span_count", "span_count", null, "Spans of the trace"),
          Field.number("error_count", "error_count", null, "Failed spans of the trace"),
          Field.ofLatency(
              "verdict",
              Field.Type.ENUM,
              "call_verdict",
              "Why a model call took as long as it did",
              verdicts("normal", "unknown")),
          Field.ofLatency(
              "run_verdict",
              Field.Type.ENUM,
              "verdict",
              "Why the whole trace took as long as it did",
              verdicts("normal", "tool", "agent", "unknown")),
          Field.ofLatency(
              "endpoint",
              Field.Type.STRING,
              "call_endpoint",
              "Host and port that a model call went to",
              List.of()),
          new Field("trace", Field.Type.ID, "Trace id", "trace_id", "trace_id", List.of()),
          new Field("span", Field.Type.ID, "Span id", null, "span_id", List.of()),
          Field.oneOfLogs("level", "Severity of a log record", LEVELS),
          Field.ofLogs("severity", Field.Type.NUMBER, "Severity number of a log record, 1..24"),
          Field.ofLogs("event", Field.Type.STRING, "Event name of a log record"),
          Field.ofLogs("pattern", Field.Type.STRING, "Pattern of a log record"),
          Field.ofLogs("request_id", Field.Type.STRING, "A gateway's id of a request"));

  private static final Map<String, Field> BY_NAME = new LinkedHashMap<>();

  static {
    ALL.forEach(field -> BY_NAME.put(field.name(), field));
    // The names of the fields in answers work as well.
    alias("trace_id", "trace");
    alias("span_id", "span");
    alias("session_id", "session");
    alias("user_id", "user");
    alias("agent_name", "agent");
    alias("tool_name", "tool");
    alias("workflow_name", "workflow");
    alias("cost_usd", "cost");
    alias("quirks", "quirk");
  }

  private static final String ATTRIBUTE = "attr.";
  private static final String RESOURCE = "resource.";
  private static final int LONGEST_MISTAKE = 40;

  private Fields() {}

  private static void alias(String alias, String name) {
    var field = BY_NAME.get(name);
    if (field != null) {
      BY_NAME.put(alias, field);
    }
  }

  public static List<Field> all() {
    return ALL;
  }

  /// The field called `name`; `null` when there is none. `attr.<key>` and `resource.<key>` exist
  /// for every key.
  public static @Nullable Field find(String name) {
    var known = BY_NAME.get(name);
    if (known != null) {
      return known;
    }
    if ((name.length() > ATTRIBUTE.length() && name.startsWith(ATTRIBUTE))
        || (name.length() > RESOURCE.length() && name.startsWith(RESOURCE))) {
      return Field.string(name, null, name, "Attribute as sent");
    }
    return null;
  }

  /// The field as SQL over `logs`; `null` when only traces or spans know it.
  public static @Nullable String ofLogs(Field field) {
    return OF_LOGS.get(field.name());
  }

  /// The word for a severity number: OpenTelemetry has four numbers for each.
  public static String levels() {
    var words = LEVELS.stream().map(word -> "'" + word + "'").toList();
    return "arrayElement(["
        + String.join(", ", words)
        + "], least(intDiv(toInt32(severity) + 3, 4), 6) + 1)";
  }

  static boolean isAttribute(Field field) {
    return field.name().startsWith(ATTRIBUTE);
  }

  static boolean isResource(Field field) {
    return field.name().startsWith(RESOURCE);
  }

  static String key(Field field) {
    return field.name().substring(field.name().indexOf('.') + 1);
  }

  /// The name that `wrong` was probably meant to be; `null` when none is near.
  static @Nullable String nearest(String wrong) {
    if (wrong.length() > LONGEST_MISTAKE) {
      return null;
    }
    return Stream.concat(BY_NAME.keySet().stream(), Stream.of("text", "in", "out", "has"))
        .filter(name -> distance(wrong, name) <= Math.max(1, wrong.length() / 3))
        .min(Comparator.comparingInt(name -> distance(wrong, name)))
        .orElse(null);
  }

  /// How many letters were left out, added, changed or swapped with their neighbour (optimal string
  /// alignment).
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(rows[i - 1][j - 1] + change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = best;
      }
    }
    return rows[a.length()][b.length()];
  }

  /// The group of an operation follows from the operation, so it is not a column.
  public static String operationGroups() {
    var names = Arrays.stream(Operation.values()).map(op -> "'" + op.label() + "'").toList();
    var groups =
        Arrays.stream(Operation.values()).map(op -> "'" + op.group().label() + "'").toList();
    return "transform(toString(op), ["
        + String.join(", ", names)
        + "], ["
        + String.join(", ", groups)
        + "], 'infra')";
  }

  /// The words of latency analysis (docs/latency.md): causes, and `others` that a subject has.
  private static List<String> verdicts(String... others) {
    return Stream.concat(
            Stream.of(
                "network",
                "queue",
                "more_input",
                "cold_cache",
                "slow_prefill",
                "longer_output",
                "slow_decode",
                "buffered",
                "retry",
                "client_stall",
                "mixed"),
            Stream.of(others))
        .toList();
  }

  private static List<String> booleans() {
    return List.of("true", "false");
  }
}
