// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How values of one ClickHouse type lie in `RowBinary` (ClickHouse docs, "Data types binary
/// encoding").
sealed interface RowBinaryType {

  @Nullable Object read(ByteBuffer in);

  /// Whole numbers of 1, 2, 4 or 8 bytes; unsigned 64-bit values beyond 2^63 come out negative.
  record Whole(int bytes, boolean signed) implements RowBinaryType {
    @Override
    public Long read(ByteBuffer in) {
      return switch (bytes) {
        case 1 -> signed ? (long) in.get() : (long) Byte.toUnsignedInt(in.get());
        case 2 -> signed ? (long) in.getShort() : (long) Short.toUnsignedInt(in.getShort());
        case 4 -> signed ? (long) in.getInt() : Integer.toUnsignedLong(in.getInt());
        default -> in.getLong();
      };
    }
  }

  /// Whole numbers of 16 or 32 bytes.
  record Wide(int bytes, boolean signed) implements RowBinaryType {
    @Override
    public BigInteger read(ByteBuffer in) {
      var bigEndian = new byte[bytes];
      for (int i = bytes - 1; i >= 0; i--) {
        bigEndian[i] = in.get();
      }
      return signed ? new BigInteger(bigEndian) : new BigInteger(1, bigEndian);
    }
  }

  record Real(int bytes) implements RowBinaryType {
    @Override
    public Double read(ByteBuffer in) {
      return bytes == 4 ? in.getFloat() : in.getDouble();
    }
  }

  record Bool() implements RowBinaryType {
    @Override
    public Boolean read(ByteBuffer in) {
      return in.get() != 0;
    }
  }

  record Text() implements RowBinaryType {
    @Override
    public String read(ByteBuffer in) {
      return text(in);
    }
  }

  record Fixed(int bytes) implements RowBinaryType {
    @Override
    public byte[] read(ByteBuffer in) {
      var value = new byte[bytes];
      in.get(value);
      return value;
    }
  }

  record OrNull(RowBinaryType inner) implements RowBinaryType {
    @Override
    public @Nullable Object read(ByteBuffer in) {
      return in.get() == 0 ? inner.read(in) : null;
    }
  }

  record Array(RowBinaryType inner) implements RowBinaryType {
    @Override
    public List<@Nullable Object> read(ByteBuffer in) {
      int size = varint(in);
      var items = new ArrayList<@Nullable Object>(size);
      for (int i = 0; i < size; i++) {
        items.add(inner.read(in));
      }
      return Collections.unmodifiableList(items);
    }
  }

  record Tuple(List<RowBinaryType> inner) implements RowBinaryType {
    @Override
    public List<@Nullable Object> read(ByteBuffer in) {
      var items = new ArrayList<@Nullable Object>(inner.size());
      for (var type : inner) {
        items.add(type.read(in));
      }
      return Collections.unmodifiableList(items);
    }
  }

  record MapOf(RowBinaryType key, RowBinaryType value) implements RowBinaryType {
    @Override
    public Object read(ByteBuffer in) {
      int size = varint(in);
      var entries = new LinkedHashMap<Object, @Nullable Object>(size * 2);
      for (int i = 0; i < size; i++) {
        var name = key.read(in);
        var item = value.read(in);
        if (name != null) {
          entries.put(name, item);
        }
      }
      return Collections.unmodifiableMap(entries);
    }
  }

  ConcurrentHashMap<String, RowBinaryType> KNOWN = new ConcurrentHashMap<>();

  /// The type with this ClickHouse name; fails for types that no query of Clew selects.
  static RowBinaryType of(String name) {
    var known = KNOWN.get(name);
    if (known == null) {
      known = parse(name);
      // Type names come from our own queries; the bound is only a belt.
      if (KNOWN.size() < 10_000) {
        KNOWN.put(name, known);
      }
    }
    return known;
  }

  private static RowBinaryType parse(String name) {
    int open = name.indexOf('(');
    var head = open < 0 ? name : name.substring(0, open);
    var inner = open < 0 ? "" : name.substring(open + 1, name.length() - 1);
    return switch (head) {
      case "UInt8", "Enum8" -> new Whole(1, head.startsWith("E"));
      case "UInt16", "Date" -> new Whole(2, false);
      case "UInt32", "DateTime", "IPv4" -> new Whole(4, false);
      case "UInt64" -> new Whole(8, false);
      case "Int8" -> new Whole(1, true);
      case "Int16", "Enum16" -> new Whole(2, true);
      case "Int32", "Date32" -> new Whole(4, true);
      case "Int64", "DateTime64" -> new Whole(8, true);
      case "UInt128" -> new Wide(16, false);
      case "UInt256" -> new Wide(32, false);
      case "Int128" -> new Wide(16, true);
      case "Int256" -> new Wide(32, true);
      case "Float32" -> new Real(4);
      case "Float64" -> new Real(8);
      case "Bool" -> new Bool();
      case "String" -> new Text();
      case "FixedString" -> new Fixed(Integer.parseInt(inner));
      case "UUID", "IPv6" -> new Fixed(16);
      case "Nullable" -> new OrNull(of(inner));
      case "LowCardinality" -> of(inner);
      case "SimpleAggregateFunction" -> of(arguments(inner).get(1));
      case "Array" -> new Array(of(inner));
      case "Tuple" -> new Tuple(arguments(inner).stream().map(RowBinaryType::element).toList());
      case "Map" -> {
        var types = arguments(inner);
        yield new MapOf(of(types.get(0)), of(types.get(1)));
      }
      default -> throw new IllegalStateException("no reader for ClickHouse type " + name);
    };
  }

  /// An element of a tuple may carry its name before its type.
  private static RowBinaryType element(String argument) {
    int space = argument.indexOf(' ');
    int open = argument.indexOf('(');
    return of(space > 0 && (open < 0 || space < open) ? argument.substring(space + 1) : argument);
  }

  /// Splits at the commas outside of parentheses.
  private static List<String> arguments(String list) {
    var arguments = new ArrayList<String>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < list.length(); i++) {
      switch (list.charAt(i)) {
        case '(' -> depth++;
        case ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            arguments.add(list.substring(start, i).strip());
            start = i + 1;
          }
        }
        default -> {}
      }
    }
    arguments.add(list.substring(start).strip());
    return arguments;
  }

  static int varint(ByteBuffer in) {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static String text(ByteBuffer in) {
    var bytes = new byte[varint(in)];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
