// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// An encoded request whose ids and times are put in place before it is sent: sending costs a few
/// writes per span, and no span is ever sent twice. For one thread at a time.
///
/// Ids are as random as real ones, so that they compress as badly: each is the finalizer of
/// SplitMix64 over the number of the request and the number in the template, which is one to one.
final class RequestTemplate {

  /// Keeps the numbers of upper halves, lower halves and spans apart.
  private static final long UPPER_HALF = 1L << 22;

  private static final long SPAN = 1L << 23;

  private enum Slot {
    TRACE,
    SPAN,
    TIME
  }

  /// @param value the number of a trace or span, or nanoseconds after the request's time
  private record Place(Slot slot, int offset, long value) {}

  private final byte[] body;
  private final ByteBuffer littleEndian;
  private final List<Place> places = new ArrayList<>();
  private final int spans;

  RequestTemplate(ExportTraceServiceRequest request) {
    body = request.toByteArray();
    littleEndian = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    try {
      find(CodedInputStream.newInstance(body), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    spans = (int) places.stream().filter(place -> place.slot() == Slot.TRACE).count();
  }

  int spans() {
    return spans;
  }

  /// The trace with the number `trace` (from 1) of the request `sequence`.
  static String traceId(long sequence, int trace) {
    return HexFormat.of().toHexDigits(id(sequence, trace + UPPER_HALF))
        + HexFormat.of().toHexDigits(id(sequence, trace));
  }

  /// @param sequence of the request; never the same twice
  /// @param timeNs of the earliest span
  /// @return the body itself, valid until the next call
  byte[] at(long sequence, long timeNs) {
    for (var place : places) {
      switch (place.slot()) {
        case TRACE -> {
          bigEndian(place.offset(), id(sequence, place.value() + UPPER_HALF));
          bigEndian(place.offset() + 8, id(sequence, place.value()));
        }
        case SPAN -> bigEndian(place.offset(), id(sequence, place.value() + SPAN));
        case TIME -> littleEndian.putLong(place.offset(), timeNs + place.value());
      }
    }
    return body;
  }

  private static long id(long sequence, long number) {
    return mix(sequence << 24 | number);
  }

  private void bigEndian(int offset, long value) {
    littleEndian.putLong(offset, Long.reverseBytes(value));
  }

  private static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// @param depth 0 request, 1 resource spans, 2 scope spans, 3 span
  private void find(CodedInputStream in, int depth) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      boolean isInner = (depth == 0 && field == 1) || ((depth == 1 || depth == 2) && field == 2);
      if (isInner) {
        int length = in.readRawVarint32();
        int limit = in.pushLimit(length);
        find(in, depth + 1);
        in.popLimit(limit);
      } else if (depth == 3 && (field == 1 || field == 2 || field == 4)) {
        int length = in.readRawVarint32();
        if (length > 0) {
          int offset = in.getTotalBytesRead();
          int number = ByteBuffer.wrap(body).getInt(offset + length - 4);
          places.add(new Place(field == 1 ? Slot.TRACE : Slot.SPAN, offset, number));
          in.skipRawBytes(length);
        }
      } else if (depth == 3 && (field == 7 || field == 8)) {
        places.add(new Place(Slot.TIME, in.getTotalBytesRead(), in.readRawLittleEndian64()));
      } else {
        in.skipField(tag);
      }
    }
  }
}
