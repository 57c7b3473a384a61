// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

/// Looks for what a read-only connection does not refuse by itself.
///
/// ClickHouse checks the SETTINGS clause of a query against `readonly`, but applies that of a
/// subquery unchecked, and so could lift `additional_table_filters`. The text looked at is
/// ClickHouse's own formatting: no comments, keywords in capitals.
final class UntrustedSql {

  private static final String SETTINGS = "SETTINGS";

  private UntrustedSql() {}

  /// Whether a SETTINGS clause stands anywhere in `formatted`, outside of quotes.
  static boolean changesSettings(String formatted) {
    int at = 0;
    while (at < formatted.length()) {
      char next = formatted.charAt(at);
      if (next == '\'' || next == '"' || next == '`') {
        at = afterQuote(formatted, at);
      } else if (Character.isLetter(next) || next == '_') {
        int end = at;
        while (end < formatted.length() && isWordCharacter(formatted.charAt(end))) {
          end++;
        }
        if (formatted.startsWith(SETTINGS, at) && end - at == SETTINGS.length()) {
          return true;
        }
        at = end;
      } else {
        at++;
      }
    }
    return false;
  }

  private static int afterQuote(String text, int open) {
    char quote = text.charAt(open);
    for (int at = open + 1; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '\\') {
        at++;
      } else if (next == quote) {
        return at + 1;
      }
    }
    return text.length();
  }

  private static boolean isWordCharacter(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
