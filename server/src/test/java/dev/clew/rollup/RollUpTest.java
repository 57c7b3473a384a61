// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.engine.Statement;
import dev.clew.traces.TestApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to calls, and whenever periods are rolled up: answers are those of the calls.
final class RollUpTest {

  private static final TestApi API = TestApi.shared();
  private static final Instant TO = Instant.parse("2026-03-02T12:00:00Z");
  private static final AtomicLong VERSION = new AtomicLong(TO.toEpochMilli());
  private static final Map<String, String> LABELS =
      Map.of(
          "", "''",
          "model", "if(response_model != '', response_model, request_model)",
          "provider", "provider",
          "agent", "agent",
          "user", "user_id",
          "session", "session_id");

  /// @param step in seconds; 0 for one point
  private record Asked(String label, long step, Instant from, Instant to) {}

  private static final List<Asked> QUESTIONS =
      List.of(
          new Asked("", 0, TO.minusSeconds(7_000), TO.minusSeconds(500)),
          new Asked("model", 0, TO.minusSeconds(7_200), TO),
          new Asked("model", 1_800, TO.minusSeconds(6_500), TO),
          new Asked("provider", 3_600, TO.minusSeconds(7_200), TO),
          new Asked("agent", 900, TO.minusSeconds(4_500), TO.minusSeconds(1)),
          new Asked("agent", 300, TO.minusSeconds(4_500), TO),
          new Asked("user", 3_600, TO.minusSeconds(5_000), TO),
          new Asked("session", 0, TO.minusSeconds(7_200), TO));

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void answersAreThoseOfTheCallsWhateverHappens(long seed) {
    var random = new Random(seed);
    var project = "rollup-" + seed;
    add(project, random, 60);
    add("rollup-other", random, 10);
    roll();
    for (int round = 0; round < 4; round++) {
      switch (random.nextInt(5)) {
        case 0 -> add(project, random, 1 + random.nextInt(5));
        case 1 -> change(project, "agent = 'a1'", "'a0' AS agent, 5 AS input_tokens");
        case 2 -> change(project, "cost_usd >= 0", "cost_usd * 2 AS cost_usd");
        case 3 -> change(project, "user_id = 'u%d'".formatted(random.nextInt(6)), "1 AS deleted");
        default -> change("rollup-other", "true", "1 AS billable");
      }
      assertAnswers(project);
      if (random.nextBoolean()) {
        roll();
        assertAnswers(project);
      }
    }
    roll();
    assertAnswers(project);
    assertThat(roll()).as("what has not changed is not rolled up again").isZero();
  }

  @Test
  void settledPeriodsAreReadFromTheRollUpAndChangedOnesAtOnceFromTheCalls() {
    var project = "rollup-used";
    add(project, new Random(3), 40);
    assertThat(roll()).isPositive();
    // A roll-up that is wrong shows that it is read.
    API.store()
        .clickHouse()
        .execute(
            sql(
                "INSERT INTO %1$s.usage_rolled SELECT * REPLACE (slot + 1000 AS slot) FROM %1$s.usage_rolled WHERE project_id = '"
                    + project
                    + "'"));
    var question = new Asked("model", 0, TO.minusSeconds(7_200), TO);
    long calls = calls(oracle(project, question));
    assertThat(calls(answer(project, question))).isEqualTo(2 * calls);
    change(project, "true", "1 AS stream");
    assertThat(calls(answer(project, question))).isEqualTo(calls);
  }

  @Test
  void rowsOfARollThatWasInterruptedDoNotCount() {
    var project = "rollup-interrupted";
    add(project, new Random(4), 20);
    roll();
    API.store()
        .clickHouse()
        .execute(
            sql(
                "INSERT INTO %1$s.usage_rolled SELECT * REPLACE (slot + 1000 AS slot, roll + 100000000 AS roll) FROM %1$s.usage_rolled WHERE project_id = '"
                    + project
                    + "'"));
    assertAnswers(project);
    change(project, "true", "1 AS stream");
    roll();
    assertAnswers(project);
  }

