// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// A trace or span id as it arrives: perhaps missing, of a wrong length, or zero.
final class DraftId {

  private static final int SHOWN_BYTES = 32;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int size;
  private long high;
  private long low;
  private boolean present;
  private @Nullable String wrong;

  DraftId(int size) {
    this.size = size;
  }

  void clear() {
    high = 0;
    low = 0;
    present = false;
    wrong = null;
  }

  void set(byte[] bytes, int from, int length) {
    clear();
    if (length == size) {
      present = true;
      high = size == 16 ? (long) LONG.get(bytes, from) : 0;
      low = (long) LONG.get(bytes, from + size - 8);
    } else if (length > 0) {
      int shown = Math.min(length, SHOWN_BYTES);
      wrong = HexFormat.of().formatHex(bytes, from, from + shown) + (shown < length ? "…" : "");
    }
  }

  /// Takes hexadecimal digits of either case; `false` when there is anything else in the text.
  boolean setHex(String hex) {
    clear();
    for (int i = 0; i < hex.length(); i++) {
      if (!HexFormat.isHexDigit(hex.charAt(i))) {
        return false;
      }
    }
    if (hex.length() == 2 * size) {
      present = true;
      high = size == 16 ? HexFormat.fromHexDigitsToLong(hex, 0, 16) : 0;
      low = HexFormat.fromHexDigitsToLong(hex, 2 * size - 16, 2 * size);
    } else if (!hex.isEmpty()) {
      wrong = hex.length() <= 2 * SHOWN_BYTES ? hex : hex.substring(0, 2 * SHOWN_BYTES) + "…";
    }
    return true;
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }

  boolean isValid() {
    return present && (high | low) != 0;
  }

  /// A parent may be absent or zero: then the span is a root.
  boolean isValidParent() {
    return wrong == null;
  }

  String problem(String what) {
    if (wrong != null) {
      return what + " " + wrong + " (expected: " + size + " bytes)";
    }
    return present ? what + " is all zero" : what + " is missing";
  }
}
