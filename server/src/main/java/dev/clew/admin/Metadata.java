// SPDX-License-Identifier: Apache-2.0
package dev.clew.admin;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The SQLite database of mutable state. Few rows, few writers: one connection, one statement at a
/// time.
public final class Metadata implements AutoCloseable {

  /// Each entry runs once, in order; `PRAGMA user_version` says how many have run.
  private static final List<String> SCHEMA =
      List.of(
          """
          CREATE TABLE projects (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL);
          INSERT INTO projects VALUES ('default', 'Default', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
          CREATE TABLE keys (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, project TEXT NOT NULL REFERENCES projects(id), secret_hash TEXT NOT NULL,
            created_at TEXT NOT NULL, last_used_at TEXT, revoked_at TEXT
          );
          CREATE TABLE views (id TEXT PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, page TEXT NOT NULL, query TEXT NOT NULL, created_at TEXT NOT NULL)
          """,
          """
          CREATE TABLE prices (
            id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES projects(id), provider TEXT NOT NULL, model TEXT NOT NULL, currency TEXT NOT NULL, rates TEXT NOT NULL,
            valid_from TEXT NOT NULL, window INTEGER NOT NULL, note TEXT NOT NULL, created_at TEXT NOT NULL
          );
          CREATE TABLE repricings (
            id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES projects(id), receipt TEXT NOT NULL, started_at TEXT NOT NULL
          )
          """,
          """
          CREATE TABLE layer_rules (id TEXT PRIMARY KEY, project TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, layer TEXT NOT NULL, created_at TEXT NOT NULL)
          """,
          """
          CREATE TABLE finding_thresholds (
            project TEXT NOT NULL, rule TEXT NOT NULL, agent TEXT NOT NULL, figure TEXT NOT NULL, value REAL NOT NULL, PRIMARY KEY (project, rule, agent, figure)
          );
          CREATE TABLE polling_tools (project TEXT NOT NULL, tool TEXT NOT NULL, PRIMARY KEY (project, tool));
          CREATE TABLE issue_states (
            project TEXT NOT NULL, issue TEXT NOT NULL, status TEXT NOT NULL, reopened INTEGER NOT NULL, note TEXT NOT NULL, since TEXT NOT NULL, PRIMARY KEY (project, issue)
          );
          CREATE TABLE issue_history (
            project TEXT NOT NULL, issue TEXT NOT NULL, time TEXT NOT NULL, status TEXT NOT NULL, note TEXT NOT NULL, author TEXT NOT NULL
          );
          CREATE INDEX issue_history_of ON issue_history (project, issue)
          """,
          """
          CREATE TABLE budgets (
            id TEXT PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, period TEXT NOT NULL,
            unit TEXT NOT NULL, amount REAL NOT NULL, warn_at REAL NOT NULL, created_at TEXT NOT NULL
          );
          CREATE TABLE budget_states (project TEXT PRIMARY KEY, states TEXT NOT NULL);
          CREATE TABLE budget_changes (budget TEXT NOT NULL, change TEXT NOT NULL);
          CREATE INDEX budget_changes_of ON budget_changes (budget)
          """,
          """
          ALTER TABLE prices ADD COLUMN region TEXT NOT NULL DEFAULT '';
          CREATE TABLE rejudgings (id TEXT PRIMARY KEY, project TEXT NOT NULL, receipt TEXT NOT NULL, started_at TEXT NOT NULL)
          """,
          """
          CREATE TABLE serving_settings (project TEXT PRIMARY KEY, setting TEXT NOT NULL)
          """,
          """
          CREATE TABLE alert_rules (id TEXT PRIMARY KEY, project TEXT NOT NULL, rule TEXT NOT NULL, created_at TEXT NOT NULL);
          CREATE TABLE alert_states (
            rule TEXT NOT NULL, member TEXT NOT NULL, phase TEXT NOT NULL, since_ms INTEGER NOT NULL, last_bad_ms INTEGER NOT NULL,
            value REAL, threshold REAL, told INTEGER NOT NULL, PRIMARY KEY (rule, member)
          );
          CREATE TABLE alert_history (
            rule TEXT NOT NULL, member TEXT NOT NULL, time TEXT NOT NULL, phase TEXT NOT NULL, value REAL, threshold REAL, silenced INTEGER NOT NULL
          );
          CREATE INDEX alert_history_of ON alert_history (rule);
          CREATE TABLE alert_silences (id TEXT PRIMARY KEY, project TEXT NOT NULL, silence TEXT NOT NULL);
          CREATE TABLE channels (id TEXT PRIMARY KEY, project TEXT NOT NULL, channel TEXT NOT NULL);
          CREATE TABLE deliveries (
            id TEXT PRIMARY KEY, project TEXT NOT NULL, channel TEXT NOT NULL, alert TEXT NOT NULL, notification TEXT NOT NULL, status TEXT NOT NULL,
            attempts INTEGER NOT NULL, created_ms INTEGER NOT NULL, next_ms INTEGER NOT NULL, done_at TEXT NOT NULL, error TEXT NOT NULL
          );
          CREATE INDEX deliveries_waiting ON deliveries (status, channel, alert)
          """,
          """
          CREATE TABLE dashboards (
            id TEXT PRIMARY KEY, project TEXT NOT NULL, title TEXT NOT NULL, document TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
          );
          CREATE INDEX dashboards_of ON dashboards (project);
          CREATE TABLE annotations (
            id TEXT PRIMARY KEY, project TEXT NOT NULL, from_ms INTEGER NOT NULL, to_ms INTEGER NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, tags TEXT NOT NULL
          );
          CREATE INDEX annotations_of ON annotations (project, from_ms)
          """);

