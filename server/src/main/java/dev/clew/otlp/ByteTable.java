// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers what short byte sequences were decoded to, so that a service name is one string and
/// not a million.
///
/// Direct mapped and of fixed size: unbounded cardinality only displaces. A sequence is kept when
/// it is seen for the second time in a row in its slot, so ids that occur once displace nothing.
/// Shared between threads without locks: entries are immutable, a lost race costs one more decode.
final class ByteTable<T> {

  /// Longer sequences are not worth remembering.
  static final int MAX_LENGTH = 96;

  private static final int SLOTS = 1 << 13;
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable Entry<T>[] entries;
  private final int[] candidates = new int[SLOTS];

  @SuppressWarnings({"unchecked", "rawtypes"})
  ByteTable() {
    entries = new Entry[SLOTS];
  }

  private static final class Entry<T> {
    final byte[] key;
    final T value;

    Entry(byte[] key, T value) {
      this.key = key;
      this.value = value;
    }
  }

  @Nullable T find(byte[] bytes, int from, int length, int hash) {
    var entry = entries[hash & (SLOTS - 1)];
    if (entry == null
        || entry.key.length != length
        || !Arrays.equals(entry.key, 0, length, bytes, from, from + length)) {
      return null;
    }
    return entry.value;
  }

  void offer(byte[] bytes, int from, int length, int hash, T value) {
    int slot = hash & (SLOTS - 1);
    if (candidates[slot] == hash) {
      entries[slot] = new Entry<>(Arrays.copyOfRange(bytes, from, from + length), value);
    } else {
      candidates[slot] = hash;
    }
  }

  /// Fast, not collision resistant: whoever builds collisions only makes slots change hands.
  static int hash(byte[] bytes, int from, int length) {
    long hash = length * PRIME;
    int at = from;
    int end = from + length;
    for (; end - at >= 8; at += 8) {
      hash = mix(hash, (long) LONG.get(bytes, at));
    }
    if (at < end) {
      hash = mix(hash, length >= 8 ? (long) LONG.get(bytes, end - 8) : tail(bytes, at, end));
    }
    return (int) (hash ^ (hash >>> 29));
  }

  private static long tail(byte[] bytes, int from, int end) {
    long tail = 0;
    for (int i = from; i < end; i++) {
      tail = (tail << 8) | (bytes[i] & 0xFF);
    }
    return tail;
  }

  private static long mix(long hash, long word) {
    long product = (hash ^ word) * PRIME;
    return product ^ (product >>> 32);
  }
}
