// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpMethod;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.http.Endpoint;
import dev.clew.http.Permission;
import dev.clew.http.Reply;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQL of users: read-only, bounded, and only about their project.
///
/// Three walls, each enough on its own: [SqlGuard] lets a query name only our views,
/// `additional_table_filters` pins every table behind them to the project, and the connection is
/// read-only with settings that the query cannot change.
public final class SqlApi {

  static final List<String> VIEWS =
      List.of(
          "spans",
          "calls",
          "runs",
          "messages",
          "definitions",
          "logs",
          "metric_series",
          "metric_points",
          "metric_histograms",
          "metric_exemplars",
          "edges",
          "token_ledger",
          "findings");

  private static final List<String> TABLES =
      List.of(
          "spans",
          "messages",
          "definitions",
          "traces",
          "usage_1m",
          "requests_1m",
          "tool_calls",
          "calls",
          "runs",
          "edges_1m",
          "logs",
          "metric_series",
          "metric_points",
          "metric_histograms",
          "metric_exemplars",
          "token_ledger",
          "findings",
          "ingest_ledger");
  private static final int MAX_LENGTH = 100_000;
  private static final int MAX_PARAMETERS = 100;
  private static final int MAX_SECONDS = 30;
  private static final long MAX_MEMORY_BYTES = 1L << 30;
  private static final long MAX_RESULT_BYTES = 64L << 20;

  private final Store store;
  private final SqlSchema schema;
  private volatile @Nullable SqlGuard guard;

  public SqlApi(Store store) {
    this.store = store;
    schema = new SqlSchema(store);
  }

  public List<Endpoint> endpoints() {
    return List.of(
        new Endpoint(
            HttpMethod.POST,
            "/api/v1/sql",
            Permission.READ,
            "Rows of one SELECT over the views",
            List.of(),
            this::query),
        Endpoint.get(
            "/api/v1/sql/schema",
            "The views and their columns, with examples",
            List.of(),
            schema::answer));
  }

  private Reply query(Request request) {
    var asked = asked(request);
    store.refresh(request);
    try {
      var formatted = format(asked.path("query").asText(""));
      guard().check(formatted);
      var statement =
          limited(bind(Statement.of(withViews(formatted)), asked.path("params")), request);
      var rows = new SqlRows();
      return Reply.json(
          json -> {
            var stats = store.clickHouse().streamUntrusted(statement, SqlRows.FORMAT, rows::read);
            rows.write(json);
            Reply.stats(json, stats);
          });
    } catch (EngineException e) {
      throw SqlErrors.explain(e);
    }
  }

  private static JsonNode asked(Request request) {
    JsonNode asked;
    try {
      asked = Reply.MAPPER.readTree(request.body().bytes());
    } catch (IOException e) {
      throw new AppException(ErrorCode.INVALID, "body: not JSON (expected: {query, params})", e);
    }
    if (!asked.path("query").isTextual() || !isParameters(asked.path("params"))) {
      throw new AppException(
          ErrorCode.INVALID, "body: (expected: {query: text, params: {name: value}})");
    }
    int length = asked.path("query").asText().length();
    if (length == 0 || length > MAX_LENGTH) {
      throw new AppException(
          ErrorCode.INVALID,
          "query: %d characters (expected: 1..%d)".formatted(length, MAX_LENGTH));
    }
    return asked;
  }

  /// The query as ClickHouse understands it; what it does not understand ends here, with positions
  /// in the user's own text.
  private String format(String query) {
    var formatted = new ArrayList<String>();
    store.query(
        Statement.of("SELECT formatQuerySingleLine({query:String}) AS formatted")
            .with("query", query),
        row -> formatted.add(row.string("formatted")));
    return formatted.getFirst();
  }

  /// Asked for once: neither functions nor databases change while the server runs.
  private SqlGuard guard() {
    var known = guard;
    if (known == null) {
      Set<String> others = new HashSet<>();
      store.query(
          Statement.of("SELECT name FROM system.databases"),
          row -> others.add(row.string("name").toLowerCase(Locale.ROOT)));
      others.remove(database().toLowerCase(Locale.ROOT));
      known = new SqlGuard(SqlFunctions.load(store.clickHouse()), others);
      guard = known;
    }
    return known;
  }

  private String database() {
    return store.database() + "_sql";
  }

  /// Makes the views known without their database, and ends the answer one row after the last that
  /// is shown.
  private String withViews(String formatted) {
    var views =
        VIEWS.stream()
            .map(view -> "%1$s AS (SELECT * FROM %2$s.%1$s)".formatted(view, database()))
            .toList();
    return "WITH %s SELECT * FROM (%s) LIMIT %d"
        .formatted(String.join(", ", views), formatted, SqlRows.MAX_ROWS + 1);
  }

  private static boolean isParameters(JsonNode params) {
    return params.isMissingNode() || params.isNull() || params.isObject();
  }

  private static Statement bind(Statement statement, JsonNode params) {
    if (params.size() > MAX_PARAMETERS) {
      throw new AppException(
          ErrorCode.INVALID,
          "params: %d (expected: at most %d)".formatted(params.size(), MAX_PARAMETERS));
    }
    var bound = statement;
    for (var param : params.properties()) {
      var value = param.getValue();
      if (!param.getKey().matches("[A-Za-z_]\\w{0,99}")) {
        throw new AppException(
            ErrorCode.INVALID, "params: %s (expected: a name)".formatted(param.getKey()));
      }
      if (value.isArray()) {
        var items = new ArrayList<String>();
        value.forEach(item -> items.add(item.asText()));
        boolean numbers = !value.isEmpty() && value.get(0).isNumber();
        bound =
            numbers
                ? bound.with(param.getKey(), "[" + String.join(",", items) + "]")
                : bound.with(param.getKey(), items);
      } else {
        bound = bound.with(param.getKey(), value.isValueNode() ? value.asText() : value.toString());
      }
    }
    return bound;
  }

  private Statement limited(Statement statement, Request request) {
    return statement
        .setting("additional_table_filters", filters(request.project()))
        .setting("max_execution_time", MAX_SECONDS)
        .setting("max_memory_usage", MAX_MEMORY_BYTES)
        .setting("max_result_bytes", MAX_RESULT_BYTES)
        .setting("result_overflow_mode", "throw")
        .setting("allow_introspection_functions", 0);
  }

  /// A map literal of table and condition, each in quotes of its own.
  private String filters(String project) {
    var condition = "project_id = " + quote(project);
    var filters = new ArrayList<String>();
    for (var table : TABLES) {
      filters.add(quote(store.database() + "." + table) + ": " + quote(condition));
    }
    return "{" + String.join(", ", filters) + "}";
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
