// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

/// What a span that executes a tool turned out to be.
///
/// @param counted this span stands for the call; the others of the call lie within it
/// @param mcpServer the server that ran the tool; empty when it ran in the caller's process or
///   nobody said
/// @param failed the call failed, whichever of its spans says so
public record ToolCall(
    RunSpan span,
    boolean counted,
    String mcpServer,
    boolean failed,
    String errorType,
    RunSpan.Whose whose) {}
