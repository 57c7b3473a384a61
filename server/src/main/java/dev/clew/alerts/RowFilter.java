// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.filter.Field;
import dev.clew.filter.Fields;
import dev.clew.filter.FilterSql;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.model.Filter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Turns a rule's filter into a condition on the rows of its source.
final class RowFilter {

  /// Of `spans`, which `calls` has not. Everything else can be asked of a call directly.
  private static final Set<String> NOT_OF_CALLS =
      Set.of(
          "name",
          "tool",
          "mcp_server",
          "peer",
          "mcp_method",
          "finish_reason",
          "quirk",
          "kind",
          "dialect");

  private static final Pattern PARAMETER = Pattern.compile("\\{f(\\d+):");
  private static final String WITHIN =
      "project_id = {project:String} AND minute BETWEEN toDateTime({from:Int64} - 3600) AND toDateTime({to:Int64} + 3600)";

  private final String database;

  RowFilter(String database) {
    this.database = database;
  }

  /// @param sql of a condition
  /// @param parameters to bind
  record Compiled(String sql, Map<String, String> parameters) {}

  /// Fails for what cannot be asked of rows of the source.
  static void check(Source source, Filter filter) {
    if (source != Source.BUDGETS) {
      var _ = FilterSql.compile(filter, subject(source), "");
    }
  }

  /// @param prefix of the names of parameters: several rules share a statement
  Compiled compile(Source source, Filter filter, String prefix) {
    var condition = FilterSql.compile(filter, subject(source), database);
    var sql = PARAMETER.matcher(condition.sql()).replaceAll("{" + prefix + "f$1:");
    var parameters = new LinkedHashMap<String, String>();
    condition.parameters().forEach((name, value) -> parameters.put(prefix + name, value));
    return new Compiled(within(source, filter, sql), parameters);
  }

  private String within(Source source, Filter filter, String sql) {
    return switch (source) {
      case TRACES, BUDGETS, METRIC -> sql;
      case CALLS ->
          isOfCalls(filter)
              ? sql
              : "(trace_id, span_id) IN (SELECT trace_id, span_id FROM %s.spans WHERE %s AND %s)"
                  .formatted(database, WITHIN, sql);
      case VERDICTS, FINDINGS ->
          filter.equals(Filter.ALL)
              ? sql
              : "trace_id IN (SELECT trace_id FROM %s.runs FINAL WHERE %s AND %s)"
                  .formatted(database, WITHIN, sql);
    };
  }

  private static Subject subject(Source source) {
    return switch (source) {
      case CALLS -> Subject.SPANS;
      case TRACES, VERDICTS, FINDINGS, BUDGETS -> Subject.TRACES;
      case METRIC -> Subject.METRICS;
    };
  }

  private static boolean isOfCalls(Filter filter) {
    return switch (filter) {
      case Filter.And(var all) -> areOfCalls(all);
      case Filter.Or(var any) -> areOfCalls(any);
      case Filter.Not(var negated) -> isOfCalls(negated);
      case Filter.Is(var name, _) -> isOfCalls(Fields.find(name));
      case Filter.Present(var name) -> isOfCalls(Fields.find(name));
      case Filter.Compares(var name, _, _) -> isOfCalls(Fields.find(name));
      case Filter.Text _ -> false;
      case Filter.HasError() -> true;
    };
  }

  private static boolean areOfCalls(List<Filter> filters) {
    return filters.stream().allMatch(RowFilter::isOfCalls);
  }

  private static boolean isOfCalls(@Nullable Field field) {
    return field != null && !NOT_OF_CALLS.contains(field.name()) && !field.name().contains(".");
  }
}
