// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.ledger.accounting.Accounting;
import dev.clew.model.TraceId;
import dev.clew.prices.Prices;
import dev.clew.stage.RunStage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the ledger of each run that was stored.
public final class LedgerAnalysis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerAnalysis.class);

  private final BiConsumer<String, List<Account>> onAccounts;
  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final Experience experience;
  private final RunStage stage;

  /// Held from reading runs until their ledgers are told of and written.
  private final ReentrantLock working = new ReentrantLock();

  /// @param onAccounts told, before they are stored, of a project's new ledgers
  public LedgerAnalysis(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      Prices prices,
      BooleanSupplier isIngestBehind,
      BiConsumer<String, List<Account>> onAccounts) {
    this.onAccounts = onAccounts;
    reader = new LedgerReader(clickHouse, database);
    writer = new LedgerWriter(clickHouse, database);
    experience = new Experience(clickHouse, database, clock, prices);
    stage = new RunStage(clickHouse, database, "token_ledger", clock, isIngestBehind, this::make);
  }

  public void start() {
    stage.start();
  }

  /// Told about every run that run analysis has stored.
  public void analysed(String project, Collection<TraceId> traces) {
    stage.analysed(project, traces);
  }

  /// Runs that wait for their ledgers.
  public int waiting() {
    return stage.waiting();
  }

  /// Makes the ledger of a run now, for a reader who has just sent it. Also waits for one that is
  /// being made.
  public void catchUp(String project, TraceId trace) {
    stage.catchUp(project, trace);
  }

  /// Tells of the ledgers of runs once more, which stay as they are.
  public void judgeAgain(String project, List<TraceId> traces) {
    working.lock();
    try {
      onAccounts.accept(project, accounts(project, traces));
    } finally {
      working.unlock();
    }
  }

  private void make(String project, List<TraceId> traces) {
    working.lock();
    try {
      var accounts = accounts(project, traces);
      onAccounts.accept(project, accounts);
      writer.write(project, accounts);
    } finally {
      working.unlock();
    }
  }

  private List<Account> accounts(String project, List<TraceId> traces) {
    var accounts = new ArrayList<Account>();
    for (var run : reader.read(project, traces)) {
      try {
        var source = Assembly.of(run, experience.of(project));
        accounts.add(new Account(run.row(), source, Accounting.of(source), run.inferred()));
      } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
        // One run that cannot be accounted for does not keep the others waiting.
        log.error("no ledger of trace {}", run.row().trace(), e);
      }
    }
    return accounts;
  }

  @Override
  public void close() {
    stage.close();
  }
}
