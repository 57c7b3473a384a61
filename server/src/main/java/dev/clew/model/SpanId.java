// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A W3C span id: 8 bytes, big-endian; zero is invalid and, as a parent, means "none".
public record SpanId(long value) {

  public static final SpanId NONE = new SpanId(0);

  public boolean isValid() {
    return value != 0;
  }

  /// 16 lower-case hexadecimal digits.
  public String hex() {
    return HexFormat.of().toHexDigits(value);
  }

  /// Reads 16 hexadecimal digits of either case; `null` when the text is anything else.
  public static @Nullable SpanId parse(CharSequence hex) {
    if (hex.length() != 16) {
      return null;
    }
    try {
      return new SpanId(HexFormat.fromHexDigitsToLong(hex));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return hex();
  }
}
