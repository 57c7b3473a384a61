// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static dev.clew.findings.Accounts.READ;
import static dev.clew.findings.Accounts.SEARCH;
import static dev.clew.findings.Accounts.call;
import static dev.clew.findings.Accounts.calls;
import static dev.clew.findings.Accounts.definition;
import static dev.clew.findings.Accounts.execution;
import static dev.clew.findings.Accounts.executions;
import static dev.clew.findings.Accounts.few;
import static dev.clew.findings.Accounts.system;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.ledger.Account;
import dev.clew.ledger.accounting.LedgerRun;
import dev.clew.ledger.accounting.Runs;
import dev.clew.ledger.accounting.Segment;
import dev.clew.ledger.accounting.Segment.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule speaks from its thresholds on, and not below.
class RulesTest {

  /// @param run with a figure of the rule
  /// @param silent the greatest figure that is nothing
  record Case(
      Rule rule, DoubleFunction<Account> run, double silent, double warning, double critical) {

    @Override
    public String toString() {
      return rule.id();
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case(
            Rule.FAN_OUT,
            n -> Accounts.of(calls((int) n, step -> call(step, system(100))), List.of()),
            15,
            16,
            41),
        new Case(
            Rule.TOOL_FAN_OUT,
            n ->
                Accounts.of(
                    few(), executions((int) n, i -> execution(i, SEARCH, i + 1, i + 1, false))),
            20,
            21,
            61),
        new Case(
            Rule.INPUT_OUTPUT,
            ratio ->
                Accounts.of(
                    calls(5, step -> call(step, "ops", 100, system(100 * ratio))), List.of()),
            50,
            51,
            151),
        new Case(
            Rule.GROWTH,
            slope ->
                Accounts.of(calls(5, step -> call(step, system(1_000 + slope * step))), List.of()),
            2_000,
            2_001,
            5_001),
        new Case(
            Rule.AMPLIFICATION,
            n -> Accounts.of(calls((int) n, step -> call(step, system(5_000))), List.of()),
            5,
            6,
            11),
        new Case(
            Rule.OVERSIZE_RESULT,
            tokens ->
                Accounts.of(
                    List.of(
                        call(0, system(20_000)),
                        call(1, system(20_000), Accounts.asked(), Accounts.result(tokens))),
                    List.of()),
            8_000,
            8_001,
            25_001),
        new Case(Rule.RESENT_RESULTS, RulesTest::resent, 40, 41, 61),
        new Case(
            Rule.HEAVY_DEFINITIONS,
            tokens ->
                Accounts.of(
                    List.of(call(0, system(250_000 - tokens), definition(SEARCH, tokens))),
                    List.of()),
            10_000,
            10_001,
            40_001),
        new Case(
            Rule.UNUSED_DEFINITIONS,
            percent ->
                Accounts.of(
                    calls(
                        5,
                        step ->
                            call(
                                step,
                                definition(SEARCH, 10_000 - 100 * percent),
                                definition(READ, 100 * percent))),
                    executions(1, i -> execution(i, SEARCH, 1, 1, false))),
            70,
            71,
            96),
        new Case(
            Rule.IDENTICAL_CALLS,
            n ->
                Accounts.of(few(), executions((int) n, i -> execution(i, SEARCH, 1, i + 1, false))),
            2,
            3,
            6),
        new Case(
            Rule.ERROR_RETRY,
            n ->
                Accounts.of(
                    few(), executions((int) n, i -> execution(i, SEARCH, i + 1, i + 1, true))),
            1,
            2,
            4),
        new Case(
            Rule.PING_PONG,
            rounds ->
                Accounts.of(
                    few(),
                    executions(
                        2 * (int) rounds,
                        i -> execution(i, i % 2 == 0 ? SEARCH : READ, i % 2 + 1, i + 1, false))),
            2,
            3,
            5),
        new Case(
            Rule.CACHE_COLLAPSE,
            percent ->
                Accounts.of(
                    calls(
                        5,
                        step ->
                            Accounts.withUsage(
                                step,
                                Runs.usage(
                                    10_240, 10, step == 0 ? 0 : Math.round(102.4 * percent), 0),
                                system(10_240))),
                    List.of()),
            50,
            49,
            19),
        new Case(
            Rule.CONTEXT_PRESSURE,
            percent -> Accounts.of(List.of(call(0, system(2_000 * percent))), List.of()),
            50,
            50.1,
            80.1),
        new Case(
            Rule.COPIED_CONTEXT,
            percent ->
                Accounts.of(
                    List.of(
                        call(0, system(20_000), Segment.of(3, Kind.USER, 100 * percent)),
                        call(
                            1,
                            "writer",
                            10,
                            Segment.of(4, Kind.SYSTEM, 10_000 - 100 * percent),
                            Segment.of(3, Kind.USER, 100 * percent))),
                    List.of()),
            30,
            31,
            61),
        new Case(
            Rule.REASONING_SHARE,
            percent ->
                Accounts.of(
                    calls(
                        5,
                        step ->
                            Accounts.withUsage(
                                step,
                                Accounts.reasoned(2_000, Math.round(20 * percent)),
                                system(1_000))),
                    List.of()),
            70,
            71,
            91),
        new Case(
            Rule.NO_PROGRESS,
            n ->
                Accounts.of(
                    few(), executions((int) n + 1, i -> execution(i, SEARCH, i + 1, 1, false))),
            4,
            5,
            10),
        new Case(
            Rule.HOLE,
            percent ->
                Accounts.of(
                    calls(
                        5,
                        step ->
                            call(
                                step,
                                system(10_000 - 100 * percent),
                                definition(READ, 100 * percent))),
                    List.of()),
            50,
            51,
            76),
        new Case(
            Rule.DOUBLE_PAY,
            failures ->
                Accounts.of(
                    calls(
                        12,
                        step ->
                            step < failures
                                ? Accounts.failed(call(step, system(100)))
                                : call(step, system(100))),
                    List.of()),
            2,
            3,
            7));
  }

