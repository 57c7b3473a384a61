// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static dev.clew.findings.Accounts.SEARCH;
import static dev.clew.findings.Accounts.call;
import static dev.clew.findings.Accounts.calls;
import static dev.clew.findings.Accounts.execution;
import static dev.clew.findings.Accounts.executions;
import static dev.clew.findings.Accounts.few;
import static dev.clew.findings.Accounts.system;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import dev.clew.findings.Thresholds.Setting;
import dev.clew.ledger.Account;
import dev.clew.ledger.accounting.LedgerRun.Execution;
import dev.clew.ledger.accounting.Runs;
import dev.clew.ledger.accounting.Segment;
import dev.clew.ledger.accounting.Segment.Kind;
import dev.clew.ledger.accounting.Segment.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What all rules together find in a run, and what they leave alone.
class ExaminationTest {

  @Test
  void theBlackHoleHasTheFindingsThatItsNumbersImply() {
    var findings = examine(Accounts.of(Runs.blackHole(false), false), Thresholds.NONE);
    assertThat(severities(findings))
        .containsOnly(
            entry(Rule.INPUT_OUTPUT, Severity.CRITICAL),
            entry(Rule.GROWTH, Severity.WARNING),
            entry(Rule.AMPLIFICATION, Severity.WARNING),
            entry(Rule.HEAVY_DEFINITIONS, Severity.CRITICAL),
            entry(Rule.UNUSED_DEFINITIONS, Severity.CRITICAL),
            entry(Rule.CACHE_COLLAPSE, Severity.CRITICAL),
            entry(Rule.HOLE, Severity.CRITICAL));
    var unused = of(findings, Rule.UNUSED_DEFINITIONS);
    assertThat(unused.title()).isEqualTo("56 of 58 tools were offered and never used");
    assertThat(unused.amount().tokens()).isEqualTo(637_200);
    assertThat(unused.amount().usd()).isEqualTo(1.91, within(0.005));
    assertThat(of(findings, Rule.AMPLIFICATION).title())
        .isEqualTo("What was new was paid for 9.7 times");
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void aCacheThatHoldsIsNoFinding() {
    var findings = examine(Accounts.of(Runs.blackHole(true), false), Thresholds.NONE);
    assertThat(severities(findings)).doesNotContainKey(Rule.CACHE_COLLAPSE);
  }

  @Test
  void aToolThatIsPolledByDesignIsLeftAlone() {
    var polling =
        Accounts.of(few(), executions(30, i -> execution(i, new Owner("", "wait"), 1, 1, false)));
    assertThat(severities(examine(polling, Thresholds.NONE)))
        .containsKeys(Rule.IDENTICAL_CALLS, Rule.NO_PROGRESS, Rule.TOOL_FAN_OUT);
    assertThat(examine(polling, new Thresholds(Map.of(), Set.of("wait")))).isEmpty();
  }

  @Test
  void aServerThatAsksForMoreInputIsNoLoop() {
    var asking =
        executions(
            6,
            i -> {
              var one = execution(i, SEARCH, 1, 1, false);
              return new Execution(
                  one.span(), one.startNs(), 1, "ops", SEARCH, "", 1, 1, 1, 100, false, true);
            });
    assertThat(examine(Accounts.of(few(), asking), Thresholds.NONE)).isEmpty();
  }

  @Test
  void aRunBeyondItsBudgetIsCriticalWithoutABaseline() {
    var run = Accounts.of(few(), List.of());
    var budget = new RunBudgets.RunUse("each answer", true, 3, 2);
    var found =
        Examination.of(run, Baseline.NONE, List.of(budget), Thresholds.NONE).stream()
            .filter(one -> one.rule() == Rule.COST_OF_RUN)
            .toList();
    assertThat(found)
        .singleElement()
        .satisfies(one -> assertThat(one.severity()).isEqualTo(Severity.CRITICAL))
        .satisfies(one -> assertThat(one.title()).contains("1.5", "each answer"));
    var within = new RunBudgets.RunUse("each answer", true, 2, 2);
    assertThat(severities(Examination.of(run, Baseline.NONE, List.of(within), Thresholds.NONE)))
        .doesNotContainKey(Rule.COST_OF_RUN);
  }

  @Test
  void parallelWorkOnPartsOfATaskIsNoLoop() {
    var parts = calls(30, part -> call(part, Segment.of(100 + part, Kind.USER, 3_000)));
    var findings = severities(examine(Accounts.of(parts, List.of()), Thresholds.NONE));
    assertThat(findings).doesNotContainKeys(Rule.FAN_OUT, Rule.AMPLIFICATION, Rule.GROWTH);
  }

  @Test
  void whatIsUsualForAnAgentIsNoFinding() {
    var many = Accounts.of(calls(30, step -> call(step, system(100))), List.of());
    var usual = new Baseline(50, 20, 10, Double.NaN, Double.NaN);
    assertThat(RulesTest.find(Rule.FAN_OUT, many, Baseline.NONE)).isPresent();
    assertThat(RulesTest.find(Rule.FAN_OUT, many, usual)).isEmpty();
    var more = Accounts.of(calls(41, step -> call(step, system(100))), List.of());
    assertThat(RulesTest.find(Rule.FAN_OUT, more, usual))
        .hasValueSatisfying(found -> assertThat(found.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void aProjectSetsThresholdsForAllAgentsAndForOne() {
    var run = Accounts.of(calls(16, step -> call(step, system(100))), List.of());
    var all = new Setting(20.0, null, null);
    var own = new Setting(10.0, 15.0, null);
    assertThat(fanOut(run, Map.of(new Thresholds.Key(Rule.FAN_OUT, ""), all)))
        .isEqualTo(Severity.NONE);
    assertThat(
            fanOut(
                run,
                Map.of(
                    new Thresholds.Key(Rule.FAN_OUT, ""),
                    all,
                    new Thresholds.Key(Rule.FAN_OUT, "ops"),
                    own)))
        .isEqualTo(Severity.CRITICAL);
    assertThat(
            fanOut(
                run,
                Map.of(new Thresholds.Key(Rule.FAN_OUT, "ops"), new Setting(null, null, false))))
        .isEqualTo(Severity.NONE);
  }

  @Test
  void severalResultsOfAToolAreOneFinding() {
    var calls = new ArrayList<>(List.of(call(0, system(1_000))));
    for (int step = 1; step < 4; step++) {
      calls.add(
          call(
              step,
              system(1_000),
              Accounts.asked(),
              Segment.of(200 + step, Kind.RESULT, SEARCH, 9_000.0 + step)));
    }
    var findings =
        examine(Accounts.of(calls, List.of()), Thresholds.NONE).stream()
            .filter(finding -> finding.rule() == Rule.OVERSIZE_RESULT)
            .toList();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().measure()).isEqualTo(9_003);
    assertThat(findings.getFirst().amount().tokens()).isEqualTo(27_006);
    assertThat(findings.getFirst().spans()).hasSize(3);
    assertThat(findings.getFirst().tool()).isEqualTo("search_docs");
  }

  @Test
  void tenThousandToolsAndNamelessOnesAreBounded() {
    var definitions = new ArrayList<Segment>();
    for (int tool = 0; tool < 10_000; tool++) {
      definitions.add(
          Segment.of(tool + 10, Kind.TOOLDEF, new Owner("s", tool == 0 ? "" : "t" + tool), 10));
    }
    var input = definitions.toArray(Segment[]::new);
    var executions =
        executions(
            40_000,
            i ->
                execution(i, new Owner("", i % 3 == 0 ? "" : "x".repeat(i % 500)), i % 2, 1, true));
    var findings =
        examine(Accounts.of(calls(5, step -> call(step, input)), executions), Thresholds.NONE);
    assertThat(findings).isNotEmpty().hasSizeLessThanOrEqualTo(220);
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.spans()).hasSizeLessThanOrEqualTo(50);
              assertThat(finding.title()).hasSizeLessThan(200).doesNotStartWith(" ");
            });
  }

