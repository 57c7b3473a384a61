// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The fields of a protobuf message, one after the other (protobuf.dev, "Encoding").
final class Wire {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int FIXED32 = 5;

  private static final int BYTES = 2;

  private final byte[] bytes;
  private final int end;
  private int at;

  /// Where the field that was read begins, with its tag.
  private int fieldStart;

  private int number;
  private int type;
  private int start;
  private long value;

  Wire(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private Wire(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /// Goes on to the next field; false at the end.
  ///
  /// @throws IllegalArgumentException when the bytes are no message
  boolean next() {
    if (at >= end) {
      return false;
    }
    fieldStart = at;
    long tag = varint();
    number = (int) (tag >>> 3);
    type = (int) tag & 7;
    switch (type) {
      case VARINT -> {
        start = at;
        value = varint();
      }
      case FIXED64 -> skip(8);
      case FIXED32 -> skip(4);
      case BYTES -> {
        long length = varint();
        if (length < 0 || length > end - at) {
          throw new IllegalArgumentException("a field is longer than its message");
        }
        skip((int) length);
      }
      default -> throw new IllegalArgumentException("wire type " + type);
    }
    return true;
  }

  int number() {
    return number;
  }

  boolean isMessage() {
    return type == BYTES;
  }

  /// The field's content as a message.
  Wire message() {
    return new Wire(bytes, start, at);
  }

  String text() {
    return type == VARINT
        ? Long.toString(value)
        : new String(bytes, start, at - start, StandardCharsets.UTF_8);
  }

  boolean isTrue() {
    return type == VARINT && value != 0;
  }

  /// Appends the field, tag and all.
  void copyTo(Message out) {
    out.raw(bytes, fieldStart, at - fieldStart);
  }

  private void skip(int count) {
    if (count > end - at) {
      throw new IllegalArgumentException("a field is longer than its message");
    }
    start = at;
    at += count;
  }

  private long varint() {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        break;
      }
      byte next = bytes[at++];
      result |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return result;
      }
    }
    throw new IllegalArgumentException("a number without an end");
  }

  /// A message being written.
  static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void raw(byte[] from, int start, int length) {
      out.write(from, start, length);
    }

    void raw(Message other) {
      out.writeBytes(other.toBytes());
    }

    void message(int number, Message inner) {
      bytes(number, inner.toBytes());
    }

    void bytes(int number, byte[] content) {
      tag(number, BYTES);
      varint(content.length);
      out.writeBytes(content);
    }

    void tag(int number, int type) {
      varint(((long) number << 3) | type);
    }

    void fixed64(long number) {
      fixed(number, Long.BYTES);
    }

    void fixed32(int number) {
      fixed(number, Integer.BYTES);
    }

    private void fixed(long number, int count) {
      for (int i = 0; i < count; i++) {
        out.write((int) (number >>> (8 * i)));
      }
    }

    int size() {
      return out.size();
    }

    byte[] toBytes() {
      return out.toByteArray();
    }

    void varint(long number) {
      long rest = number;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }
  }
}
