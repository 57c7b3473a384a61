// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;

/// The one length-prefixed message of a unary call (gRPC, `PROTOCOL-HTTP2.md`).
record GrpcFrame(boolean isCompressed, ByteBuffer message) {

  static final int PREFIX_BYTES = 5;

  static GrpcFrame read(ByteBuffer body) {
    if (body.remaining() < PREFIX_BYTES) {
      throw invalid("a body of " + body.remaining() + " bytes (expected: one message)");
    }
    int flag = body.get();
    if (flag != 0 && flag != 1) {
      throw invalid("compressed flag " + flag + " (expected: 0 or 1)");
    }
    long length = Integer.toUnsignedLong(body.getInt());
    if (length != body.remaining()) {
      throw invalid("a message of " + length + " bytes in " + body.remaining());
    }
    return new GrpcFrame(flag == 1, body.slice());
  }

  static byte[] write(byte[] message) {
    return ByteBuffer.allocate(PREFIX_BYTES + message.length)
        .put((byte) 0)
        .putInt(message.length)
        .put(message)
        .array();
  }

  private static AppException invalid(String what) {
    return new AppException(ErrorCode.INVALID, "not a gRPC request: " + what);
  }
}
