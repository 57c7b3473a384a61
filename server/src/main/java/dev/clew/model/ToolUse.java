// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// The tool side of a span: an execution of a tool, or another method of an MCP server.
///
/// @param callId joins the execution to the request in the model's answer
/// @param arguments JSON or plain text as sent
/// @param result JSON or plain text as sent
public record ToolUse(
    @Nullable String name,
    @Nullable String callId,
    @Nullable String arguments,
    @Nullable String result,
    @Nullable String mcpServer,
    @Nullable String mcpMethod,
    @Nullable String mcpSessionId) {

  public static final ToolUse NONE = new ToolUse(null, null, null, null, null, null, null);
}
