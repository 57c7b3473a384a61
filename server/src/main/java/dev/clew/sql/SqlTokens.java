// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import java.util.ArrayList;
import java.util.List;

/// The words of a query as ClickHouse formats it: no comments, keywords in capitals, operators
/// instead of the functions behind them.
final class SqlTokens {

  /// What a token is.
  enum Kind {
    /// An identifier or keyword without quotes.
    WORD,
    /// An identifier in quotes, of any characters.
    QUOTED,
    STRING,
    /// `{name:Type}`, or only `{`.
    PARAMETER,
    NUMBER,
    SYMBOL
  }

  /// @param text without quotes
  record Token(Kind kind, String text) {

    boolean isName() {
      return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    boolean is(String symbol) {
      return kind == Kind.SYMBOL && text.equals(symbol);
    }
  }

  private final String sql;
  private int at;

  private SqlTokens(String sql) {
    this.sql = sql;
  }

  static List<Token> of(String formatted) {
    var reader = new SqlTokens(formatted);
    var tokens = new ArrayList<Token>();
    while (reader.at < formatted.length()) {
      char next = formatted.charAt(reader.at);
      if (Character.isWhitespace(next)) {
        reader.at++;
      } else {
        tokens.add(reader.next(next));
      }
    }
    return tokens;
  }

  private Token next(char first) {
    if (first == '\'') {
      return new Token(Kind.STRING, quoted(first));
    }
    if (first == '`' || first == '"') {
      return new Token(Kind.QUOTED, quoted(first));
    }
    if (first == '{') {
      return new Token(Kind.PARAMETER, parameter());
    }
    int start = at;
    if (isWordStart(first)) {
      while (at < sql.length() && isWordPart(sql.charAt(at))) {
        at++;
      }
      return new Token(Kind.WORD, sql.substring(start, at));
    }
    if (Character.isDigit(first)) {
      while (at < sql.length() && (isWordPart(sql.charAt(at)) || isFraction())) {
        at++;
      }
      return new Token(Kind.NUMBER, sql.substring(start, at));
    }
    at++;
    return new Token(Kind.SYMBOL, sql.substring(start, at));
  }

  /// A point belongs to a number only before a digit; `t.1.x` is read as three parts.
  private boolean isFraction() {
    return sql.charAt(at) == '.' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1));
  }

  private String quoted(char quote) {
    var text = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char next = sql.charAt(at++);
      if (next == '\\' && at < sql.length()) {
        text.append(sql.charAt(at++));
      } else if (next == quote) {
        if (at < sql.length() && sql.charAt(at) == quote) {
          text.append(sql.charAt(at++));
        } else {
          return text.toString();
        }
      } else {
        text.append(next);
      }
    }
    return text.toString();
  }

  private String parameter() {
    int close = sql.indexOf('}', at);
    var text = close < 0 ? "" : sql.substring(at, close + 1);
    if (!text.matches("\\{\\s*\\w+\\s*:[^'`\"{]*}")) {
      at++;
      return "{";
    }
    at = close + 1;
    return text;
  }

  private static boolean isWordStart(char c) {
    return Character.isLetter(c) || c == '_' || c == '$';
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '$';
  }
}
