// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// ClickHouse inside this process: libchdb through the foreign function interface.
///
/// The engine allows one data path per process, so there is at most one instance. Each connection
/// runs one statement at a time and belongs to one platform thread (native calls would pin a
/// virtual thread's carrier). Inserts have connections of their own, so that queries can never hold
/// up ingest.
public final class EmbeddedClickHouse implements ClickHouse {

  private static final Logger log = LoggerFactory.getLogger(EmbeddedClickHouse.class);
  private static final int INSERT_CONNECTIONS = 3;

  private final Libchdb library;
  private final String[] arguments;
  private final ConnectionPool queries;
  private final ConnectionPool inserts;
  private final String version;

  private EmbeddedClickHouse(Libchdb library, String[] arguments, EngineConfig config) {
    this.library = library;
    this.arguments = arguments;
    this.queries = new ConnectionPool("clickhouse-query", config.queryConnections(), this::connect);
    this.inserts = new ConnectionPool("clickhouse-insert", INSERT_CONNECTIONS, this::connect);
    var found = new ArrayList<String>();
    query(Statement.of("SELECT version() AS version"), row -> found.add(row.string("version")));
    this.version = found.getFirst();
  }

  /// Loads the library and opens the data folder, which the caller has locked ([DataFolder]).
  public static EmbeddedClickHouse open(EngineConfig config) {
    if (!Files.isRegularFile(config.library())) {
      throw new DataFolderException(
          "the ClickHouse engine is missing: %s (run `npm ci` in engine/, or `./clew up`, which does it)"
              .formatted(config.library()));
    }
    var configFile = config.dataDir().resolve("engine.xml");
    try {
      Files.writeString(configFile, config.xml());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String[] arguments = {
      "clew",
      "--path=" + config.dataDir().resolve("clickhouse"),
      "--config-file=" + configFile,
      "--max_threads=" + config.cores(),
      "--async_insert=0",
      "--max_memory_usage=" + config.memoryBytes() / 2,
      "--max_execution_time=60",
      "--timeout_before_checking_execution_speed=0",
      "--output_format_binary_write_json_as_string=1",
      "--input_format_native_allow_types_conversion=1",
      "--deduplicate_blocks_in_dependent_materialized_views=1",
      "--max_partitions_per_insert_block=0",
      // Indexes are built by merges: a fresh part is small enough to be read without, and building
      // them for every small part costs more than the rest of the insert.
      "--materialize_skip_indexes_on_insert=0",
      "--session_timezone=UTC",
    };
    return new EmbeddedClickHouse(new Libchdb(config.library()), arguments, config);
  }

  private Connection connect() {
    return new Connection(library, library.connect(arguments));
  }

  @Override
  public QueryStats execute(Statement statement) {
    return queries.call(connection -> connection.execute(statement));
  }

  @Override
  public QueryStats query(Statement statement, Consumer<Row> onRow) {
    return stream(
        statement,
        RowBinary.FORMAT,
        chunk -> {
          var rows = new RowBinary(chunk);
          while (rows.next()) {
            onRow.accept(rows.row());
          }
        });
  }

  @Override
  public QueryStats stream(Statement statement, String format, Consumer<ByteBuffer> onChunk) {
    return queries.call(connection -> connection.stream(statement, format, onChunk));
  }

  @Override
  public QueryStats streamUntrusted(
      Statement statement, String format, Consumer<ByteBuffer> onChunk) {
    return queries.call(
        usual -> {
          if (!library.isOneReadOnlyStatement(usual.pointer(), statement.sql())) {
            throw new EngineException(
                EngineException.NOT_READ_ONLY, "only one read-only statement is allowed");
          }
          var text = formatted(usual, statement.sql());
          if (UntrustedSql.changesSettings(text)) {
            throw new EngineException(EngineException.NOT_READ_ONLY, "SETTINGS is not allowed");
          }
          // With readonly=1 no statement can change a setting again, so the connection is used
          // once.
          List<String> own = new ArrayList<>(List.of(arguments));
          statement.settings().forEach((name, value) -> own.add("--" + name + "=" + value));
          own.add("--readonly=1");
          try (var connection =
              new Connection(library, library.connect(own.toArray(String[]::new)))) {
            return connection.stream(
                new Statement(text, statement.parameters(), Map.of()), format, onChunk);
          }
        });
  }

  /// As ClickHouse writes it: what is looked at is what runs.
  private static String formatted(Connection connection, String sql) {
    var text = new StringBuilder();
    var statement =
        Statement.of("SELECT formatQuerySingleLine({query:String}) AS text").with("query", sql);
    connection.stream(
        statement,
        RowBinary.FORMAT,
        chunk -> {
          var rows = new RowBinary(chunk);
          while (rows.next()) {
            text.append(rows.row().string("text"));
          }
        });
    return text.toString();
  }

  @Override
  public void insert(String table, Block block, String token) {
    if (block.rows() == 0) {
      return;
    }
    inserts.call(
        connection -> {
          connection.insert(table, block, token);
          return QueryStats.NONE;
        });
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String kind() {
    return "embedded";
  }

  @Override
  public void close() {
    inserts.close();
    queries.close();
    Libchdb.endWithoutDestructors();
    log.debug("engine closed");
  }
}
