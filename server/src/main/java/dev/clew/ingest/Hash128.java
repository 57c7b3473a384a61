// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/// XXH3-128 of some bytes: what messages, definitions and resources are known by. Not a defence
/// against someone who may write to the same project.
public record Hash128(long high, long low) {

  public static final Hash128 NONE = new Hash128(0, 0);

  private static final Hasher128 XXH3 = Hashing.xxh3_128();

  static Hash128 of(byte[] bytes) {
    var hash = XXH3.hashBytesTo128Bits(bytes);
    return new Hash128(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
  }

  /// The half by which messages are known: they are compared within one trace only, where 64 bits
  /// tell a hundred thousand of them apart (one chance in three billion), and a hash, which no
  /// codec compresses, is a tenth of what a stored call takes.
  public long inTrace() {
    return high;
  }

  /// A 64-bit key for "this content in that place".
  long within(long place) {
    return (high ^ Long.rotateLeft(low, 31) ^ place) * 0x9E3779B97F4A7C15L;
  }
}
