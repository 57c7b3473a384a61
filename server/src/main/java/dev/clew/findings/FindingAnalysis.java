// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.admin.Metadata;
import dev.clew.engine.ClickHouse;
import dev.clew.findings.Baselines.Who;
import dev.clew.ledger.Account;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/// Looks for findings in each ledger as it is made: at the end of a run, and while it goes on
/// whenever run analysis has stored a newer state. The findings are stored before the ledger is, so
/// a ledger that is there has its findings.
public final class FindingAnalysis implements BiConsumer<String, List<Account>> {

  private final FindingWriter writer;
  private final Baselines baselines;
  private final ThresholdSettings settings;
  private final IssueStates states;
  private final RunBudgets budgets;

  /// @param budgets that limit single runs
  public FindingAnalysis(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      Metadata metadata,
      RunBudgets budgets) {
    this.budgets = budgets;
    writer = new FindingWriter(clickHouse, database);
    baselines = new Baselines(clickHouse, database, clock);
    settings = new ThresholdSettings(metadata);
    states = new IssueStates(metadata, clock);
  }

  @Override
  public void accept(String project, List<Account> accounts) {
    var thresholds = settings.of(project);
    var examined = new ArrayList<Examined>();
    for (var account : accounts) {
      var baseline = baselines.of(project, Who.of(account.agent(), account.run().service()));
      var limits = budgets.of(project, account);
      examined.add(new Examined(account, Examination.of(account, baseline, limits, thresholds)));
    }
    writer.write(project, examined);
    for (var run : examined) {
      var row = run.account().run();
      for (var finding : run.findings()) {
        states.found(project, finding.issue(row.service()), row.startNs(), row.trace());
      }
    }
  }

  Baselines baselines() {
    return baselines;
  }

  ThresholdSettings settings() {
    return settings;
  }

  IssueStates states() {
    return states;
  }
}
