// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv.content;

/// Walks along the dotted segments of an indexed attribute key.
final class KeyPath {

  private static final int MAX_DIGITS = 6;

  private final String key;
  private int at;

  KeyPath(String key, int at) {
    this.key = key;
    this.at = at;
  }

  /// Takes a number and the dot behind it; -1 when there is none.
  int number() {
    int end = at;
    int number = 0;
    while (end < key.length() && key.charAt(end) >= '0' && key.charAt(end) <= '9') {
      number = number * 10 + key.charAt(end++) - '0';
      if (end - at > MAX_DIGITS) {
        return -1;
      }
    }
    if (end == at || end == key.length() || key.charAt(end) != '.') {
      return -1;
    }
    at = end + 1;
    return number;
  }

  /// Takes the first of the words that comes next.
  boolean skip(String... words) {
    for (var word : words) {
      if (key.startsWith(word, at)) {
        at += word.length();
        return true;
      }
    }
    return false;
  }

  String rest() {
    return key.substring(at);
  }
}
