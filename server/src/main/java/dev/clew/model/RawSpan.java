// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// A span exactly as its sender described it, within the limits of ingest.
///
/// @param ids which span this is and what is above it
/// @param startNs nanoseconds since 1970 UTC, as sent: may be 0 or absurd
/// @param endNs as `startNs`
/// @param dropped what the sender or the ingest limits left out
/// @param contentHash 64-bit hash of everything that was sent for the span, to recognise a retry
/// @param sizeBytes encoded size, for accounting
public record RawSpan(
    Ids ids,
    Resource resource,
    Scope scope,
    String name,
    SpanKind kind,
    long startNs,
    long endNs,
    Attributes attributes,
    List<SpanEvent> events,
    List<SpanLink> links,
    Status status,
    Dropped dropped,
    long contentHash,
    int sizeBytes) {

  public RawSpan {
    events = List.copyOf(events);
    links = List.copyOf(links);
  }

  /// @param parentId [SpanId#NONE] for a root
  /// @param flags W3C trace flags in the low byte, OTLP's "is remote" bits above
  public record Ids(TraceId traceId, SpanId spanId, SpanId parentId, String traceState, int flags) {
    public boolean isRoot() {
      return !parentId.isValid();
    }
  }

  public record Status(StatusCode code, String message) {
    public static final Status UNSET = new Status(StatusCode.UNSET, "");
  }

  /// @param clipped how many values, keys or lists were cut by the limits of ingest
  public record Dropped(int attributes, int events, int links, int clipped) {
    public static final Dropped NOTHING = new Dropped(0, 0, 0, 0);
  }

  public RawSpan withStatus(Status other) {
    return new RawSpan(
        ids,
        resource,
        scope,
        name,
        kind,
        startNs,
        endNs,
        attributes,
        events,
        links,
        other,
        dropped,
        contentHash,
        sizeBytes);
  }

  public RawSpan withAttributes(Attributes others) {
    return new RawSpan(
        ids,
        resource,
        scope,
        name,
        kind,
        startNs,
        endNs,
        others,
        events,
        links,
        status,
        dropped,
        contentHash,
        sizeBytes);
  }

  /// Never negative: a span that ends before it starts lasts 0.
  public long durationNs() {
    return Math.max(0, endNs - startNs);
  }
}
