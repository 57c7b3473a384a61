// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.http.Store;
import dev.clew.rollup.RollUp;
import dev.clew.testkit.TestEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What was used moment by moment, over the borders of periods, with and without the roll-up.
class PastUseTest {

  private static final Instant NOW = Instant.parse("2028-03-01T02:40:00Z");

  private final ClickHouse clickHouse = TestEngine.shared();
  private String database = "";
  private int spans;

  @BeforeEach
  void createTables() {
    database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
    call("2028-02-29 10:05:00", "shop", "team", 10);
    call("2028-02-29 23:59:00", "desk", "team", 20);
    call("2028-03-01 00:00:30", "shop", "", 40);
    call("2028-03-01 02:20:10", "shop", "team", 80);
  }

  @Test
  void useGrowsThroughAPeriodAndBeginsAnewWithTheNext() {
    var moments = moments("2028-02-29T12:00:00Z", "2028-02-29T23:59:59Z", "2028-03-01T00:14:00Z");
    assertThat(read(budget("project", "", Period.DAY), moments).getFirst().used())
        .containsExactly(10.0, 30.0, 40.0);
    assertThat(read(budget("project", "", Period.HOUR), moments).getFirst().used())
        .containsExactly(0.0, 20.0, 40.0);
  }

  @Test
  void whatComesAfterAMomentIsNotCountedAtIt() {
    var moments = moments("2028-03-01T02:00:00Z", "2028-03-01T02:15:00Z", "2028-03-01T02:30:00Z");
    assertThat(read(budget("project", "", Period.DAY), moments).getFirst().used())
        .containsExactly(40.0, 40.0, 120.0);
    assertThat(read(budget("project", "", Period.MONTH), moments.subList(0, 1)).getFirst().used())
        .containsExactly(40.0);
  }

  @Test
  void theRollUpGivesTheSameAsCalls() {
    var month = budget("service", "*", Period.MONTH);
    var moments = moments("2028-02-29T23:59:59Z", "2028-03-01T02:00:00Z", NOW.toString());
    var before = read(month, moments);
    assertThat(before)
        .extracting(PastUse.Member::member, PastUse.Member::used)
        .containsExactly(
            tuple("shop", List.of(10.0, 40.0, 120.0)), tuple("desk", List.of(20.0, 0.0, 0.0)));
    try (var rollUp =
        new RollUp(
            clickHouse, database, InstantSource.fixed(NOW.plus(Duration.ofDays(1))), () -> false)) {
      assertThat(rollUp.rollAll()).isPositive();
    }
    assertThat(read(month, moments)).isEqualTo(before);
  }

  @Test
  void aKeyIsAScopeLikeOthers() {
    assertThat(read(budget("key", "team", Period.DAY), List.of(NOW)))
        .extracting(PastUse.Member::member, PastUse.Member::used)
        .containsExactly(tuple("team", List.of(80.0)));
  }

  @Test
  void singleRunsHaveNoPast() {
    assertThat(read(budget("project", "", Period.RUN), List.of(NOW))).isEmpty();
  }

  @Test
  void aPeriodIsDrawnFromItsBeginToNow() {
    var moments = Period.DAY.moments(Period.DAY.at(NOW));
    assertThat(moments).hasSize(12).startsWith(Instant.parse("2028-03-01T00:00:00Z"));
    assertThat(moments.getLast()).isEqualTo(NOW);
    assertThat(Period.MONTH.moments(Period.MONTH.at(Instant.parse("2028-03-31T23:59:59Z"))))
        .hasSize(125);
    assertThat(Period.RUN.moments(Period.RUN.at(NOW))).isEmpty();
  }

  private static List<Instant> moments(String... times) {
    return List.of(times).stream().map(Instant::parse).toList();
  }

  private List<PastUse.Member> read(Budget budget, List<Instant> moments) {
    return new PastUse(new Store(clickHouse, database, _ -> {})).read("default", budget, moments);
  }

  private static Budget budget(String kind, String value, Period period) {
    var scope = new Scope(Scope.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value);
    return new Budget("id", "n", scope, period, Unit.TOKENS, 100, 0.8, "");
  }

  private void call(String at, String service, String key, long tokens) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.calls (project_id, minute, start_time, trace_id, span_id, version, billable, status, service, gateway_key, input_tokens, output_tokens, cost_usd)
                SELECT 'default', toStartOfMinute(toDateTime({at:String}, 'UTC')), toDateTime64({at:String}, 3, 'UTC'), toFixedString('1', 16), toFixedString({span:String}, 8), 1, true, 'ok',
                  {service:String}, {key:String}, {tokens:Int64}, -1, -1
                """
                    .formatted(database))
            .with("at", at)
            .with("span", Integer.toString(++spans))
            .with("service", service)
            .with("key", key)
            .with("tokens", tokens));
  }
}
