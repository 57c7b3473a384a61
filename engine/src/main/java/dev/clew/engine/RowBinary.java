// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads ClickHouse's `RowBinaryWithNamesAndTypes`: column count, names, types, then rows back to
/// back.
final class RowBinary {

  static final String FORMAT = "RowBinaryWithNamesAndTypes";

  private final ByteBuffer in;
  private final String[] names;
  private final RowBinaryType[] types;
  private final @Nullable Object[] values;
  private final Row row = this::value;

  RowBinary(ByteBuffer chunk) {
    in = chunk.order(ByteOrder.LITTLE_ENDIAN);
    int columns = RowBinaryType.varint(in);
    names = new String[columns];
    types = new RowBinaryType[columns];
    values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      names[i] = RowBinaryType.text(in);
    }
    for (int i = 0; i < columns; i++) {
      types[i] = RowBinaryType.of(RowBinaryType.text(in));
    }
  }

  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      values[i] = types[i].read(in);
    }
    return true;
  }

  Row row() {
    return row;
  }

  private @Nullable Object value(String column) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].equals(column)) {
        return values[i];
      }
    }
    throw new IllegalStateException(
        "column %s (expected one of %s)".formatted(column, Arrays.toString(names)));
  }
}
