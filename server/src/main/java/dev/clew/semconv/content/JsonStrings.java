// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import org.jspecify.annotations.Nullable;

/// Reads the strings of a JSON text by looking for their ends, which the JVM does many characters
/// at a time (RFC 8259 §7).
final class JsonStrings {

  private static final String ESCAPES = "\"\\/bfnrt";
  private static final String ESCAPED = "\"\\/\b\f\n\r\t";

  private final String text;

  /// Where the next backslash is at or after the place last asked for.
  private int backslash = -1;

  private int end;

  JsonStrings(String text) {
    this.text = text;
  }

  /// Behind the string read last.
  int end() {
    return end;
  }

  /// @param quote where the string starts
  /// @return `null` when it does not end or holds a wrong escape
  @Nullable String read(int quote) {
    int close = text.indexOf('"', quote + 1);
    if (close < 0) {
      return null;
    }
    if (!hasBackslash(quote + 1, close)) {
      end = close + 1;
      return text.substring(quote + 1, close);
    }
    return unescape(quote + 1);
  }

  /// Like `read`, without making the words anew that every message has.
  ///
  /// @param quote where the string starts
  @Nullable String word(int quote) {
    int first = quote + 1;
    var known = first < text.length() ? likely(text.charAt(first), first + 1) : null;
    if (known != null && text.startsWith(known, first)) {
      int close = first + known.length();
      if (close < text.length() && text.charAt(close) == '"') {
        end = close + 1;
        return known;
      }
    }
    return read(quote);
  }

  private @Nullable String likely(char first, int next) {
    return switch (first) {
      case 'a' -> "assistant";
      case 'c' -> "content";
      case 'f' -> "finish_reason";
      case 'p' -> "parts";
      case 'r' -> "role";
      case 's' -> next < text.length() && text.charAt(next) == 't' ? "stop" : "system";
      case 't' -> next < text.length() && text.charAt(next) == 'y' ? "type" : "text";
      case 'u' -> "user";
      default -> null;
    };
  }

  private boolean hasBackslash(int from, int to) {
    if (backslash < from) {
      int next = text.indexOf('\\', from);
      backslash = next < 0 ? Integer.MAX_VALUE : next;
    }
    return backslash < to;
  }

  private @Nullable String unescape(int from) {
    var plain = new StringBuilder();
    int done = from;
    while (true) {
      int close = text.indexOf('"', done);
      if (close < 0) {
        return null;
      }
      if (!hasBackslash(done, close)) {
        end = close + 1;
        return plain.append(text, done, close).toString();
      }
      plain.append(text, done, backslash);
      done = escape(backslash, plain);
      if (done < 0) {
        return null;
      }
    }
  }

  /// @return behind the escape sequence; -1 when it is none
  private int escape(int at, StringBuilder plain) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    char kind = text.charAt(at + 1);
    int place = ESCAPES.indexOf(kind);
    if (place >= 0) {
      plain.append(ESCAPED.charAt(place));
      return at + 2;
    }
    if (kind != 'u' || at + 6 > text.length()) {
      return -1;
    }
    int code = 0;
    for (int i = at + 2; i < at + 6; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0 || text.charAt(i) > 'f') {
        return -1;
      }
      code = code * 16 + digit;
    }
    plain.append((char) code);
    return at + 6;
  }
}
