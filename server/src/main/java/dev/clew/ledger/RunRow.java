// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.Row;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;

/// What run analysis stored of a whole trace.
///
/// @param minute where it is filed, seconds since 1970
/// @param version of the result; greater than that of every earlier one
public record RunRow(
    TraceId trace,
    long minute,
    long version,
    boolean isDone,
    long startNs,
    long durationNs,
    String name,
    String service,
    String environment,
    boolean hasFailed,
    int llmCalls,
    int toolCalls,
    String session,
    String user) {

  static RunRow of(Row row) {
    return new RunRow(
        trace(row),
        row.number("filed"),
        row.number("version"),
        row.number("state") == 1,
        row.number("start_time"),
        row.number("duration_ns"),
        row.string("name"),
        row.string("service"),
        row.string("environment"),
        row.number("status") == 2,
        (int) row.number("llm_calls"),
        (int) row.number("tool_calls"),
        row.string("session_id"),
        row.string("user_id"));
  }

  static TraceId trace(Row row) {
    var id = ByteBuffer.wrap(row.bytes("trace_id"));
    return new TraceId(id.getLong(), id.getLong());
  }
}
