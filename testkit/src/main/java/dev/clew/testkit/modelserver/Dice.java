// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

/// Numbers that look random and depend on the seed and the given text alone, so that a run can be
/// repeated.
///
/// @param seed one per server
record Dice(long seed) {

  /// A number from 0 to `sides` - 1.
  ///
  /// @param purpose keeps throws for different decisions about one text apart
  int roll(String purpose, String text, int sides) {
    long mixed = mix(seed ^ mix(hash(purpose) ^ mix(hash(text))));
    return (int) Long.remainderUnsigned(mixed, sides);
  }

  /// A factor between 1 - `spread` and 1 + `spread`.
  double jitter(String purpose, String text, double spread) {
    return 1 + spread * (roll(purpose, text, 2001) / 1000.0 - 1);
  }

  /// A 64-bit hash: 32 bits of `String.hashCode` repeat within a long demo.
  static long hash(String text) {
    long hash = 0;
    for (int i = 0; i < text.length(); i++) {
      hash = hash * 0x100000001B3L + text.charAt(i);
    }
    return hash;
  }

  /// The finalizer of SplitMix64.
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