  @Test
  void anIssueIsTheSameInEveryRunAndDiffersByWhoAndWhat() {
    var id = IssueId.of(Rule.OVERSIZE_RESULT, "ops", "shop", "docs", "search");
    assertThat(IssueId.parse(id.hex())).isEqualTo(id);
    assertThat(IssueId.of(Rule.OVERSIZE_RESULT, "ops", "elsewhere", "docs", "search"))
        .as("the agent says enough")
        .isEqualTo(id);
    assertThat(
            Set.of(
                id,
                IssueId.of(Rule.OVERSIZE_RESULT, "", "ops", "docs", "search"),
                IssueId.of(Rule.OVERSIZE_RESULT, "ops", "shop", "docss", "earch"),
                IssueId.of(Rule.IDENTICAL_CALLS, "ops", "shop", "docs", "search")))
        .hasSize(4);
  }

  private static Severity fanOut(Account run, Map<Thresholds.Key, Setting> settings) {
    return examine(run, new Thresholds(settings, Set.of())).stream()
        .filter(finding -> finding.rule() == Rule.FAN_OUT)
        .map(Finding::severity)
        .findFirst()
        .orElse(Severity.NONE);
  }

  private static List<Finding> examine(Account run, Thresholds thresholds) {
    return Examination.of(run, Baseline.NONE, List.of(), thresholds);
  }

  private static Finding of(List<Finding> findings, Rule rule) {
    return findings.stream().filter(one -> one.rule() == rule).findFirst().orElseThrow();
  }

  private static Map<Rule, Severity> severities(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.toMap(Finding::rule, Finding::severity, Severity::orWorse));
  }
}
