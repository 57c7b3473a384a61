// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import dev.clew.model.Attribute;
import dev.clew.model.Attributes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the attributes of one record after the other. The last value of a repeated key wins in
/// the place of the first; what goes beyond the limit is dropped and counted.
///
/// Neighbouring spans mostly have the same keys in the same order, and half of the values are the
/// same too. So the list remembers the record before: an attribute encoded in the same bytes in the
/// same place is taken over unread, and as long as the keys are in step, which the previous record
/// proved to be unique, none of them is compared with the others.
final class AttributeList {

  /// From here on a map finds repeated keys; below, a comparison of the few candidates is faster.
  private static final int MAP_FROM = 40;

  /// So often may a place differ from everything seen before until it is no longer looked up.
  private static final int PATIENCE = 8;

  private final int limit;
  private @Nullable Attribute[] entries = new Attribute[32];
  private int[] starts = new int[32];
  private int[] lengths = new int[32];
  private int[] keyEnds = new int[32];
  private int[] misses = new int[32];
  private int size;
  private int previousSize;
  private boolean inStep = true;
  // A bit per hash of a key: most keys are proven new without looking at the others.
  private long seen;
  private @Nullable Map<String, Integer> positions;
  private int dropped;

  AttributeList(int limit) {
    this.limit = limit;
  }

  /// Starts the next record.
  void clear() {
    previousSize = size;
    size = 0;
    inStep = true;
    seen = 0;
    positions = null;
    dropped = 0;
  }

  /// Adds the attribute that the previous record had in this place, if it was encoded in the same
  /// bytes. `bytes` MUST be the same array for all records.
  boolean repeat(byte[] bytes, int from, int length) {
    if (size >= previousSize || lengths[size] != length) {
      return false;
    }
    int start = starts[size];
    if (!Arrays.equals(bytes, start, start + length, bytes, from, from + length)) {
      return false;
    }
    var same = entries[size];
    if (inStep) {
      size++;
    } else if (same != null) {
      add(same, from, length, keyEnds[size]);
    }
    return true;
  }

  /// The key of the previous record in this place, if the bytes from `from` on begin with that key
  /// field; [#expectedKeyEnd] says where it ends.
  @Nullable String expectedKey(byte[] bytes, int from, int length) {
    if (size >= previousSize) {
      return null;
    }
    int start = starts[size];
    int keyEnd = keyEnds[size];
    return keyEnd > 0
            && keyEnd <= length
            && Arrays.equals(bytes, start, start + keyEnd, bytes, from, from + keyEnd)
        ? keyAt(size)
        : null;
  }

  int expectedKeyEnd() {
    return keyEnds[size];
  }

  /// What stands in this place is different in every record.
  boolean isVolatile() {
    return size < previousSize && misses[size] >= PATIENCE;
  }

  /// Counts whether what stands in this place had been seen before in any record.
  void lookedUp(boolean found) {
    if (size < misses.length) {
      misses[size] = found ? 0 : misses[size] + 1;
    }
  }

  void add(Attribute attribute) {
    add(attribute, 0, -1, 0);
  }

  /// @param from where the attribute is encoded, for [#repeat]
  /// @param length in so many bytes; -1 when it MUST be read again
  /// @param keyEnd the first so many bytes are the key and nothing after them is; 0 when unknown
  void add(Attribute attribute, int from, int length, int keyEnd) {
    var key = attribute.key();
    if (inStep && isExpected(key)) {
      put(size++, attribute, from, length, keyEnd);
      return;
    }
    leaveStep();
    int place = (seen & bit(key)) == 0 ? -1 : find(key);
    if (place >= 0) {
      put(place, attribute, from, -1, 0);
    } else if (size == limit) {
      dropped++;
    } else {
      seen |= bit(key);
      if (positions != null) {
        positions.put(key, size);
      }
      put(size++, attribute, from, length, keyEnd);
    }
  }

  int dropped() {
    return dropped;
  }

  Attributes build() {
    return size == 0 ? Attributes.NONE : new Attributes(List.of(Arrays.copyOf(entries, size)));
  }

  private boolean isExpected(String key) {
    return size < previousSize && entries[size] instanceof Attribute(var old, _) && old.equals(key);
  }

  private void leaveStep() {
    if (inStep) {
      inStep = false;
      for (int i = 0; i < size; i++) {
        seen |= bit(keyAt(i));
      }
    }
  }

  private static long bit(String key) {
    int hash = key.hashCode();
    return 1L << (hash ^ (hash >>> 6) ^ (hash >>> 16));
  }

  private String keyAt(int place) {
    return entries[place] instanceof Attribute(var key, _) ? key : "";
  }

  private void put(int place, Attribute attribute, int from, int length, int keyEnd) {
    if (place == entries.length) {
      int capacity = 2 * place;
      entries = Arrays.copyOf(entries, capacity);
      starts = Arrays.copyOf(starts, capacity);
      lengths = Arrays.copyOf(lengths, capacity);
      keyEnds = Arrays.copyOf(keyEnds, capacity);
      misses = Arrays.copyOf(misses, capacity);
    }
    entries[place] = attribute;
    starts[place] = from;
    lengths[place] = length;
    keyEnds[place] = keyEnd;
  }

  private int find(String key) {
    if (size < MAP_FROM) {
      for (int i = 0; i < size; i++) {
        if (keyAt(i).equals(key)) {
          return i;
        }
      }
      return -1;
    }
    if (positions == null) {
      positions = new HashMap<>();
      for (int i = 0; i < size; i++) {
        positions.put(keyAt(i), i);
      }
    }
    return positions.getOrDefault(key, -1);
  }
}