  private final Connection connection;

  private Metadata(Connection connection) {
    this.connection = connection;
  }

  public static Metadata open(Path file) {
    try {
      var metadata = new Metadata(DriverManager.getConnection("jdbc:sqlite:" + file));
      metadata.migrate();
      return metadata;
    } catch (SQLException e) {
      throw new IllegalStateException("cannot open " + file, e);
    }
  }

  private void migrate() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA foreign_keys = ON");
      int version;
      try (var row = statement.executeQuery("PRAGMA user_version")) {
        version = row.getInt(1);
      }
      for (int next = version; next < SCHEMA.size(); next++) {
        connection.setAutoCommit(false);
        for (var sql : SCHEMA.get(next).split(";\\s*\\n")) {
          statement.execute(sql);
        }
        statement.execute("PRAGMA user_version = " + (next + 1));
        connection.commit();
        connection.setAutoCommit(true);
      }
    }
  }

  /// Reads one row of an answer.
  public interface Mapper<T> {
    T map(Columns row);
  }

  /// The columns of a row, counted from 1.
  public static final class Columns {
    private final ResultSet row;

    private Columns(ResultSet row) {
      this.row = row;
    }

    /// Text of a column that is never NULL.
    public String text(int column) {
      return Objects.requireNonNull(textOrNull(column));
    }

    public @Nullable String textOrNull(int column) {
      try {
        return row.getString(column);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// NaN for NULL.
    public double real(int column) {
      try {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    public long number(int column) {
      try {
        return row.getLong(column);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public synchronized <T> List<T> query(String sql, Mapper<T> mapper, Object... values) {
    try (var statement = prepare(sql, values);
        var rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      var row = new Columns(rows);
      while (rows.next()) {
        found.add(mapper.map(row));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// How many rows changed.
  public synchronized int update(String sql, Object... values) {
    try (var statement = prepare(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs several statements of which either all happen or none.
  public synchronized void transaction(Runnable statements) {
    try {
      connection.setAutoCommit(false);
      try {
        statements.run();
        connection.commit();
      } catch (RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
