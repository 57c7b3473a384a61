// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.Block;
import dev.clew.engine.Column;
import dev.clew.model.TraceId;

/// Rows of `tool_calls`, in the order and types of `0003_tool_calls.sql`.
final class ToolCallRows {
  private final Block block = new Block();
  private final Column.Symbols project = block.symbols("project_id");
  private final Column.Whole minute = block.whole("minute", "DateTime('UTC')");
  private final Column.Fixed16 traceId = block.fixed16("trace_id");
  private final Column.Fixed8 spanId = block.fixed8("span_id");
  private final Column.Whole version = block.whole("version", "UInt64");
  private final Column.Whole deleted = block.whole("deleted", "UInt8");
  private final Column.Whole startTime = block.whole("start_time", "DateTime64(9, 'UTC')");
  private final Column.Whole duration = block.whole("duration_ns", "Int64");
  private final Column.Whole counted = block.whole("counted", "Bool");
  private final Column.Symbols tool = block.symbols("tool");
  private final Column.Symbols mcpServer = block.symbols("mcp_server");
  private final Column.Symbols service = block.symbols("service");
  private final Column.Symbols environment = block.symbols("environment");
  private final Column.Whole failed = block.whole("failed", "Bool");
  private final Column.Symbols errorType = block.symbols("error_type");
  private final Column.Text sessionId = block.text("session_id");
  private final Column.Text userId = block.text("user_id");
  private final Column.Symbols agent = block.symbols("agent");

  Block block() {
    return block;
  }

  void add(String projectId, TraceId trace, ToolCall call, long atVersion) {
    var span = call.span();
    project.add(projectId);
    minute.add(span.minute());
    traceId.add(trace.high(), trace.low());
    spanId.add(span.id().value());
    version.add(atVersion);
    deleted.add(0);
    startTime.add(span.startNs());
    duration.add(span.durationNs());
    counted.add(call.counted());
    tool.add(span.tool().name());
    mcpServer.add(call.mcpServer());
    service.add(span.emitter().service());
    environment.add(span.emitter().environment());
    failed.add(call.failed());
    errorType.add(call.errorType());
    sessionId.add(call.whose().session());
    userId.add(call.whose().user());
    agent.add(call.whose().agent());
  }
}
