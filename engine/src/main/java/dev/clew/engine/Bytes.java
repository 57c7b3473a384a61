// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A growing little-endian byte buffer.
final class Bytes {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] data;
  private int size;

  Bytes(int capacity) {
    data = new byte[capacity];
  }

  int size() {
    return size;
  }

  void int8(int value) {
    reserve(1);
    data[size++] = (byte) value;
  }

  void int16(int value) {
    reserve(2);
    data[size++] = (byte) value;
    data[size++] = (byte) (value >> 8);
  }

  void int32(int value) {
    reserve(4);
    INT.set(data, size, value);
    size += 4;
  }

  void int64(long value) {
    reserve(8);
    LONG.set(data, size, value);
    size += 8;
  }

  /// The bytes of an id, most significant first.
  void int64BigEndian(long value) {
    reserve(8);
    LONG_BIG_ENDIAN.set(data, size, value);
    size += 8;
  }

  void varint(int value) {
    reserve(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      data[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    data[size++] = (byte) rest;
  }

  /// Length, then UTF-8.
  void text(String value) {
    if (value.isEmpty()) {
      int8(0);
      return;
    }
    text(value.getBytes(StandardCharsets.UTF_8));
  }

  /// @param bytes UTF-8
  void text(byte[] bytes) {
    varint(bytes.length);
    reserve(bytes.length);
    System.arraycopy(bytes, 0, data, size, bytes.length);
    size += bytes.length;
  }

  void append(Bytes other) {
    reserve(other.size);
    System.arraycopy(other.data, 0, data, size, other.size);
    size += other.size;
  }

  long copyTo(MemorySegment target, long offset) {
    MemorySegment.copy(data, 0, target, ValueLayout.JAVA_BYTE, offset, size);
    return offset + size;
  }

  private void reserve(int more) {
    if (data.length - size < more) {
      data = Arrays.copyOf(data, Math.addExact(size, Math.max(more, size / 2 + 64)));
    }
  }
}
