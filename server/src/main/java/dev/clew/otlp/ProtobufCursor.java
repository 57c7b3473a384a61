// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A position in protobuf bytes, with the rules of the wire format and of protobuf-java.
///
/// Messages nest by narrowing `limit`: `int outer = in.enter(); while (in.hasMore()) …;
/// in.leave(outer)`. Everything that is not protobuf throws INVALID with the byte offset.
public final class ProtobufCursor {

  public static final int VARINT = 0;
  public static final int FIXED64 = 1;
  public static final int LENGTH = 2;
  public static final int FIXED32 = 5;

  private static final int START_GROUP = 3;
  private static final int END_GROUP = 4;
  private static final int MAX_GROUPS = 100;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private final int start;
  private int position;
  private int limit;

  ProtobufCursor(byte[] bytes, int from, int length) {
    this.bytes = bytes;
    this.start = from;
    this.position = from;
    this.limit = from + length;
  }

  /// At the beginning of a message.
  public static ProtobufCursor over(ByteBuffer message) {
    int length = message.remaining();
    if (message.hasArray()) {
      return new ProtobufCursor(
          message.array(), message.arrayOffset() + message.position(), length);
    }
    var copy = new byte[length];
    message.duplicate().get(copy);
    return new ProtobufCursor(copy, 0, length);
  }

  public byte[] bytes() {
    return bytes;
  }

  public int position() {
    return position;
  }

  public int limit() {
    return limit;
  }

  public boolean hasMore() {
    return position < limit;
  }

  /// Looks at another part of the same bytes.
  public void moveTo(int from, int to) {
    position = from;
    limit = to;
  }

  /// Goes over the next `count` bytes and returns where they start. `count` comes from [#length].
  public int advance(int count) {
    int from = position;
    position += count;
    return from;
  }

  /// Enters a nested message; returns the limit to [#leave] with.
  public int enter() {
    int outer = limit;
    int length = length();
    limit = position + length;
    return outer;
  }

  public void leave(int outer) {
    limit = outer;
  }

  /// A field number and wire type, as one number.
  public int tag() {
    int tag = varint32();
    if (tag >>> 3 == 0) {
      throw invalid("field number 0");
    }
    return tag;
  }

  /// The length of what follows, which lies within the message.
  public int length() {
    int length = varint32();
    if (length < 0 || length > limit - position) {
      throw invalid("length " + Integer.toUnsignedString(length) + " is beyond the end");
    }
    return length;
  }

  /// The low 32 bits of a varint, as protobuf reads `uint32` and enums.
  public int varint32() {
    return (int) varint64();
  }

  public long varint64() {
    if (position < limit && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position >= limit) {
        throw invalid("the bytes end inside a number");
      }
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw invalid("a number of more than 10 bytes");
  }

  public int fixed32() {
    need(4);
    int value = (int) INT.get(bytes, position);
    position += 4;
    return value;
  }

  public long fixed64() {
    need(8);
    long value = (long) LONG.get(bytes, position);
    position += 8;
    return value;
  }

  /// Skips the value of a field that is not known.
  public void skip(int tag) {
    switch (tag & 7) {
      case VARINT -> varint64();
      case FIXED64 -> fixed64();
      case LENGTH -> advance(length());
      case FIXED32 -> fixed32();
      case START_GROUP -> skipGroup(tag >>> 3);
      case END_GROUP -> throw invalid("the end of a group that did not start");
      default -> throw invalid("wire type " + (tag & 7));
    }
  }

  private void skipGroup(int number) {
    var open = new int[MAX_GROUPS];
    open[0] = number;
    int depth = 1;
    while (depth > 0) {
      int tag = tag();
      if ((tag & 7) == START_GROUP) {
        if (depth == MAX_GROUPS) {
          throw invalid("groups nested deeper than " + MAX_GROUPS);
        }
        open[depth++] = tag >>> 3;
      } else if ((tag & 7) == END_GROUP) {
        if (open[--depth] != tag >>> 3) {
          throw invalid("the end of another group");
        }
      } else {
        skip(tag);
      }
    }
  }

  private void need(int count) {
    if (limit - position < count) {
      throw invalid("the bytes end inside a value");
    }
  }

  private AppException invalid(String what) {
    return new AppException(
        ErrorCode.INVALID, "not a protobuf request: " + what + " at byte " + (position - start));
  }
}
