// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import org.jspecify.annotations.Nullable;

/// Decimal numbers written as text, read without an exception for the text that is none.
public final class Decimal {

  private static final int MAX_LENGTH = 40;

  private Decimal() {}

  /// Accepts surrounding blanks, quotes and thousand separators; `null` for anything else.
  public static @Nullable Double parse(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return null;
    }
    var digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ',' && c != '"' && c != ' ' && c != '_') {
        digits.append(c);
      }
    }
    return isDecimal(digits) ? (Double) Double.parseDouble(digits.toString()) : null;
  }

  /// sign? digits (. digits)? (e sign? digits)?
  private static boolean isDecimal(StringBuilder text) {
    int at = skipSign(text, 0);
    int whole = skipDigits(text, at);
    if (whole == at) {
      return false;
    }
    at = whole;
    if (at < text.length() && text.charAt(at) == '.') {
      at = skipDigits(text, at + 1);
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = skipSign(text, at + 1);
      int end = skipDigits(text, exponent);
      // More digits would overflow to infinity.
      if (end == exponent || end - exponent > 2) {
        return false;
      }
      at = end;
    }
    return at == text.length();
  }

  private static int skipSign(StringBuilder text, int at) {
    boolean isSign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    return isSign ? at + 1 : at;
  }

  private static int skipDigits(StringBuilder text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
