// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static dev.clew.otlp.ProtobufCursor.FIXED64;
import static dev.clew.otlp.ProtobufCursor.LENGTH;
import static dev.clew.otlp.ProtobufCursor.VARINT;

import dev.clew.model.Attribute;
import dev.clew.model.Value;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads `KeyValue` and `AnyValue` (opentelemetry-proto `common.proto`).
final class ProtobufValues {

  private static final int KEY = (1 << 3) | LENGTH;
  private static final int VALUE = (2 << 3) | LENGTH;

  private static final int TEXT = (1 << 3) | LENGTH;
  private static final int BOOL = (2 << 3) | VARINT;
  private static final int WHOLE = (3 << 3) | VARINT;
  private static final int REAL = (4 << 3) | FIXED64;
  private static final int ITEMS = (5 << 3) | LENGTH;
  private static final int FIELDS = (6 << 3) | LENGTH;
  private static final int BYTES = (7 << 3) | LENGTH;
  // An index into a string table that only profiles have; here it says nothing.
  private static final int TEXT_INDEX = (8 << 3) | VARINT;

  /// The only field of `ArrayValue` and of `KeyValueList`.
  private static final int MEMBER = (1 << 3) | LENGTH;

  private final ProtobufCursor in;
  private final DecodeLimits limits;
  private final Losses losses;
  private final ByteTable<String> strings;
  private final ByteTable<Attribute> attributes;
  // Of the attribute that was read last: how many bytes of it are its key field, 0 when its key is
  // not the first field or not the only one of its kind.
  private int keyEnd;

  ProtobufValues(
      ProtobufCursor in,
      DecodeLimits limits,
      Losses losses,
      ByteTable<String> strings,
      ByteTable<Attribute> attributes) {
    this.in = in;
    this.limits = limits;
    this.losses = losses;
    this.strings = strings;
    this.attributes = attributes;
  }

  /// A name or key: short, and probably seen before.
  String name() {
    int length = in.length();
    int from = in.advance(length);
    if (length == 0) {
      return "";
    }
    if (length > ByteTable.MAX_LENGTH) {
      return Utf8.decode(in.bytes(), from, length, limits.nameBytes(), losses);
    }
    int hash = ByteTable.hash(in.bytes(), from, length);
    var known = strings.find(in.bytes(), from, length, hash);
    if (known != null) {
      return known;
    }
    int before = losses.cuts();
    var text = Utf8.decode(in.bytes(), from, length, limits.nameBytes(), losses);
    if (losses.cuts() == before) {
      strings.offer(in.bytes(), from, length, hash, text);
    }
    return text;
  }

  String text() {
    int length = in.length();
    return Utf8.decode(in.bytes(), in.advance(length), length, limits.textBytes(), losses);
  }

  /// Reads a `KeyValue` of a span, event, link, resource or scope. The same few thousand pairs of
  /// key and value make up most telemetry, so short ones are looked up before they are read.
  void attribute(AttributeList into) {
    int length = in.length();
    int from = in.position();
    if (into.repeat(in.bytes(), from, length)) {
      in.advance(length);
      return;
    }
    int before = losses.cuts();
    if (length > ByteTable.MAX_LENGTH || into.isVolatile()) {
      var attribute = readExpecting(into, from, length);
      into.add(attribute, from, -1, losses.cuts() == before ? keyEnd : 0);
      return;
    }
    int hash = ByteTable.hash(in.bytes(), from, length);
    var known = attributes.find(in.bytes(), from, length, hash);
    into.lookedUp(known != null);
    if (known != null) {
      in.advance(length);
      into.add(known, from, length, 0);
      return;
    }
    var attribute = readExpecting(into, from, length);
    if (losses.cuts() == before && isShareable(attribute.value())) {
      attributes.offer(in.bytes(), from, length, hash, attribute);
      into.add(attribute, from, length, keyEnd);
    } else {
      // Not to be repeated unread: what it lost must be counted again.
      into.add(attribute, from, -1, losses.cuts() == before ? keyEnd : 0);
    }
  }

  /// Reads an `AnyValue` that is a field of its own; repeated occurrences merge.
  void value(ValueDraft into) {
    int length = in.length();
    int outer = in.limit();
    int end = in.position() + length;
    merge(in.position(), end, into, 1);
    in.moveTo(end, outer);
  }

  private Attribute readExpecting(AttributeList into, int from, int length) {
    var key = into.expectedKey(in.bytes(), from, length);
    return key == null ? read(length, 1, "", 0) : read(length, 1, key, into.expectedKeyEnd());
  }

