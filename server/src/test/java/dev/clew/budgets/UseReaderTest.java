// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.testkit.TestEngine;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is read from stored calls, at the borders of periods and of scopes.
class UseReaderTest {

  private static final Instant NOW = Instant.parse("2028-02-29T12:40:00Z");

  private final ClickHouse clickHouse = TestEngine.shared();
  private String database = "";
  private int spans;

  @BeforeEach
  void createTables() {
    database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
  }

  /// A charged call of trace 1 with 10 tokens for a cent.
  private record Sent(
      String project,
      String at,
      int trace,
      String service,
      String user,
      long tokens,
      double usd,
      boolean hasFailed,
      boolean isBillable) {

    static Sent call(String at) {
      return new Sent("default", at, 1, "shop", "ann", 10, 0.01, false, true);
    }

    Sent in(String other) {
      return new Sent(other, at, trace, service, user, tokens, usd, hasFailed, isBillable);
    }

    Sent of(int otherTrace, String otherService, String otherUser) {
      return new Sent(
          project, at, otherTrace, otherService, otherUser, tokens, usd, hasFailed, isBillable);
    }

    Sent using(long otherTokens, double otherUsd) {
      return new Sent(
          project, at, trace, service, user, otherTokens, otherUsd, hasFailed, isBillable);
    }

    Sent failing() {
      return new Sent(project, at, trace, service, user, tokens, usd, true, isBillable);
    }

    Sent seenTwice() {
      return new Sent(project, at, trace, service, user, tokens, usd, hasFailed, false);
    }
  }

  @Test
  void aPeriodBeginsWithItsFirstMillisecondAndEndsBeforeTheNext() {
    store(
        Sent.call("2028-01-31 23:59:59.999"),
        Sent.call("2028-02-01 00:00:00.000"),
        Sent.call("2028-02-29 11:59:59.999"),
        Sent.call("2028-02-29 12:00:00.000"),
        Sent.call("2028-02-29 12:30:00.000"),
        Sent.call("2028-02-29 12:59:59.999"),
        Sent.call("2028-02-29 13:00:00.000"),
        Sent.call("2028-02-29 23:59:59.999"),
        Sent.call("2028-03-01 00:00:00.000"));
    assertThat(one(Period.HOUR).tokens()).isEqualTo(30);
    assertThat(one(Period.HOUR).recentTokens()).isEqualTo(20);
    assertThat(one(Period.DAY).tokens()).isEqualTo(60);
    assertThat(one(Period.MONTH).tokens()).isEqualTo(70);
    assertThat(one(Period.MONTH).calls()).isEqualTo(7);
  }

  @Test
  void useBeforeThePeriodCountsForTheRateAlone() {
    store(Sent.call("2028-02-28 23:00:00"), Sent.call("2028-02-29 00:01:00"));
    var use =
        read("default", Period.DAY.at(Instant.parse("2028-02-29T00:10:00Z")), budget("project", ""))
            .getFirst();
    assertThat(use.tokens()).isEqualTo(10);
    assertThat(use.recentTokens()).isEqualTo(20);
  }

  @Test
  void eachMemberAndEachNameOfEveryScopeIsReadAtOnce() {
    store(
        Sent.call("2028-02-29 01:00:00"),
        Sent.call("2028-02-29 02:00:00").of(2, "desk", "bob").using(50, 0.5),
        Sent.call("2028-02-29 03:00:00").of(3, "desk", ""));
    assertThat(
            read(
                "default",
                Period.DAY.at(NOW),
                budget("project", ""),
                budget("service", "*"),
                budget("user", "*"),
                budget("model", "m"),
                budget("agent", "nobody")))
        .extracting(Use::kind, Use::member, Use::tokens, Use::calls)
        .containsExactly(
            tuple("model", "m", 70.0, 3L),
            tuple("project", "", 70.0, 3L),
            tuple("service", "desk", 60.0, 2L),
            tuple("service", "shop", 10.0, 1L),
            tuple("user", "ann", 10.0, 1L),
            tuple("user", "bob", 50.0, 1L));
  }

  @Test
  void runsAreReadAloneAndTracesThatUsedMostComeFirst() {
    store(
        Sent.call("2028-02-29 01:00:00"),
        Sent.call("2028-02-29 01:01:00"),
        Sent.call("2028-02-29 02:00:00").of(2, "shop", "").using(500, 0.001),
        Sent.call("2028-02-28 12:39:59").of(3, "shop", ""));
    var runs = read("default", Period.RUN.at(NOW), budget("service", "shop"));
    assertThat(runs)
        .extracting(Use::run, Use::tokens)
        .containsExactly(tuple(trace(1), 20.0), tuple(trace(2), 500.0));
    var day = one(Period.DAY);
    assertThat(day.mostTokens()).containsExactly(trace(2), trace(1));
    assertThat(day.mostUsd()).containsExactly(trace(1), trace(2));
  }