  @Test
  void aPeriodThatHasNotSettledIsNotRolledUp() {
    var project = "rollup-young";
    add(project, new Random(5), 20);
    roll();
    var young = TO.plus(Duration.ofDays(1));
    change(project, "true", "%d AS version".formatted(young.toEpochMilli()));
    long before = newestRoll(project);
    var _ = roll(young.plusSeconds(60));
    assertThat(newestRoll(project)).isEqualTo(before);
    assertAnswers(project);
    var _ = roll(young.plusSeconds(180));
    assertThat(newestRoll(project)).isGreaterThan(before);
    assertAnswers(project);
  }

  @Test
  void nothingIsRolledUpWhileIngestIsBehind() {
    add("rollup-behind", new Random(6), 5);
    var store = API.store();
    try (var rollUp =
        new RollUp(store.clickHouse(), store.database(), InstantSource.system(), () -> true)) {
      assertThat(rollUp.rollAll()).isZero();
    }
  }

  private static int roll() {
    return roll(TO.plus(Duration.ofHours(2)));
  }

  /// By a process that has just started.
  private static int roll(Instant now) {
    var store = API.store();
    try (var rollUp =
        new RollUp(store.clickHouse(), store.database(), InstantSource.fixed(now), () -> false)) {
      return rollUp.rollAll();
    }
  }

  private static long newestRoll(String project) {
    var newest = new AtomicLong();
    API.store()
        .clickHouse()
        .query(
            sql("SELECT max(roll) AS newest FROM %1$s.usage_rolls WHERE project_id = {project:String}")
                .with("project", project),
            row -> newest.set(row.number("newest")));
    return newest.get();
  }

  private static void assertAnswers(String project) {
    for (var question : QUESTIONS) {
      var expected = oracle(project, question);
      var actual = answer(project, question);
      assertThat(actual.keySet()).as(question.toString()).isEqualTo(expected.keySet());
      expected.forEach(
          (key, figures) -> {
            for (int i = 0; i < figures.size(); i++) {
              double wanted = figures.get(i);
              // The last is a quantile, of which a digest promises this much.
              double tolerance = i == figures.size() - 1 ? wanted * 0.05 : 1e-9;
              assertThat(actual.getOrDefault(key, List.of()).get(i))
                  .as("%s %s, figure %d", question, key, i)
                  .isCloseTo(wanted, within(tolerance));
            }
          });
    }
  }

  /// Figures by label and point; what is unknown is -1.
  private static Map<String, List<Double>> answer(String project, Asked asked) {
    var parameters =
        new ArrayList<>(List.of("from", asked.from().toString(), "to", asked.to().toString()));
    if (!asked.label().isEmpty()) {
      parameters.addAll(List.of("group_by", asked.label()));
    }
    if (asked.step() > 0) {
      parameters.addAll(List.of("step", asked.step() + "s"));
    }
    var figures = new TreeMap<String, List<Double>>();
    var body = API.get(project, "/usage", parameters.toArray(String[]::new)).body();
    for (var series : body.path("series")) {
      for (var point : series.path("points")) {
        var of = point.get(1);
        figures.put(
            series.path("labels").path(asked.label()).asText("") + " " + point.get(0).asText(),
            List.of(
                of.path("calls").asDouble(),
                of.path("errors").asDouble(),
                of.path("traces").asDouble(),
                known(of.path("input_tokens")),
                known(of.path("output_tokens")),
                known(of.path("cost_usd")),
                of.path("priced_calls").asDouble(),
                of.path("priceable_calls").asDouble(),
                of.path("p95_ms").asDouble()));
      }
    }
    return figures;
  }

  private static double known(JsonNode figure) {
    return figure.isNull() ? -1 : figure.asDouble();
  }