  private static boolean isShareable(Value value) {
    return switch (value) {
      case Value.Text _, Value.Bool _, Value.Whole _, Value.Real _, Value.Empty _ -> true;
      // Buffers have a position of their own; lists may be large, or cut by their depth.
      case Value.Bytes _, Value.Items _, Value.Fields _ -> false;
    };
  }

  /// @param knownKey what the first `knownKeyEnd` bytes are known to hold
  private Attribute read(int length, int depth, String knownKey, int knownKeyEnd) {
    int outer = in.limit();
    int from = in.position();
    int end = from + length;
    in.moveTo(from + knownKeyEnd, end);
    var key = knownKey;
    int keys = knownKeyEnd > 0 ? 1 : 0;
    int firstKeyEnd = knownKeyEnd;
    int valueFrom = -1;
    int valueTo = -1;
    ValueDraft merged = null;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case KEY -> {
          boolean isFirst = in.position() == from + 1;
          key = name();
          keys++;
          firstKeyEnd = isFirst ? in.position() - from : 0;
        }
        case VALUE -> {
          int size = in.length();
          int start = in.advance(size);
          if (valueFrom < 0) {
            valueFrom = start;
            valueTo = start + size;
          } else {
            if (merged == null) {
              merged = new ValueDraft(limits, losses);
              merge(valueFrom, valueTo, merged, depth);
            }
            merge(start, start + size, merged, depth);
            in.moveTo(start + size, end);
          }
        }
        default -> in.skip(tag);
      }
    }
    Value value;
    if (merged != null) {
      value = merged.build();
    } else if (valueFrom < 0) {
      value = Value.EMPTY;
    } else {
      value = value(valueFrom, valueTo, depth);
    }
    in.moveTo(end, outer);
    keyEnd = keys == 1 ? firstKeyEnd : 0;
    return new Attribute(key, value);
  }

  /// Leaves the cursor anywhere.
  private Value value(int from, int to, int depth) {
    in.moveTo(from, to);
    if (in.hasMore() && depth <= limits.depth()) {
      var only =
          switch (in.tag()) {
            case TEXT -> new Value.Text(text());
            case BOOL -> new Value.Bool(in.varint64() != 0);
            case WHOLE -> new Value.Whole(in.varint64());
            case REAL -> new Value.Real(Double.longBitsToDouble(in.fixed64()));
            default -> null;
          };
      if (only != null && !in.hasMore()) {
        return only;
      }
    }
    var draft = new ValueDraft(limits, losses);
    merge(from, to, draft, depth);
    return draft.build();
  }

  private void merge(int from, int to, ValueDraft into, int depth) {
    if (depth > limits.depth()) {
      losses.tooDeep();
      return;
    }
    in.moveTo(from, to);
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case TEXT -> into.set(new Value.Text(text()));
        case BOOL -> into.set(new Value.Bool(in.varint64() != 0));
        case WHOLE -> into.set(new Value.Whole(in.varint64()));
        case REAL -> into.set(new Value.Real(Double.longBitsToDouble(in.fixed64())));
        case BYTES -> into.set(bytes());
        case TEXT_INDEX -> {
          in.varint64();
          into.set(Value.EMPTY);
        }
        case ITEMS -> members(into, depth, true);
        case FIELDS -> members(into, depth, false);
        default -> in.skip(tag);
      }
    }
  }

  private void members(ValueDraft into, int depth, boolean asItems) {
    startList(into, asItems);
    int outer = in.enter();
    int end = in.limit();
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != MEMBER) {
        in.skip(tag);
        continue;
      }
      int length = in.length();
      if (asItems) {
        int from = in.position();
        into.add(value(from, from + length, depth + 1));
        in.moveTo(from + length, end);
      } else {
        into.add(read(length, depth + 1, "", 0));
      }
    }
    in.leave(outer);
  }

  /// Even an empty list replaces a value of another kind.
  private static void startList(ValueDraft into, boolean asItems) {
    if (asItems) {
      into.items();
    } else {
      into.fields();
    }
  }

  private Value.Bytes bytes() {
    int length = in.length();
    int from = in.advance(length);
    int kept = Math.min(length, limits.textBytes());
    if (kept < length) {
      losses.cut();
    }
    var copy = Arrays.copyOfRange(in.bytes(), from, from + kept);
    return new Value.Bytes(ByteBuffer.wrap(copy).asReadOnlyBuffer());
  }
}
