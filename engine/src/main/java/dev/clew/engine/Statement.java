// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// SQL with the values of its `{name:Type}` parameters and the settings it runs with. Values never
/// become part of the SQL text.
///
/// @param parameters by name, in ClickHouse's text form; build them with the `with` methods
/// @param settings ClickHouse settings by name
public record Statement(String sql, Map<String, String> parameters, Map<String, String> settings) {

  public Statement {
    parameters = Map.copyOf(parameters);
    settings = Map.copyOf(settings);
  }

  public static Statement of(String sql) {
    return new Statement(sql, Map.of(), Map.of());
  }

  /// Binds text.
  public Statement with(String name, String value) {
    return withRaw(name, escape(value));
  }

  public Statement with(String name, long value) {
    return withRaw(name, Long.toString(value));
  }

  public Statement with(String name, double value) {
    return withRaw(name, Double.toString(value));
  }

  /// Binds an `Array(String)`.
  public Statement with(String name, Collection<String> values) {
    List<String> quoted = new ArrayList<>(values.size());
    for (var value : values) {
      quoted.add("'" + escape(value).replace("'", "\\'") + "'");
    }
    return withRaw(name, "[" + String.join(",", quoted) + "]");
  }

  /// Binds an array of numbers.
  public Statement withLongs(String name, Collection<Long> values) {
    return withRaw(name, values.toString());
  }

  /// Binds every parameter of `more`.
  public Statement withAll(Map<String, String> more) {
    var all = new LinkedHashMap<>(parameters);
    more.forEach((name, value) -> all.put(name, escape(value)));
    return new Statement(sql, all, settings);
  }

  public Statement setting(String name, String value) {
    var all = new LinkedHashMap<>(settings);
    all.put(name, value);
    return new Statement(sql, parameters, all);
  }

  public Statement setting(String name, long value) {
    return setting(name, Long.toString(value));
  }

  /// Ends with [EngineException#TIMEOUT_EXCEEDED] after `limit`.
  public Statement within(Duration limit) {
    return setting("max_execution_time", Double.toString(limit.toMillis() / 1000.0));
  }

  private Statement withRaw(String name, String value) {
    var all = new LinkedHashMap<>(parameters);
    all.put(name, value);
    return new Statement(sql, all, settings);
  }

  /// Parameter values are read in ClickHouse's `Escaped` (tab-separated) form.
  private static String escape(String value) {
    return value
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }

  /// The SQL with its settings as a clause at the end; names and values are ours, never a user's.
  String sqlWithSettings() {
    if (settings.isEmpty()) {
      return sql;
    }
    var clause = new StringBuilder(sql).append("\nSETTINGS ");
    settings.forEach(
        (name, value) ->
            clause
                .append(name)
                .append(" = '")
                .append(value.replace("\\", "\\\\").replace("'", "\\'"))
                .append("', "));
    return clause.substring(0, clause.length() - 2);
  }
}
