// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads ClickHouse's `RowBinaryWithNamesAndTypes`: column count, names, types, then rows back to
/// back.
final class RowBinary {

  static final String FORMAT = "RowBinaryWithNamesAndTypes";

  private final ByteBuffer in;
  private final String[] names;
  private final List<String> columns;
  private final RowBinaryType[] types;
  private final @Nullable Object[] values;
  private final Row row = new Current();

  RowBinary(ByteBuffer chunk) {
    in = chunk.order(ByteOrder.LITTLE_ENDIAN);
    int count = RowBinaryType.varint(in);
    names = new String[count];
    types = new RowBinaryType[count];
    values = new Object[count];
    for (int i = 0; i < count; i++) {
      names[i] = RowBinaryType.text(in);
    }
    this.columns = List.of(names);
    for (int i = 0; i < count; i++) {
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

  /// The row that was read last.
  private final class Current implements Row {
    @Override
    public @Nullable Object get(String column) {
      return value(column);
    }

    @Override
    public List<String> columns() {
      return columns;
    }
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
