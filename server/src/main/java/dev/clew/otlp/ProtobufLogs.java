// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.FIXED32;
import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/// Reads `LogRecord` (opentelemetry-proto `logs.proto`), under the rules of [ProtobufSpans].
final class ProtobufLogs {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final ProtobufCursor in;
  private final ProtobufValues values;
  private final LogDraft draft;

  ProtobufLogs(ProtobufCursor in, ProtobufValues values, DecodeLimits limits, Losses losses) {
    this.in = in;
    this.values = values;
    draft = new LogDraft(limits, losses);
  }

  void record(LogBatchDraft batch, Origin origin) {
    int outer = in.enter();
    int from = in.position();
    int size = in.limit() - from;
    draft.clear();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case (1 << 3) | FIXED64 -> draft.timeNs = Counts.time(in.fixed64());
        case (2 << 3) | VARINT -> draft.severity = in.varint32();
        case (3 << 3) | LENGTH -> draft.severityText = values.name();
        case (5 << 3) | LENGTH -> values.value(draft.body);
        case (6 << 3) | LENGTH -> values.attribute(draft.attributes);
        case (7 << 3) | VARINT -> draft.droppedAttributes = Counts.unsigned(in.varint32());
        case (8 << 3) | FIXED32 -> draft.flags = in.fixed32();
        case (9 << 3) | LENGTH -> id(draft.traceId);
        case (10 << 3) | LENGTH -> id(draft.spanId);
        case (11 << 3) | FIXED64 -> draft.observedNs = Counts.time(in.fixed64());
        case (12 << 3) | LENGTH -> draft.eventName = values.name();
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
}
