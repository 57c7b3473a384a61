// SPDX-License-Identifier: Apache-2.0
package dev.clew.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import dev.clew.traces.TestApi.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTest {

  /// Its quote must not end the condition that pins it.
  private static final String PROJECT = "sql'p";

  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    for (int i = 1; i <= 3; i++) {
      var root = SentSpan.root(i, "mine");
      API.send(PROJECT, root, SentSpan.chat(root, 1, "gpt-a", 10, 2));
    }
    API.send("sql-other", SentSpan.root(9, "theirs"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT count() AS n FROM spans WHERE op = 'chat'",
        "SELECT count() AS n FROM runs",
        "SELECT uniqExact(trace_id) AS n FROM calls WHERE billable AND input_tokens = 10",
        "WITH t AS (SELECT trace_id FROM spans) SELECT uniqExact(trace_id) AS n FROM t WHERE trace_id IN (SELECT trace_id FROM runs)",
        "SELECT count() AS n FROM spans AS s JOIN calls AS c ON c.trace_id = s.trace_id AND c.span_id = s.span_id",
        "SELECT sum(n) AS n FROM (SELECT countIf(name = 'mine') AS n FROM spans UNION ALL SELECT 0)",
        "SELECT toInt64(3) AS n /* FROM system.tables */ -- file('x')",
        "SELECT length([1, 2, 3]) AS n FROM numbers(1)",
      })
  void readsOnlyTheProject(String query) {
    var answer = ask(query);
    assertThat(answer.body().path("rows").toString())
        .as(answer.toString())
        .isEqualTo("[{\"n\":3}]");
    assertThat(answer.body().path("truncated").asBoolean()).isFalse();
    assertThat(answer.body().path("columns").get(0).path("name").asText()).isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT file('/etc/passwd')",
        "SELECT `file`('/etc/passwd')",
        "SELECT * FROM file('/etc/passwd', 'TSV')",
        "SELECT * FROM url('http://127.0.0.1/', 'TSV')",
        "SELECT * FROM merge('', '.*')",
        "SELECT * FROM system.tables",
        "SELECT * FROM `system`.`tables`",
        "SELECT * FROM \"system\" . tables",
        "SELECT * FROM SYSTEM.tables",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM default.x",
        "SELECT 1 WHERE 'a' IN system.one",
        "SELECT 1 WHERE 'a' IN (system.one)",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM {t:Identifier}",
        "SELECT sum(1) OVER (PARTITION BY file('x'))",
        "SELECT sum(1) OVER w FROM spans WINDOW w AS (PARTITION BY (SELECT count() FROM system.tables))",
        "SELECT COLUMNS('name') APPLY(x -> file(x)) FROM spans",
        "SELECT * APPLY(file) FROM spans",
        "SELECT * FROM (SELECT count() FROM spans SETTINGS additional_table_filters = {})",
        "SELECT 1 SETTINGS readonly = 0",
        "SELECT 1 FORMAT TSV",
        "SELECT 1 INTO OUTFILE '/tmp/clew-must-not-exist'",
        "SELECT * FROM (EXPLAIN SELECT 1)",
        "EXPLAIN SELECT 1",
        "SHOW TABLES",
        "DROP TABLE spans",
        "INSERT INTO spans SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT dictGet('d', 'a', 1)",
        "SELECT joinGet('t', 'a', 1)",
        "SELECT hostName(), version()",
        "SELECT getSetting('additional_table_filters')",
        "SELECT aiGenerate('x')",
        "SELECT sleepEachRow(3)",
        "SELECT 1) UNION ALL (SELECT 2",
        "SELEC 1",
        "SELECT nothing FROM spans",
        "SELECT * FROM nowhere",
        "",
      })
  void refusesWhatIsNotAQueryOfTheViews(String query) {
    var answer = ask(query);
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    assertThat(answer.body().path("detail").asText())
        .startsWith("query: ")
        .doesNotContain("DB::Exception", "clew_sql", "Stack trace");
  }

  @Test
  void parametersAreValues() {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("query", "SELECT {a:String} AS a, {b:Int64} AS b, {c:Array(String)} AS c");
    body.putObject("params")
        .put("a", "x' OR 1 \t\\")
        .put("b", -5)
        .putArray("c")
        .add("it's")
        .add("y");
    var row = API.post(PROJECT, "/sql", body.toString()).body().path("rows").get(0);
    assertThat(row.path("a").asText()).isEqualTo("x' OR 1 \t\\");
    assertThat(row.path("b").asLong()).isEqualTo(-5);
    assertThat(row.path("c").toString()).isEqualTo("[\"it's\",\"y\"]");
  }

  @Test
  void answersTenThousandRowsAndSaysThatThereAreMore() {
    var body = ask("SELECT number FROM numbers(20000) ORDER BY number DESC").body();
    assertThat(body.path("rows")).hasSize(10_000);
    assertThat(body.path("rows").get(0).path("number").asLong()).isEqualTo(19_999);
    assertThat(body.path("truncated").asBoolean()).isTrue();
    assertThat(ask("SELECT number FROM numbers(10000)").body().path("truncated").asBoolean())
        .isFalse();
  }

  @Test
  void endsAtTheLimitOfMemory() {
    var answer = ask("SELECT length(groupArray(number)) FROM numbers(400000000)");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asText()).contains("memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1]",
        "{\"query\":5}",
        "{\"query\":null}",
        "{\"query\":\"SELECT 1\",\"params\":5}",
        "{\"query\":\"SELECT 1\",\"params\":[]}"
      })
  void aBodyOfAnotherShapeIsRefused(String body) {
    var answer = API.post(PROJECT, "/sql", body);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asText()).contains("expected: {query: text");
  }

  @Test
  void syntaxErrorsSayWhere() {
    assertThat(ask("SELECT (1").body().path("detail").asText())
        .startsWith("query: Syntax error: failed at position");
  }

  @Test
  void everyColumnIsDescribedAndEveryExampleRuns() {
    var schema = API.get(PROJECT, "/sql/schema").body();
    assertThat(schema.path("views").findValuesAsText("name"))
        .contains("spans", "calls", "runs", "messages", "definitions");
    for (var view : schema.path("views")) {
      assertThat(view.path("columns").size()).isGreaterThan(3);
      for (var column : view.path("columns")) {
        assertThat(column.path("description").asText()).as(column.toString()).isNotEmpty();
      }
    }
    for (var example : schema.path("examples")) {
      var answer = ask(example.path("query").asText());
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
  }

  private static Answer ask(String query) {
    return API.post(
        PROJECT, "/sql", JsonNodeFactory.instance.objectNode().put("query", query).toString());
  }
}
