// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Text from bytes that claim to be UTF-8. Malformed sequences become U+FFFD and count as a loss.
final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  static String decode(byte[] bytes, int from, int length, int maxBytes, Losses losses) {
    int kept = length;
    if (length > maxBytes) {
      kept = codePointBoundary(bytes, from, maxBytes);
      losses.cut();
    }
    var text = new String(bytes, from, kept, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0 && !isExact(text, bytes, from, kept)) {
      losses.cut();
    }
    return text;
  }

  /// Cuts text to `maxBytes` of UTF-8 and replaces lone surrogates, exactly as [#decode] would.
  static String clip(String text, int maxBytes, Losses losses) {
    var clean = replaceLoneSurrogates(text);
    if (clean.length() > maxBytes / 3) {
      var bytes = clean.getBytes(UTF_8);
      if (bytes.length > maxBytes) {
        return decode(bytes, 0, bytes.length, maxBytes, losses);
      }
    }
    if (!clean.equals(text)) {
      losses.cut();
    }
    return clean;
  }

  private static int codePointBoundary(byte[] bytes, int from, int maxBytes) {
    // A code point has at most three continuation bytes; more of them are garbage, cut anywhere.
    for (int back = 0; back <= 3 && back < maxBytes; back++) {
      if ((bytes[from + maxBytes - back] & 0xC0) != 0x80) {
        return maxBytes - back;
      }
    }
    return maxBytes;
  }

  private static boolean isExact(String text, byte[] bytes, int from, int length) {
    var encoded = text.getBytes(UTF_8);
    return Arrays.equals(encoded, 0, encoded.length, bytes, from, from + length);
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder repaired = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
        continue;
      }
      if (repaired == null) {
        repaired = new StringBuilder(text);
      }
      repaired.setCharAt(i, REPLACEMENT);
    }
    return repaired == null ? text : repaired.toString();
  }
}
