// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import static java.util.Map.entry;

import dev.clew.model.LogRecord;
import dev.clew.model.Value;
import dev.clew.semconv.LogContent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A log record in which a coding agent tells what it did (semconv §6.1): Claude Code, the Codex
/// CLI and the Gemini CLI say in records what others say in spans.
///
/// @param agent the prefix of its events, such as `codex.`
record AgentEvent(String agent, Role role, LogRecord record) {

  enum Role {
    /// Begins what is one trace: a prompt, or with Codex a conversation.
    ROOT,
    /// A prompt within a conversation.
    PROMPT,
    CALL,
    TOOL,
    /// What the model said in the call before.
    ANSWER
  }

  static final String CLAUDE_CODE = "claude_code.";
  static final String CODEX = "codex.";
  static final String GEMINI_CLI = "gemini_cli.";

  private static final Map<String, Role> ROLES =
      Map.ofEntries(
          entry("claude_code.user_prompt", Role.ROOT),
          entry("claude_code.api_request", Role.CALL),
          entry("claude_code.api_error", Role.CALL),
          entry("claude_code.tool_result", Role.TOOL),
          entry("claude_code.assistant_response", Role.ANSWER),
          entry("codex.conversation_starts", Role.ROOT),
          entry("codex.user_prompt", Role.PROMPT),
          entry("codex.sse_event", Role.CALL),
          entry("codex.websocket_event", Role.CALL),
          entry("codex.api_request", Role.CALL),
          entry("codex.websocket_request", Role.CALL),
          entry("codex.tool_result", Role.TOOL),
          entry("gemini_cli.user_prompt", Role.ROOT),
          entry("gemini_cli.api_response", Role.CALL),
          entry("gemini_cli.api_error", Role.CALL),
          entry("gemini_cli.tool_call", Role.TOOL));

  private static final int CLIENT_ERROR = 400;

  /// `null` when the record is something else, or tells of nothing that took place.
  static @Nullable AgentEvent of(LogRecord record) {
    var name = name(record);
    var role = ROLES.get(name);
    if (role == null) {
      return null;
    }
    var event = new AgentEvent(name.substring(0, name.indexOf('.') + 1), role, record);
    return event.tellsOfNothing() ? null : event;
  }

  /// Claude Code has the full name in the body and a short one in the attribute.
  private static String name(LogRecord record) {
    return record.body() instanceof Value.Text(var text) && text.startsWith(CLAUDE_CODE)
        ? text
        : LogContent.eventName(record);
  }

  /// Of Codex's many events of a stream only the last has the usage, and its requests matter only
  /// when they fail.
  private boolean tellsOfNothing() {
    return agent.equals(CODEX)
        && role == Role.CALL
        && number("input_token_count") == null
        && !hasFailed();
  }

  boolean hasFailed() {
    var status = number("status_code", "http.response.status_code");
    boolean isRefused = status != null && status >= CLIENT_ERROR;
    return isRefused
        || text("error", "error_message", "error.message", "error_type", "error.type") != null
        || "false".equals(text("success"));
  }

  /// The conversation; empty when the record names none.
  String session() {
    var session = text("session.id", "conversation.id");
    return session == null ? "" : session;
  }

  /// What groups the records of one trace within a session; empty with Codex, which does not say.
  String turn() {
    var prompt = text("prompt.id", "prompt_id");
    return prompt == null ? "" : prompt;
  }

  /// When what it tells of was over; nanoseconds since 1970, 0 when nobody said.
  long endNs() {
    if (record.timeNs() != 0) {
      return record.timeNs();
    }
    var stamp = text("event.timestamp");
    if (stamp != null) {
      try {
        var at = Instant.parse(stamp);
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano());
      } catch (DateTimeException | ArithmeticException e) {
        return record.observedNs();
      }
    }
    return record.observedNs();
  }

  /// How long it took; nanoseconds.
  long durationNs() {
    var millis = number("duration_ms");
    return millis == null || millis < 0 || millis > 1e9 ? 0 : (long) (millis * 1e6);
  }

  @Nullable Value value(String... keys) {
    for (var key : keys) {
      var value = record.attributes().get(key);
      if (value != null && !(value instanceof Value.Empty)) {
        return value;
      }
    }
    return null;
  }

  /// The first of these attributes that holds text; numbers and booleans as text.
  @Nullable String text(String... keys) {
    for (var key : keys) {
      var text =
          switch (record.attributes().get(key)) {
            case Value.Text(var words) -> words;
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Bool(var bool) -> Boolean.toString(bool);
            case null, default -> "";
          };
      if (!text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /// The first of these attributes that holds a finite number, also when it was sent as text.
  @Nullable Double number(String... keys) {
    for (var key : List.of(keys)) {
      double number =
          switch (record.attributes().get(key)) {
            case Value.Whole(var whole) -> whole;
            case Value.Real(var real) -> real;
            case Value.Text(var text) -> parse(text);
            case null, default -> Double.NaN;
          };
      if (Double.isFinite(number)) {
        return number;
      }
    }
    return null;
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
