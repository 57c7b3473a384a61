// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Brings a database's tables up to date: numbered `.sql` resources, each run once, in order.
///
/// A file holds statements separated by `;` at the end of a line. Statements MUST be safe to run
/// again (`IF NOT EXISTS`), since a crash may come between a file's last statement and the note
/// that it is done. A file that has run MUST NOT change: its checksum is compared.
public final class Migrations {

  private final ClickHouse clickHouse;
  private final String database;

  public Migrations(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  /// @param name resource such as `/migrations/0001_spans.sql`; the leading number orders them
  public record Migration(int number, String name, String sql) {

    public static Migration load(Class<?> owner, String name) {
      try (var in = owner.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalArgumentException("no resource " + name);
        }
        var file = name.substring(name.lastIndexOf('/') + 1);
        var sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return new Migration(Integer.parseInt(file.substring(0, file.indexOf('_'))), file, sql);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String checksum() {
      try {
        var digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }

    List<String> statements() {
      var statements = new ArrayList<String>();
      for (var part : sql.split(";[ \t]*(?:\r?\n|$)", -1)) {
        var text = part.lines().filter(line -> !line.strip().startsWith("--")).toList();
        var statement = String.join("\n", text).strip();
        if (!statement.isEmpty()) {
          statements.add(statement);
        }
      }
      return statements;
    }
  }

  /// Runs what has not run yet.
  ///
  /// @return how many files ran
  /// @throws DataFolderException when the store was written by a newer version, or a file that ran
  ///   has changed since
  public int apply(List<Migration> migrations) {
    clickHouse.execute(Statement.of("CREATE DATABASE IF NOT EXISTS " + database));
    clickHouse.execute(
        Statement.of(
            """
            CREATE TABLE IF NOT EXISTS %s.migrations (
              number UInt32,
              name String,
              checksum String,
              applied_at DateTime64(3, 'UTC') DEFAULT now64(3)
            ) ENGINE = ReplacingMergeTree ORDER BY number
            SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
            """
                .formatted(database)));
    var done = new TreeMap<Long, String>();
    clickHouse.query(
        Statement.of("SELECT number, checksum FROM " + database + ".migrations FINAL"),
        row -> done.put(row.number("number"), row.string("checksum")));
    int newest = migrations.stream().mapToInt(Migration::number).max().orElse(0);
    if (!done.isEmpty() && done.lastKey() > newest) {
      throw new DataFolderException(
          "the data was written by a newer version of Clew (its tables are at %d, this version knows %d); use that version or another data folder"
              .formatted(done.lastKey(), newest));
    }
    int ran = 0;
    for (var migration : migrations) {
      var known = done.get((long) migration.number());
      if (known == null) {
        run(migration);
        ran++;
      } else if (!known.equals(migration.checksum())) {
        throw new DataFolderException(
            "migration %s differs from the one that built this data folder; tables may not be what this version expects"
                .formatted(migration.name()));
      }
    }
    return ran;
  }

  private void run(Migration migration) {
    for (var sql : migration.statements()) {
      clickHouse.execute(Statement.of(sql.replace("${database}", database)));
    }
    var block = new Block();
    var number = block.whole("number", "UInt32");
    var name = block.text("name");
    var checksum = block.text("checksum");
    number.add(migration.number());
    name.add(migration.name());
    checksum.add(migration.checksum());
    clickHouse.insert(database + ".migrations", block, "");
  }
}
