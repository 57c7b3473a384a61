// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import dev.clew.model.Content;
import dev.clew.model.Message;
import dev.clew.model.Operation;
import dev.clew.model.Part;
import dev.clew.model.SpanKind;
import dev.clew.model.ToolUse;
import dev.clew.semconv.dialect.Field;
import dev.clew.semconv.dialect.RuleBook;
import java.util.List;
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

  private static final Pattern TOOL_OF_RESULT =
      Pattern.compile("\"tool_name\"\\s*:\\s*\"([^\"\\\\]{1,200})\"");

  private Tools() {}

  /// @param content of the span; a tool's arguments are a case of input, its result of output
  static ToolUse of(Draft draft, Operation op, Content content) {
    boolean isTool = op.group() == Operation.Group.TOOL;
    var input = isTool ? said(content.inputText(), content.input()) : null;
    var output = isTool ? said(content.outputText(), content.output()) : content.outputText();
    var name = draft.name(Field.TOOL_NAME);
    if (!isTool && name == null && !draft.has(Field.MCP_METHOD)) {
      return ToolUse.NONE;
    }
    var method = mcpMethod(draft);
    if (name == null && isTool) {
      name = toolName(draft, op, output);
    }
    return new ToolUse(
        name,
        draft.text(Field.TOOL_CALL_ID),
        input,
        isTool ? output : null,
        method == null ? null : mcpServer(draft, output),
        method,
        draft.text(Field.MCP_SESSION));
  }

  /// Strands tells of a tool in messages: the call and its result.
  private static @Nullable String said(@Nullable String text, List<Message> messages) {
    if (text != null) {
      return text;
    }
    for (var message : messages) {
      for (var part : message.parts()) {
        var said =
            switch (part) {
              case Part.ToolCall(_, _, var arguments) -> arguments;
              case Part.ToolResult(_, _, var result) -> result;
              case Part.Text(var words) -> words;
              case Part.Reasoning _, Part.Media _, Part.Other _ -> null;
            };
        if (said != null) {
          return said;
        }
      }
    }
    return null;
  }

  private static @Nullable String toolName(Draft draft, Operation op, @Nullable String output) {
    if (op == Operation.MCP_CALL) {
      return null;
    }
    var ran = nameOfWhatRan(draft);
    if (ran != null) {
      return ran;
    }
    var entity = draft.name(Field.ENTITY_NAME);
    if (entity != null) {
      return entity;
    }
    if (output != null && draft.primary() == RuleBook.HAYSTACK) {
      // Its invoker has the call in front of each result.
      var told = TOOL_OF_RESULT.matcher(output);
      return told.find() ? told.group(1) : null;
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

  /// Of the agent or tool, in dialects that call the span after it. MLflow numbers spans of one
  /// name, `search_2`, beside the name of the function.
  static @Nullable String nameOfWhatRan(Draft draft) {
    if (!RuleBook.DIALECTS.get(draft.primary()).isNamedAfterWhatRuns()) {
      return null;
    }
    var name = draft.span().name();
    var entity = draft.name(Field.ENTITY_NAME);
    boolean isNumbered =
        entity != null
            && name.startsWith(entity + "_")
            && name.substring(entity.length() + 1).chars().allMatch(Character::isDigit);
    return isNumbered ? entity : name.isEmpty() ? null : name;
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
