// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.engine.Block;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Migrations;
import dev.clew.engine.Migrations.Migration;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [ClickHouse] must do. Each transport has a test class that extends this and says how
/// to get one.
public abstract class ClickHouseContract {

  private String database = "";

  /// The implementation under test; may be shared.
  protected abstract ClickHouse clickHouse();

  @BeforeEach
  void createDatabase() {
    database = "contract_" + Long.toHexString(System.nanoTime());
    clickHouse().execute(Statement.of("CREATE DATABASE " + database));
  }

  @Test
  void readsEveryTypeThatQueriesSelect() {
    var row =
        one(
            """
            SELECT toUInt8(200) AS u8, toInt64(-5) AS i64, 1.5 AS f, true AS b, 'héllo' AS s, toFixedString('ab', 3) AS fixed,
              CAST(NULL AS Nullable(Int64)) AS nothing, CAST(7 AS Nullable(Int64)) AS seven, [1, 2]::Array(UInt32) AS list,
              map('k', 'v') AS m, toLowCardinality('lc') AS lc, toDateTime64('2026-01-02 03:04:05.000000006', 9, 'UTC') AS t,
              tuple('x', 2)::Tuple(a String, b UInt8) AS pair, toUInt128(7) AS wide
            """,
            r -> {
              assertThat(r.number("u8")).isEqualTo(200);
              assertThat(r.number("i64")).isEqualTo(-5);
              assertThat(r.real("f")).isEqualTo(1.5);
              assertThat(r.bool("b")).isTrue();
              assertThat(r.bytes("fixed")).containsExactly('a', 'b', 0);
              assertThat(r.numberOrNull("nothing")).isNull();
              assertThat(r.numberOrNull("seven")).isEqualTo(7);
              assertThat(r.list("list")).isEqualTo(List.of(1L, 2L));
              assertThat(r.map("m")).isEqualTo(Map.of("k", "v"));
              assertThat(r.string("lc")).isEqualTo("lc");
              assertThat(r.number("t")).isEqualTo(1_767_323_045_000_000_006L);
              assertThat(r.list("pair")).isEqualTo(List.of("x", 2L));
              return r.string("s");
            });
    assertThat(row).isEqualTo("héllo");
  }

  @Test
  void bindsParametersWithoutEverReadingThemAsSql() {
    var hostile = "'; DROP TABLE x; -- \\ \t \n \" {a:String} é";
    var statement =
        Statement.of(
                "SELECT {text:String} AS text, {number:Int64} AS number, {list:Array(String)} AS list")
            .with("text", hostile)
            .with("number", -42)
            .with("list", List.of("a'b", "c\\d", "e\tf"));
    clickHouse()
        .query(
            statement,
            r -> {
              assertThat(r.string("text")).isEqualTo(hostile);
              assertThat(r.number("number")).isEqualTo(-42);
              assertThat(r.list("list")).isEqualTo(List.of("a'b", "c\\d", "e\tf"));
            });
  }

  @Test
  void insertsABlockOfEveryColumnKindAndReadsItBack() {
    clickHouse()
        .execute(
            Statement.of(
                """
                CREATE TABLE %s.kinds (
                  n UInt32, big Int64, flag Bool, t DateTime64(9, 'UTC'), s String, lc LowCardinality(String), id8 FixedString(8), id16 FixedString(16),
                  ids Array(FixedString(16)), tags Array(LowCardinality(String)), m Map(LowCardinality(String), String), f Float32, e Enum8('a' = 0, 'b' = 1)
                ) ENGINE = MergeTree ORDER BY n SETTINGS fsync_after_insert = 1
                """
                    .formatted(database)));
    var block = new Block();
    var n = block.whole("n", "UInt32");
    var big = block.whole("big", "Int64");
    var flag = block.whole("flag", "Bool");
    var time = block.whole("t", "DateTime64(9, 'UTC')");
    var text = block.text("s");
    var symbol = block.symbols("lc");
    var id8 = block.fixed8("id8");
    var id16 = block.fixed16("id16");
    var ids = block.fixed16s("ids");
    var tags = block.symbolList("tags");
    var map = block.textMap("m");
    var real = block.real("f");
    var letter = block.whole("e", "Enum8('a' = 0, 'b' = 1)");
    int rows = 1000;
    for (int i = 0; i < rows; i++) {
      n.add(i);
      big.add(-(long) i);
      flag.add(i % 2 == 0);
      time.add(1_000_000_000_000_000_000L + i);
      text.add("text " + i + " é");
      symbol.add(i % 3 == 0 ? "" : "symbol " + i % 400);
      id8.add(0x0102030405060708L + i);
      id16.add(1, i);
      for (int j = 0; j < i % 4; j++) {
        ids.item(i, j);
      }
      ids.add();
      tags.add(i % 5 == 0 ? List.of() : List.of("x", "y" + i % 7));
      if (i % 2 == 1) {
        map.entry("key" + i % 3, "value " + i);
      }
      map.add();
      real.add(i / 2.0);
      letter.add(i % 2);
    }
    clickHouse().insert(database + ".kinds", block, "");

    var odd =
        one(
            "SELECT * FROM " + database + ".kinds WHERE n = 7",
            r -> {
              assertThat(r.number("big")).isEqualTo(-7);
              assertThat(r.bool("flag")).isFalse();
              assertThat(r.number("t")).isEqualTo(1_000_000_000_000_000_007L);
              assertThat(r.string("lc")).isEqualTo("symbol 7");
              assertThat(r.bytes("id8")).containsExactly(1, 2, 3, 4, 5, 6, 7, 15);
              assertThat(r.<byte[]>list("ids")).hasSize(3);
              assertThat(r.list("tags")).isEqualTo(List.of("x", "y0"));
              assertThat(r.map("m")).isEqualTo(Map.of("key1", "value 7"));
              assertThat(r.real("f")).isEqualTo(3.5);
              return r.string("s");
            });
    assertThat(odd).isEqualTo("text 7 é");
    assertThat(count("kinds")).isEqualTo(rows);
  }

