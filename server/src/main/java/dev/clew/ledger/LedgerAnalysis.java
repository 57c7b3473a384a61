// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import dev.clew.prices.Prices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the ledger of each run that run analysis has stored, and again when it stores a newer
/// result.
///
/// A ledger has the version of the run it was made from, so making it twice changes nothing, and
/// what was not made before the server stopped is found by comparing versions. It waits while
/// ingest is behind.
public final class LedgerAnalysis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LedgerAnalysis.class);
  private static final long TICK_MS = 250;
  private static final int BATCH = 200;
  private static final int PICKED_UP = 50_000;
  private static final long REST_MS = 5_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final BiConsumer<String, List<Account>> onAccounts;
  private final LedgerReader reader;
  private final LedgerWriter writer;
  private final Experience experience;
  private final Waiting waiting = new Waiting();
  private final ScheduledExecutorService thread;

  /// Held from taking runs until their ledgers are written.
  private final ReentrantLock working = new ReentrantLock();

  private volatile long restUntilMs;
  private volatile boolean lookAgain = true;

  /// @param onAccounts told, before they are stored, of a project's new ledgers
  public LedgerAnalysis(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      Prices prices,
      BooleanSupplier isIngestBehind,
      BiConsumer<String, List<Account>> onAccounts) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    this.onAccounts = onAccounts;
    reader = new LedgerReader(clickHouse, database);
    writer = new LedgerWriter(clickHouse, database);
    experience = new Experience(clickHouse, database, clock, prices);
    thread =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("ledger").factory());
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /// Told about every run that run analysis has stored.
  public void analysed(String project, Collection<TraceId> traces) {
    if (!waiting.add(project, traces)) {
      lookAgain = true;
    }
  }

  /// Runs that wait for their ledgers.
  public int waiting() {
    return waiting.size();
  }

  /// Makes the ledger of a run now, for a reader who has just sent it. Also waits for one that is
  /// being made.
  public void catchUp(String project, TraceId trace) {
    working.lock();
    try {
      if (waiting.remove(project, trace)) {
        make(project, List.of(trace));
      }
    } finally {
      working.unlock();
    }
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

  private void tick() {
    if (isIngestBehind.getAsBoolean() || clock.millis() < restUntilMs) {
      return;
    }
    try {
      if (lookAgain && waiting.size() < BATCH) {
        lookAgain = pickUp();
      }
      boolean isMore = true;
      while (isMore && !isIngestBehind.getAsBoolean()) {
        isMore = next();
      }
    } catch (EngineException e) {
      log.warn("the ledger rests for {} ms: {}", REST_MS, e.getMessage());
      restUntilMs = clock.millis() + REST_MS;
      lookAgain = true;
    } catch (RuntimeException e) {
      log.error("the ledger failed", e);
    }
  }

  private boolean next() {
    working.lock();
    try {
      var batch = waiting.take(BATCH);
      if (!batch.traces().isEmpty()) {
        make(batch.project(), batch.traces());
      }
      return !batch.traces().isEmpty();
    } finally {
      working.unlock();
    }
  }

  private void make(String project, List<TraceId> traces) {
    var accounts = accounts(project, traces);
    onAccounts.accept(project, accounts);
    writer.write(project, accounts);
  }

  private List<Account> accounts(String project, List<TraceId> traces) {
    var accounts = new ArrayList<Account>();
    for (var run : reader.read(project, traces)) {
      try {
        var source = Assembly.of(run, experience.of(project));
        accounts.add(new Account(run.row(), source, Accounting.of(source)));
      } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) {
        // One run that cannot be accounted for does not keep the others waiting.
        log.error("no ledger of trace {}", run.row().trace(), e);
      }
    }
    return accounts;
  }

  /// Runs of the last day whose ledger is older than they are, or missing.
  ///
  /// @return whether there may be more
  private boolean pickUp() {
    var found = new AtomicInteger();
    Map<String, List<TraceId>> byProject = new HashMap<>();
    clickHouse.query(
        Statement.of(
            """
            SELECT r.project_id AS project_id, r.trace_id AS trace_id
            FROM (
              SELECT project_id, trace_id, max(version) AS made, min(minute) AS began, argMax(llm_calls, version) AS calls
              FROM %1$s.runs WHERE NOT deleted AND minute >= now() - 86400 GROUP BY project_id, trace_id
            ) AS r
            LEFT JOIN (
              SELECT project_id, trace_id, max(version) AS made FROM %1$s.token_ledger WHERE NOT deleted AND minute >= now() - 90000 GROUP BY project_id, trace_id
            ) AS l ON l.project_id = r.project_id AND l.trace_id = r.trace_id
            WHERE l.made < r.made AND r.calls > 0
            ORDER BY r.began
            LIMIT %2$d
            """
                .formatted(database, PICKED_UP)),
        row -> {
          byProject
              .computeIfAbsent(row.string("project_id"), _ -> new ArrayList<>())
              .add(RunRow.trace(row));
          found.incrementAndGet();
        });
    byProject.forEach(waiting::add);
    return found.get() == PICKED_UP;
  }

  @Override
  public void close() {
    thread.shutdown();
    waiting.clear();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
