// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.lang.foreign.MemorySegment;
import java.util.Collection;
import java.util.List;

/// A column of a [Block]. Each `add` is one row.
public abstract sealed class Column {

  private static final int INITIAL_BYTES = 1024;

  private final String name;
  private final String type;
  private final Bytes head = new Bytes(64);
  private int rows;

  private Column(String name, String type) {
    this.name = name;
    this.type = type;
  }

  String name() {
    return name;
  }

  int rows() {
    return rows;
  }

  final void row() {
    rows++;
  }

  /// Name and type, then the buffers of the column in the order in which they are written.
  void finish() {
    if (head.size() == 0) {
      head.text(name);
      head.text(type);
    }
  }

  abstract List<Bytes> buffers();

  final long encodedSize() {
    long size = head.size();
    for (var buffer : buffers()) {
      size += buffer.size();
    }
    return size;
  }

  final long copyTo(MemorySegment target, long offset) {
    long next = head.copyTo(target, offset);
    for (var buffer : buffers()) {
      next = buffer.copyTo(target, next);
    }
    return next;
  }

  /// `String`.
  public static final class Text extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);

    Text(String name) {
      super(name, "String");
    }

    public void add(String value) {
      values.text(value);
      row();
    }

    /// @param utf8 the bytes of the text
    public void add(byte[] utf8) {
      values.text(utf8);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `LowCardinality(String)`.
  public static final class Symbols extends Column {
    private final Dictionary dictionary = new Dictionary();

    Symbols(String name) {
      super(name, "LowCardinality(String)");
    }

    public void add(String value) {
      dictionary.add(value);
      row();
    }

    @Override
    void finish() {
      super.finish();
      dictionary.finish();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(dictionary.version(), dictionary.body());
    }
  }

  /// Numbers of one fixed width.
  public static final class Whole extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);
    private final int width;

    Whole(String name, String type) {
      super(name, type);
      width =
          switch (type.replaceFirst("\\(.*", "")) {
            case "UInt8", "Int8", "Bool", "Enum8" -> 1;
            case "UInt16", "Int16", "Date" -> 2;
            case "UInt32", "Int32", "DateTime" -> 4;
            default -> 8;
          };
    }

    public void add(long value) {
      switch (width) {
        case 1 -> values.int8((int) value);
        case 2 -> values.int16((int) value);
        case 4 -> values.int32((int) value);
        default -> values.int64(value);
      }
      row();
    }

    public void add(boolean value) {
      add(value ? 1 : 0);
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `Float32`.
  public static final class Real extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);

    Real(String name) {
      super(name, "Float32");
    }

    public void add(double value) {
      values.int32(Float.floatToRawIntBits((float) value));
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `Float64`.
  public static final class Real64 extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);

    Real64(String name) {
      super(name, "Float64");
    }

    public void add(double value) {
      values.int64(Double.doubleToRawLongBits(value));
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `Array(UInt64)`.
  public static final class WholeList extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Bytes values = new Bytes(INITIAL_BYTES);
    private long items;

    WholeList(String name) {
      super(name, "Array(UInt64)");
    }

    public void add(Collection<Long> list) {
      list.forEach(values::int64);
      items += list.size();
      offsets.int64(items);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(offsets, values);
    }
  }

  /// `Array(Float64)`.
  public static final class RealList extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Bytes values = new Bytes(INITIAL_BYTES);
    private long items;

    RealList(String name) {
      super(name, "Array(Float64)");
    }

    public void add(Collection<Double> list) {
      list.forEach(value -> values.int64(Double.doubleToRawLongBits(value)));
      items += list.size();
      offsets.int64(items);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(offsets, values);
    }
  }

  /// `FixedString(8)`.
  public static final class Fixed8 extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);

    Fixed8(String name) {
      super(name, "FixedString(8)");
    }

    public void add(long bigEndian) {
      values.int64BigEndian(bigEndian);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `FixedString(16)`.
  public static final class Fixed16 extends Column {
    private final Bytes values = new Bytes(INITIAL_BYTES);

    Fixed16(String name) {
      super(name, "FixedString(16)");
    }

    public void add(long high, long low) {
      values.int64BigEndian(high);
      values.int64BigEndian(low);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(values);
    }
  }

  /// `Array(FixedString(8))`: any number of [#item]s, then [#add] ends the row.
  public static final class Fixed8s extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Bytes values = new Bytes(INITIAL_BYTES);
    private long items;

    Fixed8s(String name) {
      super(name, "Array(FixedString(8))");
    }

    public void item(long bigEndian) {
      values.int64BigEndian(bigEndian);
      items++;
    }

    public void add() {
      offsets.int64(items);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(offsets, values);
    }
  }

  /// `Array(FixedString(16))`: any number of [#item]s, then [#add] ends the row.
  public static final class Fixed16s extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Bytes values = new Bytes(INITIAL_BYTES);
    private long items;

    Fixed16s(String name) {
      super(name, "Array(FixedString(16))");
    }

    public void item(long high, long low) {
      values.int64BigEndian(high);
      values.int64BigEndian(low);
      items++;
    }

    public void add() {
      offsets.int64(items);
      row();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(offsets, values);
    }
  }

  /// `Array(LowCardinality(String))`.
  public static final class SymbolList extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Dictionary dictionary = new Dictionary();

    SymbolList(String name) {
      super(name, "Array(LowCardinality(String))");
    }

    public void add(Collection<String> values) {
      values.forEach(dictionary::add);
      offsets.int64(dictionary.size());
      row();
    }

    @Override
    void finish() {
      super.finish();
      dictionary.finish();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(dictionary.version(), offsets, dictionary.body());
    }
  }

  /// `Map(LowCardinality(String), String)`: any number of [#entry]s, then [#add] ends the row.
  public static final class TextMap extends Column {
    private final Bytes offsets = new Bytes(INITIAL_BYTES);
    private final Dictionary keys = new Dictionary();
    private final Bytes values = new Bytes(INITIAL_BYTES);

    TextMap(String name) {
      super(name, "Map(LowCardinality(String), String)");
    }

    public void entry(String key, String value) {
      keys.add(key);
      values.text(value);
    }

    public void add() {
      offsets.int64(keys.size());
      row();
    }

    @Override
    void finish() {
      super.finish();
      keys.finish();
    }

    @Override
    List<Bytes> buffers() {
      return List.of(keys.version(), offsets, keys.body(), values);
    }
  }
}
