// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import dev.clew.rollup.ChargedCalls;
import dev.clew.rollup.RollUp;
import dev.clew.testkit.TestEngine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The use of a month, read from the roll-up with the unsettled rest, is that of all its calls.
class RolledUseReaderTest {

  private static final Instant LATER = Instant.parse("2028-03-05T00:00:00Z");

  private static final List<Window> WINDOWS =
      List.of(
          // Within a quarter of an hour; the rate is that since 13 February 06:40:17.123.
          Period.MONTH.at(Instant.parse("2028-02-20T12:40:17.123Z")),
          // The rate counts a part of January.
          Period.MONTH.at(Instant.parse("2028-02-03T12:40:17.123Z")),
          // Nothing was used in this month.
          Period.MONTH.at(Instant.parse("2028-03-02T00:00:00Z")));

  private final ClickHouse clickHouse = TestEngine.shared();
  private String database = "";

  @BeforeEach
  void createTables() {
    database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
    addCalls();
  }

  @Test
  void bothWaysGiveTheSame() {
    assertSame(WINDOWS.getFirst(), "with nothing rolled up");
    rollUp();
    assertSame("with everything rolled up");
    change("service = 'shop' AND toHour(start_time) = 12", "input_tokens * 3 AS input_tokens");
    change("user_id = 'u7' AND toHour(start_time) = 23", "1 AS deleted");
    assertReadFromRollUp();
    assertSame("with periods that have changed since");
    rollUp();
    assertSame(WINDOWS.getFirst(), "with the changed periods rolled up again");
  }

  /// What has settled is read from the roll-up for every kind of scope, the rest from calls.
  private void assertReadFromRollUp() {
    var window = WINDOWS.getFirst();
    for (var kind : Scope.Kind.values()) {
      var answer =
          ChargedCalls.answer(
              store(),
              "default",
              new TimeRange(window.from(), window.end()),
              RolledUseReader.question(kind, window.begin().toEpochMilli()));
      assertThat(answer.rolls()).as(kind.label()).isNotEmpty();
      // Of the two half hours at noon, and those in which a call is gone.
      assertThat(answer.quarters()).as(kind.label()).hasSizeBetween(4, 6);
    }
  }

  private void assertSame(String when) {
    WINDOWS.forEach(window -> assertSame(window, window.now() + " " + when));
  }

  private void assertSame(Window window, String when) {
    var budgets = budgets();
    var ofCalls = new UseReader(clickHouse, database).read("default", window, budgets);
    var rolled = new RolledUseReader(store()).read("default", window, budgets);
    assertThat(ofCalls).as(when).hasSizeGreaterThan(100);
    assertThat(rolled)
        .as(when)
        .usingRecursiveComparison()
        .ignoringCollectionOrder()
        .ignoringFields("mostTokens", "mostUsd")
        .withComparatorForType(RolledUseReaderTest::compare, Double.class)
        .isEqualTo(ofCalls);
    for (var budget : budgets) {
      var state = Evaluation.of(budget, window, rolled, null);
      assertThat(state.state())
          .as("%s %s", budget, when)
          .isEqualTo(Evaluation.of(budget, window, ofCalls, null).state());
    }
  }

  /// Money is added up in another order.
  private static int compare(double one, double other) {
    return Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one))
        ? 0
        : Double.compare(one, other);
  }

  /// Each kind of scope, by name and each alone, in both units.
  private static List<Budget> budgets() {
    var budgets = new ArrayList<Budget>();
    for (var unit : Unit.values()) {
      budgets.add(budget(Scope.Kind.PROJECT, "", unit));
      for (var kind : Scope.Kind.values()) {
        if (kind != Scope.Kind.PROJECT) {
          budgets.add(budget(kind, Scope.EACH, unit));
        }
      }
      budgets.add(budget(Scope.Kind.SERVICE, "shop", unit));
      budgets.add(budget(Scope.Kind.USER, "u3", unit));
      budgets.add(budget(Scope.Kind.KEY, "nobody", unit));
    }
    return budgets;
  }

  private static Budget budget(Scope.Kind kind, String value, Unit unit) {
    return new Budget("id", "n", new Scope(kind, value), Period.MONTH, unit, 5_000, 0.8, "");
  }

  private Store store() {
    return new Store(clickHouse, database, _ -> {});
  }

  private void rollUp() {
    try (var rollUp = new RollUp(clickHouse, database, InstantSource.fixed(LATER), () -> false)) {
      assertThat(rollUp.rollAll()).isPositive();
    }
  }

  /// Calls of some half hours, at the borders of months and of what counts for the rate: of more
  /// users than are followed, some without names, tokens or price, some failed, some not charged.
  private void addCalls() {
    clickHouse.execute(
        Statement.of(
            """
            INSERT INTO %s.calls (project_id, minute, start_time, trace_id, span_id, version, billable, status, service, request_model, agent, user_id, session_id, gateway_key, input_tokens, output_tokens, cost_usd)
            SELECT if(number %% 5 = 0 AND h2 %% 9 = 4, 'other', 'default'), toStartOfMinute(at), at, unhex(lpad(hex(number %% 500), 32, '0')), unhex(lpad(hex(number), 16, '0')), 1, h3 %% 11 != 0, if(h3 %% 4 = 0, 'error', 'ok'),
              if(h1 %% 3 = 0, 'shop', 'desk'), 'm' || toString(h2 %% 4), if(h2 %% 5 = 0, '', 'a' || toString(h2 %% 7)), 'u' || toString(toUInt32(sqrt(h1 %% 22500))), 's' || toString(h2 %% 300), if(h3 %% 3 = 0, 'team', ''),
              if(h1 %% 7 = 0, -1, toInt64(h1 %% 1000)), if(h1 %% 7 = 0 OR h2 %% 6 = 0, -1, toInt64(h2 %% 300)), if(h3 %% 5 = 0, -1, (h3 %% 1000) / 700)
            FROM (
              SELECT number, cityHash64(number, 1) AS h1, cityHash64(number, 2) AS h2, cityHash64(number, 3) AS h3,
                fromUnixTimestamp64Milli(toUnixTimestamp64Milli(toDateTime64(['2028-01-27 06:00:00', '2028-01-31 23:00:00', '2028-02-01 00:00:00', '2028-02-03 12:00:00', '2028-02-10 05:00:00',
                  '2028-02-13 06:00:00', '2028-02-20 11:00:00', '2028-02-20 12:00:00', '2028-02-29 23:00:00'][h2 %% 9 + 1], 3, 'UTC')) + 1800000 + toInt64(h1 %% 1800000), 'UTC') AS at
              FROM numbers(4000)
            )
            """
                .formatted(database)));
  }

  /// Writes newer versions of calls.
  private void change(String which, String values) {
    clickHouse.execute(
        Statement.of(
            "INSERT INTO %1$s.calls SELECT * REPLACE (%3$s, version + 1 AS version) FROM %1$s.calls FINAL WHERE %2$s"
                .formatted(database, which, values)));
  }
}