  private static Map<String, List<Double>> oracle(String project, Asked asked) {
    var figures = new TreeMap<String, List<Double>>();
    API.store()
        .clickHouse()
        .query(
            sql("""
                SELECT toString(%2$s) AS label, if({step:Int64} = 0, {from:Int64}, intDiv(toInt64(toUnixTimestamp(start_time)), greatest({step:Int64}, 1)) * {step:Int64}) AS point,
                  array(toFloat64(count()), toFloat64(countIf(status = 'error')), toFloat64(uniqExact(trace_id)), toFloat64(sum(input_tokens)), toFloat64(sum(output_tokens)),
                   if(countIf(cost_usd >= 0) = 0, -1, sumIf(cost_usd, cost_usd >= 0)), toFloat64(countIf(cost_usd >= 0)), toFloat64(countIf(input_tokens >= 0)), toFloat64(quantileTDigest(0.95)(toFloat32(duration_ns / 1e6)))) AS figures
                FROM %1$s.calls FINAL
                WHERE project_id = {project:String} AND billable AND start_time >= toDateTime({from:Int64}) AND start_time < toDateTime({to:Int64})
                GROUP BY label, point
                """
                    .replace("%2$s", LABELS.getOrDefault(asked.label(), "")))
                .with("project", project)
                .with("step", asked.step())
                .with("from", asked.from().getEpochSecond())
                .with("to", asked.to().getEpochSecond()),
            row ->
                figures.put(
                    row.string("label") + " " + Instant.ofEpochSecond(row.number("point")),
                    row.list("figures").stream()
                        .map(String::valueOf)
                        .map(Double::valueOf)
                        .toList()));
    return figures;
  }

  private static long calls(Map<String, List<Double>> figures) {
    return figures.values().stream().mapToLong(one -> one.getFirst().longValue()).sum();
  }

  /// Traces of one to four calls over two hours.
  private static void add(String project, Random random, int traces) {
    var rows = new ArrayList<String>();
    for (int trace = 0; trace < traces; trace++) {
      long id = random.nextLong();
      long began = TO.getEpochSecond() - random.nextInt(7_200) - 1;
      for (int call = 0; call <= random.nextInt(4); call++) {
        long at = Math.min(began + call * 200L, TO.getEpochSecond() - 1);
        int model = random.nextInt(4);
        rows.add(
            "('%s', toDateTime(%d), unhex('%016x%016x'), unhex('%016x'), %d, toDateTime64(%d, 9), %d, true, '%s', 'p%d', 'm%d', %d, %d, 'a%d', 'u%d', 's%d', %s)"
                .formatted(
                    project,
                    at - at % 60,
                    id,
                    id,
                    call + 1,
                    VERSION.get(),
                    at,
                    1_000_000L * (1 + random.nextInt(5_000)),
                    random.nextInt(5) == 0 ? "error" : "ok",
                    model % 2,
                    model,
                    random.nextInt(1_000),
                    random.nextInt(300),
                    random.nextInt(3),
                    random.nextInt(6),
                    trace / 3,
                    model == 3 ? "-1" : "0." + random.nextInt(1_000)));
      }
    }
    VERSION.incrementAndGet();
    API.store()
        .clickHouse()
        .execute(
            sql(
                "INSERT INTO %1$s.calls (project_id, minute, trace_id, span_id, version, start_time, duration_ns, billable, status, provider, request_model, input_tokens, output_tokens, agent, user_id, session_id, cost_usd) VALUES "
                    + String.join(", ", rows)));
  }

  /// Writes new versions of calls, as analysing their runs again does.
  private static void change(String project, String which, String what) {
    API.store()
        .clickHouse()
        .execute(
            sql(
                "INSERT INTO %1$s.calls SELECT * REPLACE ({what}) FROM (SELECT * REPLACE ({version} AS version) FROM %1$s.calls FINAL WHERE project_id = '{project}' AND {which})"
                    .replace("{what}", what)
                    .replace("{version}", Long.toString(VERSION.incrementAndGet()))
                    .replace("{project}", project)
                    .replace("{which}", which)));
  }

  private static Statement sql(String sql) {
    return Statement.of(sql.replace("%1$s", API.store().database()));
  }
}
