// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.QueryStats;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.filter.FilterSql;
import dev.clew.filter.FilterSql.Subject;
import dev.clew.model.Filter;
import java.time.Duration;
import java.util.function.Consumer;

/// What routes query: the tables, after everything acknowledged so far has reached them.
///
/// @param database where the tables are; SQL names it as `${database}`
/// @param freshness makes what was acknowledged before the call visible, for a project
public record Store(ClickHouse clickHouse, String database, Consumer<String> freshness) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Begins a statement about one project and time range.
  public Statement about(Request request, TimeRange range, String sql) {
    return about(request.project(), range, sql);
  }

  /// Likewise where there is no request.
  public Statement about(String project, TimeRange range, String sql) {
    return about(project, sql)
        .with("from", range.fromSeconds())
        .with("to", range.toSeconds())
        .with("from_ns", range.fromNs())
        .with("to_ns", range.toNs());
  }

  /// Begins a statement about one project.
  public Statement about(Request request, String sql) {
    return about(request.project(), sql);
  }

  private Statement about(String project, String sql) {
    return Statement.of(sql.replace("${database}", database))
        .with("project", project)
        .within(LIMIT);
  }

  public FilterSql.Condition compile(Filter filter, Subject subject) {
    return FilterSql.compile(filter, subject, database);
  }

  public QueryStats query(Statement statement, Consumer<Row> onRow) {
    return clickHouse.query(statement, onRow);
  }

  /// Call once per request, before its first query.
  public void refresh(Request request) {
    freshness.accept(request.project());
  }
}
