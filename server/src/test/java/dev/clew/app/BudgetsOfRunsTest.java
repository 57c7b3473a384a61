// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.clew.admin.Metadata;
import dev.clew.budgets.Budgets;
import dev.clew.findings.RunBudgets.RunUse;
import dev.clew.ledger.Account;
import dev.clew.ledger.RunRow;
import dev.clew.ledger.accounting.Accounting;
import dev.clew.ledger.accounting.LedgerCall;
import dev.clew.ledger.accounting.LedgerRun;
import dev.clew.ledger.accounting.Runs;
import dev.clew.model.TraceId;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What rules hear of the budgets that limit single runs.
class BudgetsOfRunsTest {

  @Test
  void aRunIsHeldAgainstTheBudgetsOfItsKeys(@TempDir Path data) {
    try (var metadata = Metadata.open(data.resolve("clew.db"))) {
      budget(metadata, "b1", "key", "desk");
      budget(metadata, "b2", "key", "*");
      budget(metadata, "b3", "key", "nobody");
      budget(metadata, "b4", "agent", "ops");
      var uses = new BudgetsOfRuns(new Budgets(metadata)).of("default", run());
      assertThat(uses)
          .extracting(RunUse::budget, RunUse::used)
          .containsExactlyInAnyOrder(
              tuple("b1", 110.0), tuple("b2", 110.0), tuple("b2", 220.0), tuple("b4", 660.0));
    }
  }

  private static void budget(Metadata metadata, String id, String kind, String value) {
    metadata.update(
        "INSERT INTO budgets VALUES (?, 'default', ?, ?, ?, 'run', 'tokens', 100, 0.8, '')",
        id,
        id,
        kind,
        value);
  }

  private static Account run() {
    var run =
        new LedgerRun(
            List.of(call(1, "desk", 100), call(2, "shop", 200), call(3, "", 300)), List.of());
    var row =
        new RunRow(new TraceId(1, 2), 60, 1, true, 0, 1, "answer", "shop", "", false, 3, 0, "", "");
    return new Account(row, run, Accounting.of(run), List.of());
  }

  private static LedgerCall call(int step, String key, long input) {
    return Runs.call(step, "ops", Runs.usage(input, input / 10, 0, 0))
        .madeWith(key)
        .with(List.of(), List.of());
  }
}