  @Test
  void callsOfUnknownUseAreCountedAndFailedOnesWithoutTokensAreFree() {
    store(
        Sent.call("2028-02-29 01:00:00"),
        Sent.call("2028-02-29 02:00:00").using(10, -1),
        Sent.call("2028-02-29 03:00:00").using(-1, -1),
        Sent.call("2028-02-29 04:00:00").using(-1, -1).failing(),
        Sent.call("2028-02-29 05:00:00").seenTwice());
    var use = one(Period.DAY);
    assertThat(use.tokens()).isEqualTo(20);
    assertThat(use.usd()).isEqualTo(0.01);
    assertThat(use.calls()).isEqualTo(4);
    assertThat(use.unpriced()).isEqualTo(2);
    assertThat(use.unmeasured()).isEqualTo(1);
  }

  @Test
  void projectsDoNotSeeEachOther() {
    store(Sent.call("2028-02-29 01:00:00"), Sent.call("2028-02-29 01:00:00").in("other"));
    assertThat(one(Period.DAY).tokens()).isEqualTo(10);
    assertThat(read("nobody", Period.DAY.at(NOW), budget("project", ""))).isEmpty();
  }

  @Test
  void aNameIsAValueWhateverItLooksLike() {
    var odd = "it's \"a\" \\ b\tc\n*";
    store(Sent.call("2028-02-29 01:00:00").of(1, odd, "x"));
    assertThat(read("default", Period.DAY.at(NOW), budget("service", odd)))
        .extracting(Use::member)
        .containsExactly(odd);
  }

  @Test
  void ofManyMembersThoseThatUseMostAreRead() {
    clickHouse.execute(
        Statement.of(
            """
            INSERT INTO %s.calls (project_id, minute, start_time, trace_id, span_id, version, billable, user_id, input_tokens, output_tokens, cost_usd)
            SELECT 'default', '2028-02-29 01:00:00', '2028-02-29 01:00:00', unhex(lpad(hex(number), 32, '0')), toFixedString('1', 8), 1, true, 'u' || toString(number), number, 0, 1000 - number
            FROM numbers(1000)
            """
                .formatted(database)));
    var users = read("default", Period.DAY.at(NOW), budget("user", "*"));
    assertThat(users).hasSize(Evaluation.WATCHED);
    assertThat(users).extracting(Use::member).contains("u0", "u99");
    var tokens =
        new Budget("id", "n", new Scope(Scope.Kind.USER, "*"), Period.DAY, Unit.TOKENS, 1, 0.8, "");
    var both =
        read("default", Period.DAY.at(NOW), budget("user", "*"), budget("user", "u500"), tokens);
    assertThat(both).hasSize(2 * Evaluation.WATCHED + 1);
    assertThat(both).extracting(Use::member).contains("u999", "u900", "u0", "u99", "u500");
  }

  private Use one(Period period) {
    return read("default", period.at(NOW), budget("project", "")).getFirst();
  }

  private List<Use> read(String project, Window window, Budget... budgets) {
    return new UseReader(clickHouse, database).read(project, window, Arrays.asList(budgets));
  }

  private static Budget budget(String kind, String value) {
    var scope = new Scope(Scope.Kind.valueOf(kind.toUpperCase(Locale.ROOT)), value);
    return new Budget("id", "n", scope, Period.DAY, Unit.USD, 1, 0.8, "");
  }

  private void store(Sent... calls) {
    for (var call : calls) {
      clickHouse.execute(
          Statement.of(
                  """
                  INSERT INTO %s.calls (project_id, minute, start_time, trace_id, span_id, version, billable, status, service, request_model, user_id, input_tokens, output_tokens, cost_usd)
                  SELECT {project:String}, toStartOfMinute(toDateTime64({at:String}, 3, 'UTC')), toDateTime64({at:String}, 3, 'UTC'), unhex({trace:String}), toFixedString({span:String}, 8), 1,
                    {billable:UInt8} = 1, {status:String}, {service:String}, 'm', {user:String}, {tokens:Int64}, -1, {usd:Float64}
                  """
                      .formatted(database))
              .with("project", call.project())
              .with("at", call.at())
              .with("trace", trace(call.trace()))
              .with("span", Integer.toString(++spans))
              .with("billable", call.isBillable() ? 1 : 0)
              .with("status", call.hasFailed() ? "error" : "ok")
              .with("service", call.service())
              .with("user", call.user())
              .with("tokens", call.tokens())
              .with("usd", call.usd()));
    }
  }

  private static String trace(int number) {
    return "%032x".formatted(number);
  }
}
