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

  private static final int SLOTS = 1 << 12;
  private static final long PRIME = 0x9E3779B97F4A7C15L;
  private static final long STEP = 0xC2B2AE3D27D4EB4EL;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable Entry<T>[] entries;
  // Per slot, the hash of the entry above and that of the last sequence that missed below: a miss,
  // which for ids is the rule, stays within this array.
  private final long[] hashes = new long[SLOTS];

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
    int slot = hash & (SLOTS - 1);
    if ((int) (hashes[slot] >>> 32) != hash) {
      return null;
    }
    var entry = entries[slot];
    if (entry == null
        || entry.key.length != length
        || !Arrays.equals(entry.key, 0, length, bytes, from, from + length)) {
      return null;
    }
    return entry.value;
  }

  void offer(byte[] bytes, int from, int length, int hash, T value) {
    int slot = hash & (SLOTS - 1);
    long both = hashes[slot];
    if ((int) both == hash) {
      entries[slot] = new Entry<>(Arrays.copyOfRange(bytes, from, from + length), value);
      hashes[slot] = ((long) hash << 32) | (hash & 0xFFFF_FFFFL);
    } else {
      hashes[slot] = (both & 0xFFFF_FFFF_0000_0000L) | (hash & 0xFFFF_FFFFL);
    }
  }

  /// Fast, not collision resistant: whoever builds collisions only makes slots change hands. The
  /// products do not wait for each other, so a processor computes several words at once.
  static int hash(byte[] bytes, int from, int length) {
    int end = from + length;
    long sum = length;
    long factor = PRIME;
    int at = from;
    for (; at <= end - 8; at += 8) {
      sum += (long) LONG.get(bytes, at) * factor;
      factor += STEP;
    }
    if (at < end) {
      sum += (length >= 8 ? (long) LONG.get(bytes, end - 8) : tail(bytes, at, end)) * factor;
    }
    long mixed = (sum ^ (sum >>> 32)) * PRIME;
    return (int) (mixed >>> 32);
  }

  private static long tail(byte[] bytes, int from, int end) {
    long tail = 0;
    for (int i = from; i < end; i++) {
      tail = (tail << 8) | (bytes[i] & 0xFF);
    }
    return tail;
  }
}
