// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import org.jspecify.annotations.Nullable;

/// A log record exactly as its sender described it, within the limits of ingest
/// (opentelemetry-proto `logs.proto`).
///
/// @param timeNs nanoseconds since 1970 UTC when it happened; 0 when the sender did not say
/// @param observedNs when a collector or SDK saw it; 0 when nobody did
/// @param severity 1 (TRACE) … 24 (FATAL4); 0 when unspecified
/// @param severityText as the source calls it
/// @param eventName what kind of event it is; empty for ordinary log lines
/// @param traceId `null` when the record belongs to no trace
/// @param contentHash 64-bit hash of everything that was sent for it, to recognise a retry
/// @param sizeBytes encoded size
public record LogRecord(
    Resource resource,
    Scope scope,
    long timeNs,
    long observedNs,
    int severity,
    String severityText,
    String eventName,
    Value body,
    Attributes attributes,
    @Nullable TraceId traceId,
    @Nullable SpanId spanId,
    int flags,
    int droppedAttributes,
    long contentHash,
    int sizeBytes) {

  /// When it happened, as far as anybody said; 0 when nobody did.
  public long effectiveNs() {
    return timeNs != 0 ? timeNs : observedNs;
  }

  /// The same record, as part of a span.
  public LogRecord in(TraceId trace, SpanId span) {
    return new LogRecord(
        resource,
        scope,
        timeNs,
        observedNs,
        severity,
        severityText,
        eventName,
        body,
        attributes,
        trace,
        span,
        flags,
        droppedAttributes,
        contentHash,
        sizeBytes);
  }

  public LogRecord with(Resource newResource, Scope newScope, long newHash) {
    return new LogRecord(
        newResource,
        newScope,
        timeNs,
        observedNs,
        severity,
        severityText,
        eventName,
        body,
        attributes,
        traceId,
        spanId,
        flags,
        droppedAttributes,
        newHash,
        sizeBytes);
  }
}
