// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.sql.SqlTokens.Kind;
import dev.clew.sql.SqlTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Refuses queries that could reach anything but the views and pure functions.
///
/// It looks at the text that ClickHouse itself formatted, and that text is what runs. `EXPLAIN AST`
/// would not do: it leaves out what stands in `OVER (…)` and `APPLY(…)`. Two rules are enough:
/// whatever is called must be on a list, since files, networks, dictionaries and the server are
/// only reached by calls; and no name may begin with another database. A name without a database is
/// one of the views or of the query's own, since the default database is empty and read-only
/// connections cannot open files as tables.
final class SqlGuard {

  /// Keywords that may stand before a parenthesis, as the formatter writes them.
  private static final Set<String> KEYWORDS =
      Set.of(
          ("ALL AND ANTI ANY ARRAY AS ASC BETWEEN BY CASE COLUMNS CUBE DESC DISTINCT DIV ELSE EXCEPT EXISTS FILL FILTER FROM GLOBAL HAVING"
                  + " ILIKE IN INTERPOLATE INTERSECT INTERVAL IS JOIN LIKE LIMIT MATERIALIZED MOD NOT NULL OFFSET ON OR OVER PARTITION PREWHERE"
                  + " QUALIFY RANGE RECURSIVE REPLACE ROLLUP ROWS SAMPLE SELECT SETS SOME STEP THEN TO UNION USING VALUES WHEN WHERE WITH")
              .split(" "));

  /// Clauses that belong to whoever runs the query. SETTINGS above all: those of a subquery are
  /// applied without a check, and could lift the pin to the project.
  private static final Set<String> CLAUSES = Set.of("FORMAT", "SETTINGS", "INTO");

  private final SqlFunctions functions;
  private final Set<String> otherDatabases;

  /// @param otherDatabases in lower case
  SqlGuard(SqlFunctions functions, Set<String> otherDatabases) {
    this.functions = functions;
    this.otherDatabases = Set.copyOf(otherDatabases);
  }

  /// @throws AppException INVALID with what is not allowed
  void check(String formatted) {
    var tokens = SqlTokens.of(formatted);
    var first = tokens.isEmpty() ? "" : tokens.getFirst().text();
    if (!first.equals("SELECT") && !first.equals("WITH") && !first.equals("(")) {
      throw refused("only SELECT can be asked");
    }
    for (int i = 0; i < tokens.size(); i++) {
      var token = tokens.get(i);
      if (token.kind() == Kind.PARAMETER) {
        checkParameter(token);
      } else if (token.isName()) {
        checkName(tokens, i);
      }
    }
  }

  private static void checkParameter(Token token) {
    if (token.text().toLowerCase(Locale.ROOT).contains("identifier")) {
      throw refused("parameters can be values, not names: " + token.text());
    }
  }

  private void checkName(List<Token> tokens, int index) {
    var token = tokens.get(index);
    boolean continues = index > 0 && tokens.get(index - 1).is(".");
    boolean isKeyword = token.kind() == Kind.WORD && !continues;
    var after = index + 1 < tokens.size() ? tokens.get(index + 1) : null;
    if (isKeyword && CLAUSES.contains(token.text()) && !isOperand(after)) {
      throw refused(token.text() + " is decided by the server; leave it out");
    }
    if (isKeyword && token.text().equals("EXPLAIN") && index > 0 && tokens.get(index - 1).is("(")) {
      throw refused("EXPLAIN is not available");
    }
    if (after == null) {
      return;
    }
    if (after.is(".") && !continues && isOtherDatabase(token.text())) {
      throw refused(
          "%s cannot be read; there are the views spans, calls, runs, messages, definitions, logs"
              .formatted(token.text()));
    }
    boolean isCall = after.is("(") && !(isKeyword && KEYWORDS.contains(token.text()));
    if (isCall && !functions.isAllowed(token.text())) {
      throw refused("the function %s is not available".formatted(token.text()));
    }
  }

  private boolean isOtherDatabase(String name) {
    return otherDatabases.contains(name.toLowerCase(Locale.ROOT));
  }

  /// A column may be called like a clause.
  private static boolean isOperand(@Nullable Token after) {
    return after == null || after.is(",") || after.is(".") || after.is("(") || after.is("=");
  }

  private static AppException refused(String why) {
    return new AppException(ErrorCode.INVALID, "query: " + why);
  }
}
