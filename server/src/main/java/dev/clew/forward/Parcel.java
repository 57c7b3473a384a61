// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.otlp.OtlpSignal;
import java.nio.ByteBuffer;

/// A request in protobuf that is to be sent. Whoever makes one no longer writes to its body.
final class Parcel {

  private static final int GZIP = 1;

  private final OtlpSignal.Kind kind;
  private final boolean gzip;
  private final byte[] body;

  /// @param gzip else not compressed
  Parcel(OtlpSignal.Kind kind, boolean gzip, byte[] body) {
    this.kind = kind;
    this.gzip = gzip;
    this.body = body;
  }

  OtlpSignal.Kind kind() {
    return kind;
  }

  boolean isGzip() {
    return gzip;
  }

  byte[] body() {
    return body;
  }

  byte[] encode() {
    return ByteBuffer.allocate(2 + body.length)
        .put((byte) code(kind))
        .put((byte) (gzip ? GZIP : 0))
        .put(body)
        .array();
  }

  static Parcel decode(byte[] record) {
    var in = ByteBuffer.wrap(record);
    var kind =
        switch (in.get()) {
          case 0 -> OtlpSignal.Kind.TRACES;
          case 1 -> OtlpSignal.Kind.METRICS;
          default -> OtlpSignal.Kind.LOGS;
        };
    boolean isGzip = in.get() == GZIP;
    var body = new byte[in.remaining()];
    in.get(body);
    return new Parcel(kind, isGzip, body);
  }

  private static int code(OtlpSignal.Kind kind) {
    return switch (kind) {
      case TRACES -> 0;
      case METRICS -> 1;
      case LOGS -> 2;
    };
  }
}
