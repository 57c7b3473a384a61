// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A W3C trace id: 16 bytes, big-endian in `high` and `low`; all zero is invalid.
public record TraceId(long high, long low) implements Comparable<TraceId> {

  public boolean isValid() {
    return (high | low) != 0;
  }

  /// 32 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
  }

  /// Reads 32 hexadecimal digits of either case; `null` when the text is anything else.
  public static @Nullable TraceId parse(CharSequence hex) {
    if (hex.length() != 32) {
      return null;
    }
    try {
      return new TraceId(
          HexFormat.fromHexDigitsToLong(hex, 0, 16), HexFormat.fromHexDigitsToLong(hex, 16, 32));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public int compareTo(TraceId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String toString() {
    return hex();
  }
}
