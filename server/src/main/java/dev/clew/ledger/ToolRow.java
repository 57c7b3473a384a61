// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Row;
import dev.clew.model.SpanId;

/// An execution of a tool, as run analysis stored it.
record ToolRow(
    SpanId id,
    long startNs,
    long durationNs,
    String agent,
    String server,
    String tool,
    boolean failed) {

  static ToolRow of(Row row) {
    return new ToolRow(
        new SpanId(SpanRow.number(row, "span_id")),
        row.number("start_time"),
        row.number("duration_ns"),
        row.string("agent"),
        row.string("mcp_server"),
        row.string("tool"),
        row.bool("failed"));
  }
}
