// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.util.Arrays;

/// A bounded set of 64-bit fingerprints that forgets the oldest: two generations, of which the
/// older is dropped when the younger is full.
///
/// Holds at least the last `capacity` fingerprints. Fixed memory (32 bytes for each of `capacity`),
/// no garbage. Two different things share a fingerprint with a probability of about n²/2⁶⁵ for n
/// remembered. Thread-safe.
public final class RecentSet {

  private final int capacity;
  private final int mask;
  private long[] young;
  private long[] old;
  private int youngSize;

  /// @param capacity a power of two
  public RecentSet(int capacity) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("capacity: " + capacity + " (expected: a power of two)");
    }
    this.capacity = capacity;
    this.mask = capacity * 2 - 1;
    this.young = new long[capacity * 2];
    this.old = new long[capacity * 2];
  }

  public synchronized boolean contains(long fingerprint) {
    long key = nonZero(fingerprint);
    return young[slot(young, key)] == key || old[slot(old, key)] == key;
  }

  public synchronized void add(long fingerprint) {
    long key = nonZero(fingerprint);
    int slot = slot(young, key);
    if (young[slot] == key) {
      return;
    }
    if (youngSize == capacity) {
      var emptied = old;
      Arrays.fill(emptied, 0);
      old = young;
      young = emptied;
      youngSize = 0;
      slot = slot(young, key);
    }
    young[slot] = key;
    youngSize++;
  }

  private int slot(long[] table, long key) {
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