  @Test
  void insertsManyDistinctSymbolsAndEmptyLists() {
    clickHouse()
        .execute(
            Statement.of(
                "CREATE TABLE %s.wide (lc LowCardinality(String), tags Array(LowCardinality(String)), m Map(LowCardinality(String), String)) ENGINE = MergeTree ORDER BY lc"
                    .formatted(database)));
    var block = new Block();
    var symbol = block.symbols("lc");
    var tags = block.symbolList("tags");
    var map = block.textMap("m");
    int rows = 70_000;
    for (int i = 0; i < rows; i++) {
      symbol.add("s" + i);
      tags.add(List.of());
      map.add();
    }
    clickHouse().insert(database + ".wide", block, "");
    assertThat(number("SELECT uniqExact(lc) AS n FROM " + database + ".wide")).isEqualTo(rows);
  }

  @Test
  void dropsABlockWhoseTokenTheTableRemembers() {
    clickHouse()
        .execute(
            Statement.of(
                "CREATE TABLE %s.once (n UInt32, day Date) ENGINE = MergeTree PARTITION BY day ORDER BY n SETTINGS non_replicated_deduplication_window = 100"
                    .formatted(database)));
    for (var token : List.of("a", "a", "b", "", "")) {
      var block = new Block();
      var n = block.whole("n", "UInt32");
      var day = block.whole("day", "Date");
      for (int i = 0; i < 10; i++) {
        n.add(i);
        day.add(20_000 + i % 2);
      }
      clickHouse().insert(database + ".once", block, token);
    }
    assertThat(count("once")).isEqualTo(40);
  }

  @Test
  void streamsAnswersLargerThanOneChunkInOrder() {
    var seen = new long[2];
    clickHouse()
        .query(
            Statement.of("SELECT number, repeat('x', 100) AS pad FROM numbers(300000)"),
            row -> {
              assertThat(row.number("number")).isEqualTo(seen[0]);
              seen[0]++;
              seen[1] += row.string("pad").length();
            });
    assertThat(seen[0]).isEqualTo(300_000);
    assertThat(seen[1]).isEqualTo(30_000_000);
  }

