// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// Rows for one table, laid out by column as ClickHouse's `Native` format wants them, which the
/// engine reads without parsing rows.
///
/// Create the columns once, then add one value to each of them per row. Not thread-safe. A block
/// larger than 2 GiB cannot be built.
public final class Block {

  private final List<Column> columns = new ArrayList<>();

  /// `String`.
  public Column.Text text(String name) {
    return add(new Column.Text(name));
  }

  /// `LowCardinality(String)`.
  public Column.Symbols symbols(String name) {
    return add(new Column.Symbols(name));
  }

  /// `UInt8`, `Int8`, `UInt16`, `Int32`, `UInt64`, `DateTime64(9)` …: any type of fixed width up to
  /// 8 bytes.
  public Column.Whole whole(String name, String type) {
    return add(new Column.Whole(name, type));
  }

  /// `Float32`.
  public Column.Real real(String name) {
    return add(new Column.Real(name));
  }

  /// `Float64`.
  public Column.Real64 real64(String name) {
    return add(new Column.Real64(name));
  }

  /// `Array(UInt64)`.
  public Column.WholeList wholeList(String name) {
    return add(new Column.WholeList(name));
  }

  /// `Array(Float64)`.
  public Column.RealList realList(String name) {
    return add(new Column.RealList(name));
  }

  /// `FixedString(8)`.
  public Column.Fixed8 fixed8(String name) {
    return add(new Column.Fixed8(name));
  }

  /// `FixedString(16)`.
  public Column.Fixed16 fixed16(String name) {
    return add(new Column.Fixed16(name));
  }

  /// `Array(FixedString(8))`.
  public Column.Fixed8s fixed8s(String name) {
    return add(new Column.Fixed8s(name));
  }

  /// `Array(FixedString(16))`.
  public Column.Fixed16s fixed16s(String name) {
    return add(new Column.Fixed16s(name));
  }

  /// `Array(LowCardinality(String))`.
  public Column.SymbolList symbolList(String name) {
    return add(new Column.SymbolList(name));
  }

  /// `Map(LowCardinality(String), String)`.
  public Column.TextMap textMap(String name) {
    return add(new Column.TextMap(name));
  }

  private <C extends Column> C add(C column) {
    columns.add(column);
    return column;
  }

  /// Rows so far: the length of the first column.
  public int rows() {
    return columns.isEmpty() ? 0 : columns.getFirst().rows();
  }

  List<String> columnNames() {
    return columns.stream().map(Column::name).toList();
  }

  /// The block in native memory that lives as long as `arena`.
  MemorySegment toNative(Arena arena) {
    var header = new Bytes(64);
    int rows = rows();
    header.varint(columns.size());
    header.varint(rows);
    long size = header.size();
    for (var column : columns) {
      if (column.rows() != rows) {
        throw new IllegalStateException(
            "column %s has %d rows (expected: %d)".formatted(column.name(), column.rows(), rows));
      }
      column.finish();
      size += column.encodedSize();
    }
    var target = arena.allocate(size);
    long offset = header.copyTo(target, 0);
    for (var column : columns) {
      offset = column.copyTo(target, offset);
    }
    return target;
  }
}
