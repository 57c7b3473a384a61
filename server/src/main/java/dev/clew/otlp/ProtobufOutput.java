// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/// Writes the few small messages that a receiver answers with. Fields with default values are left
/// out, as proto3 does.
final class ProtobufOutput {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtobufOutput number(int field, long value) {
    if (value != 0) {
      varint((long) field << 3);
      varint(value);
    }
    return this;
  }

  ProtobufOutput text(int field, String value) {
    return value.isEmpty() ? this : bytes(field, value.getBytes(UTF_8));
  }

  /// A message is written even when it is empty: it is there or not.
  ProtobufOutput message(int field, ProtobufOutput message) {
    return bytes(field, message.toBytes());
  }

  ProtobufOutput bytes(int field, byte[] value) {
    varint(((long) field << 3) | 2);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
