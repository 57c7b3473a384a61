// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import dev.clew.engine.EngineException;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.Set;
import java.util.regex.Pattern;

/// What ClickHouse says about a query, for whoever wrote the query.
final class SqlErrors {

  /// ClickHouse's own failures: unknown, logical error, broken data, exceptions of its libraries.
  private static final Set<Integer> INTERNAL = Set.of(0, 49, 74, 246, 1000, 1001, 1002);

  private static final Pattern BEGIN = Pattern.compile("^(Code: \\d+\\. )?(DB::Exception: )*");

  /// Where it begins to speak of the query that was made of the user's.
  private static final Pattern END =
      Pattern.compile(
          "(:? in scope |\\. In query |:? ?\\(in query: |: While |\\. Stack trace|\\([A-Z_]+\\)\\s*$).*",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /// What a name that is no table looks like to a read-only connection.
  private static final int READONLY = 164;

  /// The parser lists everything that could follow, at length.
  private static final Pattern EXPECTED =
      Pattern.compile(" Expected one of: .{200,}$", Pattern.DOTALL);

  private SqlErrors() {}

  /// A failure that is the query's fault as INVALID; others as they are.
  static RuntimeException explain(EngineException failure) {
    if (failure.code() == EngineException.NOT_READ_ONLY) {
      return new AppException(ErrorCode.INVALID, "query: only one SELECT can be asked", failure);
    }
    if (failure.isLimit()
        || failure.code() < 0
        || failure.code() == EngineException.QUERY_WAS_CANCELLED
        || INTERNAL.contains(failure.code())) {
      return failure;
    }
    var message = failure.code() == READONLY ? "only the views can be read" : message(failure);
    return new AppException(ErrorCode.INVALID, "query: " + message, failure);
  }

  static String message(EngineException failure) {
    var text = String.valueOf(failure.getMessage());
    text = BEGIN.matcher(text).replaceFirst("");
    text = END.matcher(text).replaceFirst("");
    text = EXPECTED.matcher(text.strip()).replaceFirst("");
    return text;
  }
}
