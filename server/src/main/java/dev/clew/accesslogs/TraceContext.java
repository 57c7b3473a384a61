// SPDX-License-Identifier: Apache-2.0
package dev.clew.accesslogs;

import dev.clew.accesslogs.GatewayRequest.Ids;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import org.jspecify.annotations.Nullable;

/// The trace that a request belongs to, from whichever header the format logs: W3C `traceparent`,
/// B3's trace id (16 or 32 digits), or a trace id of its own.
final class TraceContext {

  private static final String[] PARENTS = {"traceparent", "http_traceparent"};
  private static final String[] TRACES = {
    "trace_id",
    "traceid",
    "traceId",
    "x-b3-traceid",
    "x_b3_traceid",
    "http_x_b3_traceid",
    "b3_trace_id"
  };
  private static final String[] SPANS = {
    "parent_id", "parent_span_id", "span_id", "spanId", "x-b3-spanid", "http_x_b3_spanid"
  };
  private static final String[] REQUESTS = {
    "request_id", "x-request-id", "x_request_id", "http_x_request_id", "requestId", "req_id"
  };

  private TraceContext() {}

  static Ids of(Line line) {
    return of(line, line);
  }

  /// @param headers of the request, where the format logs them apart
  static Ids of(Line line, Line headers) {
    var parent = line.text(PARENTS);
    parent = parent == null ? headers.text(PARENTS) : parent;
    if (parent == null) {
      // Some templates put the whole header where the id belongs.
      var id = line.text(TRACES);
      parent = id != null && id.length() > 32 ? id : null;
    }
    var requestId = line.text(REQUESTS);
    requestId = requestId == null ? headers.text(REQUESTS) : requestId;
    var w3c = parent == null ? null : parent(parent, requestId);
    if (w3c != null) {
      return w3c;
    }
    var traceId = traceId(line.text(TRACES));
    traceId = traceId == null ? traceId(headers.text(TRACES)) : traceId;
    var spanId = spanId(line.text(SPANS));
    spanId = spanId == null ? spanId(headers.text(SPANS)) : spanId;
    return new Ids(traceId, traceId == null ? null : spanId, requestId);
  }

  /// `00-<trace>-<span>-<flags>`.
  private static @Nullable Ids parent(String header, @Nullable String requestId) {
    if (header.length() < 55 || header.charAt(2) != '-' || header.charAt(35) != '-') {
      return null;
    }
    var trace = TraceId.parse(header.substring(3, 35));
    return trace == null || !trace.isValid()
        ? null
        : new Ids(trace, spanId(header.substring(36, 52)), requestId);
  }

  static @Nullable TraceId traceId(@Nullable String text) {
    if (text == null) {
      return null;
    }
    // B3's short ids are the low half of a long one.
    var hex = text.replace("-", "");
    var id = TraceId.parse(hex.length() == 16 ? "0".repeat(16) + hex : hex);
    return id != null && id.isValid() ? id : null;
  }

  private static @Nullable SpanId spanId(@Nullable String text) {
    var id = text == null ? null : SpanId.parse(text);
    return id != null && id.isValid() ? id : null;
  }
}
