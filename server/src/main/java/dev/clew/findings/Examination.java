// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.findings.RunBudgets.RunUse;
import dev.clew.ledger.Account;
import dev.clew.model.SpanId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Tries every rule on a run. Pure: the same run, baseline and thresholds give the same findings.
final class Examination {

  static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparingDouble(
              finding -> Double.isNaN(finding.amount().usd()) ? 0 : finding.amount().usd())
          .thenComparingLong(finding -> finding.amount().tokens())
          .reversed();

  private static final int MAX_OF_RULE = 10;
  private static final int MAX_SPANS = 50;

  private Examination() {}

  /// @return the worst first, at most ten of each rule and one for each tool of an agent
  static List<Finding> of(
      Account account, Baseline baseline, List<RunUse> budgets, Thresholds thresholds) {
    var run = new Inquiry(account, baseline, budgets, thresholds.polling());
    if (!run.isNotable()) {
      return List.of();
    }
    return List.of(Rule.values()).stream()
        .flatMap(rule -> of(rule, run, thresholds).stream())
        .sorted(WORST_FIRST)
        .toList();
  }

  private static List<Finding> of(Rule rule, Inquiry run, Thresholds thresholds) {
    record Blamed(String agent, String server, String tool) {}
    Map<Blamed, Finding> findings = new LinkedHashMap<>();
    for (var hit : rule.look(run)) {
      var threshold = thresholds.of(rule, hit.agent(), run.baseline());
      var finding = hit.judge(rule, threshold);
      if (threshold.isEnabled() && finding.severity() != Severity.NONE) {
        findings.merge(
            new Blamed(finding.agent(), finding.server(), finding.tool()),
            finding,
            Examination::together);
      }
    }
    return worst(findings.values());
  }

  private static List<Finding> worst(Collection<Finding> findings) {
    return findings.stream().sorted(WORST_FIRST).limit(MAX_OF_RULE).toList();
  }

  /// The worse of two speaks for both.
  private static Finding together(Finding one, Finding other) {
    boolean isFirstWorse =
        one.severity() == other.severity()
            ? one.rule().threshold().side().isBad(one.measure(), other.measure())
            : one.severity().compareTo(other.severity()) > 0;
    var worse = isFirstWorse ? one : other;
    var spans = new LinkedHashSet<SpanId>(worse.spans());
    spans.addAll(one.spans());
    spans.addAll(other.spans());
    return new Finding(
        worse.rule(),
        worse.severity(),
        worse.agent(),
        worse.server(),
        worse.tool(),
        worse.title(),
        worse.detail(),
        one.amount().plus(other.amount()),
        worse.measure(),
        spans.stream().limit(MAX_SPANS).toList());
  }
}
