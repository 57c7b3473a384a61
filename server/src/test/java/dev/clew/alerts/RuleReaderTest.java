// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How many statements many rules need, and what conditions see.
class RuleReaderTest {

  private static final Instant NOW = Instant.parse("2028-02-29T12:40:00Z");
  private static final long AT = NOW.getEpochSecond();

  private final Tables tables = new Tables();
  private final RuleReader reader =
      new RuleReader(
          new MeasureReader(tables.counting(), tables.database),
          new OneBudget(),
          _ -> List.of(1.0, Double.NaN, 4.0));

  private static final class OneBudget implements BudgetUses {

    @Override
    public List<Use> of(String project) {
      return List.of(new Use("b1", "Shop · ann", 1.5));
    }

    @Override
    public List<Past> past(String project, String budget, List<Instant> moments) {
      return List.of();
    }
  }

  private Observation see(AlertRule rule, String member, long at) {
    return Judge.observe(rule, read(rule, at), member);
  }

  private Readings read(AlertRule rule, long at) {
    return Objects.requireNonNull(reader.read("default", List.of(rule), at).get(rule));
  }

  @Test
  void aThousandRulesOfOneKindAreReadByTwentyStatements() {
    var rules = new ArrayList<AlertRule>();
    for (int i = 0; i < 1_000; i++) {
      rules.add(Rules.read("r" + i, Rules.document().put("filter", "service:s" + i)));
    }
    tables.calls(NOW.minusSeconds(5), "s7", 2, true, 100);
    var readings = reader.read("default", rules, AT);
    assertThat(tables.statements).hasSize(20);
    assertThat(readings).hasSize(1_000);
    assertThat(judged(readings, rules.get(7)).isBad()).isTrue();
    assertThat(judged(readings, rules.get(8)).isBad()).isFalse();
    var _ = reader.read("default", rules, AT + 60);
    assertThat(tables.statements).hasSize(40);
  }

  private static Observation judged(Map<AlertRule, Readings> readings, AlertRule rule) {
    return Judge.observe(rule, Objects.requireNonNull(readings.get(rule)), "");
  }

  @Test
  void longWindowsAreNotReadEachMinute() {
    var rule = Rules.read("one", Rules.slo(0.99, 30));
    var _ = reader.read("default", List.of(rule), AT);
    assertThat(tables.statements).hasSize(5);
    for (int minute = 1; minute < 6; minute++) {
      var _ = reader.read("default", List.of(rule), AT + minute * 60L);
    }
    // 5 minutes and 1 hour each minute; 30 minutes as well; 6 hours and 3 days not yet.
    assertThat(tables.statements).hasSize(5 + 3 * 5);
  }

  @Test
  void aChangeIsAgainstTheSameTimeAWeekBefore() {
    var document = Rules.document().put("measure", "count");
    document
        .putObject("condition")
        .put("kind", "change")
        .put("direction", "above")
        .put("percent", 100);
    var rule = Rules.read("one", document);
    tables.calls(NOW.minusSeconds(60), "shop", 9, false, 100);
    tables.calls(NOW.minusSeconds(60 + 7 * 86_400), "shop", 4, false, 100);
    var seen = see(rule, "", AT);
    assertThat(seen.value()).isEqualTo(125);
    assertThat(seen.isBad()).isTrue();
  }

  @Test
  void aBandIsLearnedFromTheSameTimeOfTheLastTwoWeeks() {
    var document = Rules.document().put("measure", "count");
    document.putObject("condition").put("kind", "band").put("direction", "either").put("width", 3);
    var rule = Rules.read("one", document);
    for (int day = 1; day <= 14; day++) {
      // 8, 9 … 12 and again: the median is 10, the median deviation from it 1.
      tables.calls(NOW.minusSeconds(60 + day * 86_400L), "shop", 8 + day % 5, false, 100);
      tables.calls(NOW.minusSeconds(7_200 + day * 86_400L), "shop", 100, false, 100);
    }
    tables.calls(NOW.minusSeconds(60), "shop", 13, false, 100);
    assertThat(see(rule, "", AT)).isEqualTo(new Observation(13, 13, false));
    tables.calls(NOW.minusSeconds(30), "shop", 1, false, 100);
    assertThat(see(rule, "", AT + 60).isBad()).isTrue();
  }

  @Test
  void aGroupThatWasThereYesterdayIsMissed() {
    var document = Rules.document().put("group_by", "service");
    document.putObject("condition").put("kind", "missing");
    var rule = Rules.read("one", document);
    tables.calls(NOW.minusSeconds(3_600), "shop", 1, false, 100);
    tables.calls(NOW.minusSeconds(60), "desk", 1, false, 100);
    var readings = read(rule, AT);
    assertThat(readings.members()).containsExactlyInAnyOrder("shop", "desk");
    assertThat(Judge.observe(rule, readings, "shop").isBad()).isTrue();
    assertThat(Judge.observe(rule, readings, "desk").isBad()).isFalse();
  }

  @Test
  void anObjectiveBurnsByTheSharesOfItsWindows() {
    var rule = Rules.read("one", Rules.slo(0.9, 30));
    tables.calls(NOW.minusSeconds(60), "shop", 1, true, 100);
    tables.calls(NOW.minusSeconds(50), "shop", 1, false, 100);
    tables.calls(NOW.minusSeconds(200_000), "shop", 18, false, 100);
    // Half of the latest calls failed, five times the budget; of 3 days a twentieth.
    var seen = see(rule, "", AT);
    assertThat(seen.value()).isCloseTo(5, within(1e-9));
    assertThat(seen.threshold()).isCloseTo(6, within(1e-9));
    assertThat(seen.isBad()).isFalse();
  }

  @Test
  void oneFailedCallOfOneIsNoOutageWhenMoreAreAskedFor() {
    var rule = Rules.read("one", Rules.document().put("at_least", 5));
    tables.calls(NOW.minusSeconds(60), "shop", 1, true, 100);
    assertThat(see(rule, "", AT)).isEqualTo(new Observation(1, 0.5, false));
  }

  @Test
  void budgetsAndMetricsAreAskedOfThoseWhoKeepThem() {
    var budget =
        Rules.document().put("source", "budgets").put("measure", "budget_use").put("of", "b1");
    assertThat(see(Rules.read("one", budget), "Shop · ann", AT).isBad()).isTrue();
    var metric = Rules.document().put("source", "metric").put("measure", "avg").put("of", "queue");
    assertThat(see(Rules.read("two", metric), "", AT).value()).isEqualTo(2.5);
  }
}