  @Test
  void reportsClickHousesErrorCode() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () -> clickHouse().execute(Statement.of("SELECT * FROM " + database + ".nothing")))
        .satisfies(e -> assertThat(e.code()).isEqualTo(60));
    assertThat(number("SELECT 1 AS n")).isEqualTo(1);
  }

  @Test
  void stopsAtTheTimeLimit() {
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                clickHouse()
                    .execute(
                        Statement.of("SELECT sum(sipHash64(number)) FROM numbers(1000000000000)")
                            .within(Duration.ofMillis(200))))
        .satisfies(e -> assertThat(e.isLimit()).isTrue());
  }

  @Test
  void cancelsAQueryWhoseCallerIsInterrupted() throws InterruptedException {
    var started = new CountDownLatch(1);
    var failure = new AtomicReference<Throwable>();
    var caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    clickHouse()
                        .query(
                            Statement.of("SELECT number FROM system.numbers"),
                            _ -> started.countDown());
                  } catch (RuntimeException e) {
                    failure.set(e);
                  }
                });
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    assertThat(caller.join(Duration.ofSeconds(20))).isTrue();
    assertThat(failure.get()).isInstanceOf(EngineException.class);
    assertThat(number("SELECT 1 AS n")).isEqualTo(1);
  }

  @Test
  void handsTheExceptionOfAReaderToItsCaller() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                clickHouse()
                    .query(
                        Statement.of("SELECT number FROM numbers(100)"),
                        _ -> {
                          throw new IllegalStateException("enough");
                        }))
        .withMessage("enough");
    assertThat(number("SELECT 1 AS n")).isEqualTo(1);
  }

  @Test
  void answersManyCallersAtOnce() throws InterruptedException {
    var failures = new ArrayList<Throwable>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        long n = i;
        callers.execute(
            () -> {
              try {
                long got = one("SELECT " + n + " AS n FROM numbers(1)", r -> r.number("n"));
                assertThat(got).isEqualTo(n);
              } catch (RuntimeException | AssertionError e) {
                synchronized (failures) {
                  failures.add(e);
                }
              }
            });
      }
    }
    assertThat(failures).isEmpty();
  }

  @Test
  void untrustedQueriesReadButNeverWriteNorChangeTheirSettings() {
    clickHouse()
        .execute(
            Statement.of(
                "CREATE TABLE %s.t (project String, n UInt32) ENGINE = MergeTree ORDER BY n"
                    .formatted(database)));
    clickHouse()
        .execute(Statement.of("INSERT INTO %s.t VALUES ('a', 1), ('b', 2)".formatted(database)));
    var filter = "{'%s.t': 'project = \\'a\\''}".formatted(database);
    assertThat(untrusted("SELECT sum(n) FROM " + database + ".t", filter)).isEqualTo("1");
    assertThat(
            untrusted(
                "WITH x AS (SELECT * FROM %1$s.t) SELECT sum(n) FROM x WHERE n IN (SELECT n FROM %1$s.t)"
                    .formatted(database),
                filter))
        .isEqualTo("1");
    assertThat(untrusted("SELECT 'SETTINGS x = 1' AS settings", filter))
        .isEqualTo("SETTINGS x = 1");
    for (var refused :
        List.of(
            "INSERT INTO " + database + ".t VALUES ('c', 3)",
            "DROP TABLE " + database + ".t",
            "SET max_threads = 1",
            "SELECT 1; SELECT 2",
            "SELECT 1 INTO OUTFILE '/tmp/clew-must-not-exist'",
            "SYSTEM SHUTDOWN",
            "not sql at all",
            "SELECT sum(n) FROM " + database + ".t SETTINGS additional_table_filters = {}",
            "SELECT * FROM (SELECT sum(n) FROM "
                + database
                + ".t SETTINGS additional_table_filters = {})",
            "WITH x AS (SELECT n FROM "
                + database
                + ".t SETTINGS additional_table_filters = {}) SELECT sum(n) FROM x")) {
      assertThatExceptionOfType(EngineException.class)
          .as(refused)
          .isThrownBy(() -> untrusted(refused, filter));
    }
    assertThat(count("t")).isEqualTo(2);
  }

  @Test
  void migrationsRunOnceAndRefuseANewerStore() {
    var own = "migrated_" + Long.toHexString(System.nanoTime());
    var first =
        new Migration(
            1,
            "0001_a.sql",
            "-- a comment; with a semicolon\nCREATE TABLE IF NOT EXISTS ${database}.a (n UInt8) ENGINE = MergeTree ORDER BY n;\n\nCREATE TABLE IF NOT EXISTS ${database}.b (n UInt8) ENGINE = MergeTree ORDER BY n;\n");
    var second =
        new Migration(2, "0002_c.sql", "CREATE TABLE ${database}.c (n UInt8) ENGINE = Memory");
    var migrations = new Migrations(clickHouse(), own);
    assertThat(migrations.apply(List.of(first))).isEqualTo(1);
    assertThat(migrations.apply(List.of(first))).isZero();
    assertThat(migrations.apply(List.of(first, second))).isEqualTo(1);
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> migrations.apply(List.of(first)))
        .withMessageContaining("newer version");
    var changed = new Migration(2, "0002_c.sql", "SELECT 1");
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> migrations.apply(List.of(first, changed)))
        .withMessageContaining("0002_c.sql");
  }

  private String untrusted(String sql, String filter) {
    var answer = new StringBuilder();
    clickHouse()
        .streamUntrusted(
            Statement.of(sql).setting("additional_table_filters", filter),
            "TSV",
            chunk -> answer.append(StandardCharsets.UTF_8.decode(chunk)));
    return answer.toString().strip();
  }

  private long count(String table) {
    return number("SELECT count() AS n FROM " + database + "." + table);
  }

  private long number(String sql) {
    return one(sql, r -> r.number("n"));
  }

  private <T> T one(String sql, Function<Row, T> read) {
    var found = new ArrayList<T>();
    clickHouse().query(Statement.of(sql), row -> found.add(read.apply(row)));
    assertThat(found).hasSize(1);
    return found.getFirst();
  }
}
