// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.admin.Metadata;
import dev.clew.app.Schema;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.testkit.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// When a month's traces are looked for, whose figures come from the roll-up.
class BudgetWatchTest {

  private final ClickHouse clickHouse = TestEngine.shared();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2028-02-20T12:40:00Z"));

  @Test
  void tracesOfAMonthAreFoundAgainWhenSomebodyLooksAndItsUseAtOnce() {
    var database = TestEngine.newDatabase();
    Schema.apply(clickHouse, database);
    try (var metadata = Metadata.open(Path.of(":memory:"))) {
      var budgets = new Budgets(metadata);
      budgets.add("default", budget("month", Period.MONTH));
      budgets.add("default", budget("day", Period.DAY));
      try (var watch =
          new BudgetWatch(budgets, metadata, clickHouse, database, now::get, () -> false)) {
        watch.tick();
        call(database, 1, 10);
        watch.analysed("default");
        pass(Duration.ofSeconds(30));
        watch.tick();
        assertThat(member(watch, "month").used()).isEqualTo(10);
        assertThat(member(watch, "month").traces()).as("nobody looked").isEmpty();

        watch.shown("default");
        pass(Duration.ofSeconds(30));
        watch.tick();
        assertThat(member(watch, "month").traces()).containsExactly(trace(1));

        call(database, 2, 100);
        watch.analysed("default");
        pass(Duration.ofSeconds(30));
        watch.tick();
        assertThat(member(watch, "month").used()).isEqualTo(110);
        assertThat(member(watch, "month").traces()).containsExactly(trace(1));
        assertThat(member(watch, "day").traces()).containsExactly(trace(2), trace(1));

        watch.shown("default");
        pass(Duration.ofSeconds(30));
        watch.tick();
        assertThat(member(watch, "month").traces()).as("just looked for").hasSize(1);

        pass(Duration.ofMinutes(5));
        watch.shown("default");
        watch.tick();
        assertThat(member(watch, "month").traces()).containsExactly(trace(2), trace(1));
      }
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private static BudgetState.Member member(BudgetWatch watch, String budget) {
    return requireNonNull(watch.states().of("default").get(budget)).members().getFirst();
  }

  private static Budget budget(String id, Period period) {
    var scope = new Scope(Scope.Kind.PROJECT, "");
    return new Budget(id, id, scope, period, Unit.TOKENS, 1_000, 0.8, "");
  }

  private void call(String database, int trace, long tokens) {
    clickHouse.execute(
        Statement.of(
                """
                INSERT INTO %s.calls (project_id, minute, start_time, trace_id, span_id, version, billable, input_tokens, output_tokens, cost_usd)
                SELECT 'default', '2028-02-20 12:30:00', '2028-02-20 12:30:01', unhex({trace:String}), toFixedString('1', 8), 1, true, {tokens:Int64}, -1, -1
                """
                    .formatted(database))
            .with("trace", trace(trace))
            .with("tokens", tokens));
  }

  private static String trace(int number) {
    return "%032x".formatted(number);
  }
}
