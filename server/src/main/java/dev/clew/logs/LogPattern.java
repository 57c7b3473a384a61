// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/// What lines that differ only in their values have in common: numbers, ids, addresses and quoted
/// text become `*`.
final class LogPattern {

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  /// Of a line; what comes later seldom tells kinds of lines apart.
  private static final int READ_CHARACTERS = 400;

  private static final int HEX_DIGITS = 8;
  private static final int UUID_LENGTH = 36;
  private static final char VALUE = '*';

  private final String text;
  private final int end;
  private final StringBuilder template = new StringBuilder();
  private int at;

  private LogPattern(String text) {
    this.text = text;
    end = Math.min(text.length(), READ_CHARACTERS);
  }

  static String template(String text) {
    return new LogPattern(text).build();
  }

  /// 0 for a line without text.
  static long id(String template) {
    return template.isEmpty() ? 0 : HASHER.hashCharsToLong(template);
  }

  private String build() {
    while (at < end) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        quoted(c);
      } else if (isWord(c)) {
        word();
      } else if (Character.isWhitespace(c)) {
        space();
      } else {
        template.append(c);
        at++;
      }
    }
    return template.toString().strip();
  }

  /// Quoted text is a value, except for the names in JSON. A single quote inside a word is an
  /// apostrophe.
  private void quoted(char quote) {
    int close = close(quote);
    boolean isApostrophe = quote == '\'' && at > 0 && isWord(text.charAt(at - 1));
    if (isApostrophe || close < 0 || close - at > READ_CHARACTERS) {
      boolean isCut = close < 0 && !isApostrophe;
      if (isCut) {
        value();
      } else {
        template.append(quote);
      }
      at = isCut ? end : at + 1;
      return;
    }
    boolean isName = close + 1 < text.length() && text.charAt(close + 1) == ':';
    if (isName) {
      template.append(text, at, close + 1);
    } else {
      value();
    }
    at = close + 1;
  }

  /// Where the quoted text ends; -1 when it does not.
  private int close(char quote) {
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i;
      }
    }
    return -1;
  }

  /// A run of letters, digits and the signs that ids, times, addresses and paths are made of.
  private void word() {
    int start = at;
    boolean hasDigit = false;
    while (at < end && (isWord(text.charAt(at)) || isJoint(at))) {
      hasDigit |= isDigit(text.charAt(at));
      at++;
    }
    if (!hasDigit && !isHex(start, at)) {
      template.append(text, start, at);
      return;
    }
    if (isUuid(start, at)) {
      value();
    } else {
      parts(start, at);
    }
  }

  /// Keeps the parts of a word that say something: `/orders/17` is `/orders/*`, `level3` stays.
  private void parts(int start, int stop) {
    int from = start;
    for (int i = start; i <= stop; i++) {
      if (i == stop || !isWord(text.charAt(i))) {
        part(from, i);
        if (i < stop) {
          joint(text.charAt(i));
        }
        from = i + 1;
      }
    }
  }

  /// `123e4567-e89b-12d3-a456-426614174000`, whose parts may look like words.
  private boolean isUuid(int from, int to) {
    if (to - from != UUID_LENGTH) {
      return false;
    }
    for (int i = from; i < to; i++) {
      boolean isDash = i - from == 8 || i - from == 13 || i - from == 18 || i - from == 23;
      if (isDash ? text.charAt(i) != '-' : Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private void part(int from, int to) {
    boolean startsWithDigit = from < to && isDigit(text.charAt(from));
    if (startsWithDigit || isHex(from, to)) {
      value();
    } else {
      template.append(text, from, to);
    }
  }

  /// A joint between two values is part of one value: `2026-11-20T10:00:00.5` or `10.0.0.1:80`.
  private void joint(char c) {
    boolean afterValue = !template.isEmpty() && template.charAt(template.length() - 1) == VALUE;
    if (!afterValue || c == '/' || c == '_') {
      template.append(c);
    }
  }

  private void value() {
    if (template.isEmpty() || template.charAt(template.length() - 1) != VALUE) {
      template.append(VALUE);
    }
  }

  private void space() {
    while (at < end && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    template.append(' ');
  }

  private boolean isJoint(int index) {
    return "-.:/@+".indexOf(text.charAt(index)) >= 0
        && index + 1 < end
        && isWord(text.charAt(index + 1));
  }

  /// Letters alone are a word, however hexadecimal they look.
  private boolean isHex(int from, int to) {
    if (to - from < HEX_DIGITS) {
      return false;
    }
    boolean hasDigit = false;
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
      hasDigit |= isDigit(text.charAt(i));
    }
    return hasDigit;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
