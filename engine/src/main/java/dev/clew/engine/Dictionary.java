// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A `LowCardinality(String)` column body: the distinct values once, then an index per row.
///
/// Layout (ClickHouse `SerializationLowCardinality`): a version as the state prefix; then flags
/// with the width of the indexes, the number of keys, the keys, the number of rows, the indexes.
/// Key 0 is the type's default, the empty string.
final class Dictionary {

  private static final long VERSION = 1;
  private static final long ADDITIONAL_KEYS = 1 << 9;
  private static final long UPDATE_DICTIONARY = 1 << 10;

  private final Map<String, Integer> positions = new HashMap<>();
  private final Bytes keys = new Bytes(256);
  private int[] indexes = new int[256];
  private int size;
  private Bytes version = new Bytes(8);
  private Bytes body = new Bytes(0);

  Dictionary() {
    position("");
  }

  void add(String value) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, size * 2);
    }
    indexes[size++] = position(value);
  }

  private int position(String value) {
    var known = positions.get(value);
    if (known != null) {
      return known;
    }
    int next = positions.size();
    positions.put(value, next);
    keys.text(value);
    return next;
  }

  int size() {
    return size;
  }

  void finish() {
    version = new Bytes(8);
    version.int64(VERSION);
    int width = positions.size() <= 1 << 8 ? 0 : positions.size() <= 1 << 16 ? 1 : 2;
    body = new Bytes(keys.size() + size * (1 << width) + 32);
    // A column without rows has no body at all, only the state prefix.
    if (size == 0) {
      return;
    }
    body.int64(ADDITIONAL_KEYS | UPDATE_DICTIONARY | width);
    body.int64(positions.size());
    body.append(keys);
    body.int64(size);
    for (int i = 0; i < size; i++) {
      switch (width) {
        case 0 -> body.int8(indexes[i]);
        case 1 -> body.int16(indexes[i]);
        default -> body.int32(indexes[i]);
      }
    }
  }

  Bytes version() {
    return version;
  }

  Bytes body() {
    return body;
  }
}
