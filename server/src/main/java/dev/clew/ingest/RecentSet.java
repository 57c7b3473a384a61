// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.Arrays;

/// A bounded set of 64-bit fingerprints that forgets the oldest: two generations, of which the
/// older is dropped when the younger is full.
///
/// Holds at least the last `capacity` fingerprints. Memory grows with what is held, up to 32 bytes
/// for each of `capacity`, and then makes no garbage. Two different things share a fingerprint with
/// a probability of about n²/2⁶⁵ for n remembered. Thread-safe.
public final class RecentSet {

  private static final int FIRST_SLOTS = 1 << 10;

  private final int capacity;
  private long[] young;
  private long[] old;
  private int youngSize;

  /// @param capacity a power of two
  public RecentSet(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two)");
    }
    this.capacity = capacity;
    this.young = new long[Math.min(FIRST_SLOTS, capacity * 2)];
    this.old = new long[1];
  }

  public synchronized boolean contains(long fingerprint) {
    long key = nonZero(fingerprint);
    return young[slot(young, key)] == key || old[slot(old, key)] == key;
  }

  public synchronized void add(long fingerprint) {
    long key = nonZero(fingerprint);
    if (young[slot(young, key)] == key) {
      return;
    }
    makeRoom();
    young[slot(young, key)] = key;
    youngSize++;
  }

  /// At most half of the slots are taken.
  private void makeRoom() {
    if (youngSize == capacity) {
      var emptied = old.length == young.length ? old : new long[young.length];
      Arrays.fill(emptied, 0);
      old = young;
      young = emptied;
      youngSize = 0;
    } else if (youngSize * 2 == young.length) {
      var larger = new long[young.length * 2];
      for (long key : young) {
        if (key != 0) {
          larger[slot(larger, key)] = key;
        }
      }
      young = larger;
    }
  }

  private static int slot(long[] table, long key) {
    int mask = table.length - 1;
    int slot = (int) (key ^ (key >>> 32)) & mask;
    while (table[slot] != 0 && table[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /// Zero marks an empty slot.
  private static long nonZero(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }
}
