// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Operation;
import dev.clew.model.SpanKind;
import dev.clew.model.ToolUse;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The tool or MCP side of a span (semconv §3.9–3.10).
final class Tools {

  private static final String TOOL_CALL_METHOD = "tools/call";
  private static final String HANDOFF = "handoff to ";

  /// In the `_meta` of each result since the protocol of 2026-07-28, which has no sessions; in the
  /// answer to `initialize` before.
  private static final Pattern SERVER_INFO =
      Pattern.compile("serverInfo\"\\s*:\\s*\\{[^{}]*\"name\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");

  private Tools() {}

  /// @param input the span's input, of which a tool's arguments are a case
  /// @param output the span's output, likewise for the result
  static ToolUse of(Draft draft, Operation op, @Nullable String input, @Nullable String output) {
    boolean isTool = op.group() == Operation.Group.TOOL;
    var name = draft.name(Field.TOOL_NAME);
    if (!isTool && name == null && !draft.has(Field.MCP_METHOD)) {
      return ToolUse.NONE;
    }
    var method = mcpMethod(draft);
    if (name == null && isTool) {
      name = toolName(draft, op);
    }
    return new ToolUse(
        name,
        draft.text(Field.TOOL_CALL_ID),
        isTool ? input : null,
        isTool ? output : null,
        method == null ? null : mcpServer(draft, output),
        method,
        draft.text(Field.MCP_SESSION));
  }

  private static @Nullable String toolName(Draft draft, Operation op) {
    if (op == Operation.MCP_CALL) {
      return null;
    }
    var entity = draft.name(Field.ENTITY_NAME);
    if (entity != null) {
      return entity;
    }
    // The MCP SDK's client spans name the tool only here: MCP send tools/call search_logs.
    var spanName = draft.span().name();
    int call = spanName.indexOf(TOOL_CALL_METHOD + " ");
    if (call >= 0) {
      return spanName.substring(call + TOOL_CALL_METHOD.length() + 1).strip();
    }
    var own = nameInSpanName(spanName);
    if (own == null) {
      own = OpenInferenceNames.tool(draft);
    }
    if (own != null) {
      return own;
    }
    // The OpenAI Agents SDK offers a hand-off to the model as a tool of this name.
    return spanName.startsWith(HANDOFF)
        ? "transfer_to_"
            + spanName
                .substring(HANDOFF.length())
                .strip()
                .toLowerCase(Locale.ROOT)
                .replace(' ', '_')
        : null;
  }

  /// Hand-made spans often name a tool only so: `tool get_weather`. The last resort (§3.1).
  static @Nullable String nameInSpanName(String spanName) {
    var prefix =
        spanName.startsWith("tool ")
            ? "tool "
            : spanName.startsWith("execute_tool ") ? "execute_tool " : null;
    if (prefix == null) {
      return null;
    }
    var name = spanName.substring(prefix.length());
    return name.isEmpty() || name.indexOf(' ') >= 0 ? null : name;
  }

  private static @Nullable String mcpMethod(Draft draft) {
    var method = draft.text(Field.MCP_METHOD);
    if (method != null || draft.primary() != RuleBook.OPENLLMETRY) {
      return method;
    }
    var name = draft.span().name();
    if (name.endsWith(".mcp")) {
      return name.substring(0, name.length() - ".mcp".length());
    }
    boolean isMcpTool =
        name.endsWith(".tool")
            && draft.origin().scope().name().startsWith("opentelemetry.instrumentation.mcp.");
    return isMcpTool ? TOOL_CALL_METHOD : null;
  }

  /// As an attribute says, else as the server's answer does; a server's own spans come from the
  /// service that it is.
  private static @Nullable String mcpServer(Draft draft, @Nullable String output) {
    var server = draft.text(Field.MCP_SERVER);
    if (server != null) {
      return server;
    }
    if (output != null && output.contains("serverInfo")) {
      var told = SERVER_INFO.matcher(output);
      if (told.find()) {
        return told.group(1);
      }
    }
    if (draft.span().kind() == SpanKind.SERVER) {
      var service = draft.origin().resource().service();
      return service.isEmpty() ? null : service;
    }
    return draft.text(Field.HOST);
  }
}
