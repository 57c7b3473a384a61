// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.otlp.OtlpSignal;
import java.nio.ByteBuffer;

/// A request that is to be sent. Whoever makes one no longer writes to its body.
final class Parcel {

  private static final int JSON = 1;
  private static final int GZIP = 2;

  private final OtlpSignal.Kind kind;
  private final boolean json;
  private final boolean gzip;
  private final byte[] body;

  /// @param json else protobuf
  /// @param gzip else not compressed
  Parcel(OtlpSignal.Kind kind, boolean json, boolean gzip, byte[] body) {
    this.kind = kind;
    this.json = json;
    this.gzip = gzip;
    this.body = body;
  }

  OtlpSignal.Kind kind() {
    return kind;
  }

  boolean isJson() {
    return json;
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
        .put((byte) ((json ? JSON : 0) | (gzip ? GZIP : 0)))
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
    int flags = in.get();
    var body = new byte[in.remaining()];
    in.get(body);
    return new Parcel(kind, (flags & JSON) != 0, (flags & GZIP) != 0, body);
  }

  private static int code(OtlpSignal.Kind kind) {
    return switch (kind) {
      case TRACES -> 0;
      case METRICS -> 1;
      case LOGS -> 2;
    };
  }
}