  private static Account resent(double percent) {
    double size = 100 * percent;
    return Accounts.of(
        calls(
            5,
            step ->
                step == 0
                    ? call(step, system(6_000))
                    : call(
                        step, system(6_000 - size - 1), Accounts.asked(), Accounts.result(size))),
        List.of());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aRuleSpeaksFromItsThresholdsOn(Case one) {
    assertThat(find(one.rule(), one.run().apply(one.silent()), Baseline.NONE)).isEmpty();
    assertThat(find(one.rule(), one.run().apply(one.warning()), Baseline.NONE))
        .hasValueSatisfying(finding -> isTold(finding, Severity.WARNING));
    assertThat(find(one.rule(), one.run().apply(one.critical()), Baseline.NONE))
        .hasValueSatisfying(finding -> isTold(finding, Severity.CRITICAL));
  }

  private static void isTold(Finding finding, Severity severity) {
    assertThat(finding.severity()).as(finding.title()).isEqualTo(severity);
    assertThat(finding.title()).matches("[^%]*[0-9].*|[^%]*%.*").doesNotContain("NaN");
    assertThat(finding.detail()).endsWith(".").doesNotContain("NaN");
    assertThat(finding.agent()).isIn("ops", "writer");
    assertThat(finding.spans()).isNotEmpty().hasSizeLessThanOrEqualTo(50);
  }

  @Test
  void everyRuleOfARunIsTried() {
    var tried = new ArrayList<>(cases().map(Case::rule).toList());
    tried.addAll(List.of(Rule.COST_OF_RUN, Rule.EXPENSIVE_FAILURE, Rule.TOOL_VALUE));
    assertThat(tried).containsExactlyInAnyOrder(Rule.values());
    assertThat(Arrays.stream(Rule.values()).map(Rule::id)).startsWith("BH-01").endsWith("BH-22");
  }

  @Test
  void whatARunCostsIsComparedWithWhatIsUsual() {
    var run = Accounts.of(few(), List.of());
    double cost = run.ledger().totals().costUsd();
    assertThat(severity(Rule.COST_OF_RUN, run, usual(cost / 3, 1))).isEqualTo(Severity.NONE);
    assertThat(severity(Rule.COST_OF_RUN, run, usual(cost / 3.1, 1))).isEqualTo(Severity.WARNING);
    assertThat(severity(Rule.COST_OF_RUN, run, usual(cost / 10.1, 1))).isEqualTo(Severity.CRITICAL);
    assertThat(severity(Rule.COST_OF_RUN, run, Baseline.NONE)).isEqualTo(Severity.NONE);
  }

  @Test
  void aFailureThatCostMoreThanUsualIsFound() {
    var run = Accounts.of(new LedgerRun(few(), List.of()), true);
    double cost = run.ledger().totals().costUsd();
    assertThat(severity(Rule.EXPENSIVE_FAILURE, run, usual(1, cost))).isEqualTo(Severity.NONE);
    assertThat(severity(Rule.EXPENSIVE_FAILURE, run, usual(1, cost / 1.1)))
        .isEqualTo(Severity.WARNING);
    assertThat(severity(Rule.EXPENSIVE_FAILURE, run, usual(1, cost / 3.1)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(severity(Rule.EXPENSIVE_FAILURE, Accounts.of(few(), List.of()), usual(1, cost / 4)))
        .as("it did not fail")
        .isEqualTo(Severity.NONE);
  }

  @Test
  void aSmallRunIsNotLookedAt() {
    var loop = executions(8, i -> execution(i, SEARCH, 1, 1, true));
    assertThat(
            Examination.of(
                Accounts.of(few().subList(0, 4), loop), Baseline.NONE, List.of(), Thresholds.NONE))
        .isEmpty();
    assertThat(Examination.of(Accounts.of(few(), loop), Baseline.NONE, List.of(), Thresholds.NONE))
        .isNotEmpty();
  }

  private static Baseline usual(double median, double p95) {
    return new Baseline(50, 5, 5, p95, median);
  }

  private static Severity severity(Rule rule, Account run, Baseline baseline) {
    return find(rule, run, baseline).map(Finding::severity).orElse(Severity.NONE);
  }

  static Optional<Finding> find(Rule rule, Account run, Baseline baseline) {
    return Examination.of(run, baseline, List.of(), Thresholds.NONE).stream()
        .filter(finding -> finding.rule() == rule)
        .findFirst();
  }
}
