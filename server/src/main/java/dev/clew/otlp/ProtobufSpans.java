// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.FIXED32;
import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/// Reads `Span` with its events, links and status (opentelemetry-proto `trace.proto`).
///
/// A field that is known but arrives with another wire type is skipped like an unknown one, as
/// protobuf-java does: the cases are whole tags.
final class ProtobufSpans {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final ProtobufCursor in;
  private final ProtobufValues values;
  private final SpanDraft draft;
  private final AttributeList inner;
  private final DraftId linkTraceId = new DraftId(16);
  private final DraftId linkSpanId = new DraftId(8);

  ProtobufSpans(ProtobufCursor in, ProtobufValues values, DecodeLimits limits, Losses losses) {
    this.in = in;
    this.values = values;
    draft = new SpanDraft(limits, losses);
    inner = new AttributeList(limits.innerAttributes());
  }

  void span(BatchDraft batch, Origin origin) {
    int outer = in.enter();
    int from = in.position();
    int size = in.limit() - from;
    draft.clear();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | LENGTH -> id(draft.traceId);
        case (2 << 3) | LENGTH -> id(draft.spanId);
        case (3 << 3) | LENGTH -> draft.traceState = values.name();
        case (4 << 3) | LENGTH -> id(draft.parentId);
        case (5 << 3) | LENGTH -> draft.name = values.name();
        case (6 << 3) | VARINT -> draft.kind = in.varint32();
        case (7 << 3) | FIXED64 -> draft.startNs = Counts.time(in.fixed64());
        case (8 << 3) | FIXED64 -> draft.endNs = Counts.time(in.fixed64());
        case (9 << 3) | LENGTH -> values.attribute(draft.attributes);
        case (10 << 3) | VARINT -> draft.droppedAttributes = Counts.unsigned(in.varint32());
        case (11 << 3) | LENGTH -> event();
        case (12 << 3) | VARINT -> draft.droppedEvents = Counts.unsigned(in.varint32());
        case (13 << 3) | LENGTH -> link();
        case (14 << 3) | VARINT -> draft.droppedLinks = Counts.unsigned(in.varint32());
        case (15 << 3) | LENGTH -> status();
        case (16 << 3) | FIXED32 -> draft.flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.finish(batch, origin, HASHER.hashBytesToLong(in.bytes(), from, size), size);
  }

  private void id(DraftId into) {
    int length = in.length();
    into.set(in.bytes(), in.advance(length), length);
  }

  private void event() {
    int outer = in.enter();
    inner.clear();
    long timeNs = 0;
    var name = "";
    int dropped = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | FIXED64 -> timeNs = Counts.time(in.fixed64());
        case (2 << 3) | LENGTH -> name = values.name();
        case (3 << 3) | LENGTH -> values.attribute(inner);
        case (4 << 3) | VARINT -> dropped = Counts.unsigned(in.varint32());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.addEvent(timeNs, name, inner, dropped);
  }

  private void link() {
    int outer = in.enter();
    inner.clear();
    linkTraceId.clear();
    linkSpanId.clear();
    var traceState = "";
    int flags = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | LENGTH -> id(linkTraceId);
        case (2 << 3) | LENGTH -> id(linkSpanId);
        case (3 << 3) | LENGTH -> traceState = values.name();
        case (4 << 3) | LENGTH -> values.attribute(inner);
        case (6 << 3) | FIXED32 -> flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.addLink(linkTraceId, linkSpanId, traceState, inner, flags);
  }

  /// Repeated occurrences merge: fields that are not repeated keep their value.
  private void status() {
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (2 << 3) | LENGTH -> draft.statusMessage = values.text();
        case (3 << 3) | VARINT -> draft.statusCode = in.varint32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
