// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

import org.jspecify.annotations.Nullable;

/// Ends JSON that a length limit cut off, so that what arrived can be read (semconv §3.8).
///
/// A string value that is cut keeps its beginning; anything else that is cut goes, back to the last
/// value that was complete.
final class CutJson {

  private static final int MAX_DEPTH = 200;

  private final String text;
  private final StringBuilder closers = new StringBuilder();
  private int safeEnd;
  private String safeClosers = "";

  private CutJson(String text) {
    this.text = text;
  }

  /// `null` when the text is broken in another way, or nothing of it can be kept.
  static @Nullable String close(String text) {
    return new CutJson(text).close();
  }

  private @Nullable String close() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        int end = endOfString(at + 1);
        if (end < 0) {
          return closeString(at);
        }
        at = end;
        if (!isName(at)) {
          rememberSafe(at);
        }
        continue;
      }
      if (c == '{' || c == '[') {
        if (closers.length() == MAX_DEPTH) {
          return null;
        }
        closers.insert(0, c == '{' ? '}' : ']');
        rememberSafe(at + 1);
      } else if (c == '}' || c == ']') {
        if (closers.isEmpty() || closers.charAt(0) != c) {
          return null;
        }
        closers.deleteCharAt(0);
        rememberSafe(at + 1);
      } else if (c == ',') {
        rememberSafe(at);
      }
      at++;
    }
    // Nothing is open, so nothing was cut: there is other text behind the JSON.
    return safeEnd == 0 || closers.isEmpty() ? null : text.substring(0, safeEnd) + safeClosers;
  }

  private void rememberSafe(int end) {
    safeEnd = end;
    safeClosers = closers.toString();
  }

  private int endOfString(int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return -1;
  }

  /// A string is a name, not a value, when it follows `{` or `,` inside an object.
  private boolean isName(int end) {
    int next = end;
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
    return next == text.length() ? startsName(end) : text.charAt(next) == ':';
  }

  private boolean startsName(int end) {
    int quote = text.lastIndexOf('"', end - 2);
    return closers.isEmpty() || (closers.charAt(0) == '}' && previous(quote) != ':');
  }

  private char previous(int at) {
    int i = at - 1;
    while (i >= 0 && Character.isWhitespace(text.charAt(i))) {
      i--;
    }
    return i < 0 ? ' ' : text.charAt(i);
  }

  private @Nullable String closeString(int quote) {
    boolean isValue = !closers.isEmpty() && (closers.charAt(0) == ']' || previous(quote) == ':');
    if (!isValue) {
      return safeEnd == 0 ? null : text.substring(0, safeEnd) + safeClosers;
    }
    return text.substring(0, endWithoutEscape()) + '"' + closers;
  }

  /// Leaves out an escape sequence that lost its end.
  private int endWithoutEscape() {
    int end = text.length();
    int escape = text.lastIndexOf('\\');
    if (escape < 0 || end - escape > 5) {
      return end;
    }
    int slashes = 0;
    for (int i = escape; i >= 0 && text.charAt(i) == '\\'; i--) {
      slashes++;
    }
    boolean isOpen = slashes % 2 == 1;
    boolean isUnicode = end - escape > 1 && text.charAt(escape + 1) == 'u';
    return isOpen && (end - escape == 1 || isUnicode) ? escape : end;
  }
}
