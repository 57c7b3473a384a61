// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.Row;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is stored of a run, as far as its time goes.
///
/// @param minute where it is filed, seconds since 1970
record StoredRun(
    TraceId trace,
    long minute,
    long version,
    long startNs,
    long durationNs,
    String service,
    List<CallRow> calls,
    Map<SpanId, SpanRow> spans) {

  /// A span that stands for a call, or saw one.
  ///
  /// @param duplicateOf the call it saw; [SpanId#NONE] when it is a call itself
  /// @param firstMs until the first token; -1 is unknown
  record CallRow(
      SpanId id,
      boolean isCharged,
      SpanId duplicateOf,
      String provider,
      String model,
      String agent,
      long input,
      long output,
      long cached,
      double firstMs) {}

  /// Any span.
  ///
  /// @param host what it called, with the port where one is said; empty when it does not say
  record SpanRow(
      SpanId id,
      SpanId parent,
      String op,
      String service,
      String layer,
      boolean isClient,
      boolean isServer,
      boolean hasFailed,
      long startNs,
      long durationNs,
      String host,
      EngineTimes engine) {

    long endNs() {
      return startNs + durationNs;
    }

    boolean isTool() {
      return op.equals("tool_call") || op.equals("mcp_call");
    }

    boolean isRequest() {
      return op.equals("http") && isClient;
    }
  }

  long endNs() {
    return startNs + durationNs;
  }

  static StoredRun of(Row row) {
    return new StoredRun(
        trace(row),
        row.number("filed"),
        row.number("version"),
        row.number("start_time"),
        row.number("duration_ns"),
        row.string("service"),
        new ArrayList<>(),
        new LinkedHashMap<>());
  }

  static CallRow call(Row row) {
    var answered = row.string("response_model");
    return new CallRow(
        span(row, "span_id"),
        row.bool("billable"),
        span(row, "duplicate_of"),
        row.string("provider"),
        answered.isEmpty() ? row.string("request_model") : answered,
        row.string("agent"),
        row.number("input_tokens"),
        row.number("output_tokens"),
        row.number("cache_read_tokens"),
        row.number("stream") == 1 ? row.real("ttft_ms") : -1);
  }

  static SpanRow spanRow(Row row) {
    long kind = row.number("kind");
    return new SpanRow(
        span(row, "span_id"),
        span(row, "parent_span_id"),
        row.string("op"),
        row.string("service"),
        row.string("layer"),
        kind == 3,
        kind == 2,
        row.number("status") == 2,
        row.number("start_time"),
        row.number("duration_ns"),
        row.string("host"),
        EngineTimes.of(row.string("in_queue"), row.string("in_prefill"), row.string("in_decode")));
  }

  static TraceId trace(Row row) {
    var id = ByteBuffer.wrap(row.bytes("trace_id"));
    return new TraceId(id.getLong(), id.getLong());
  }

  private static SpanId span(Row row, String column) {
    return new SpanId(ByteBuffer.wrap(row.bytes(column)).getLong());
  }
}
