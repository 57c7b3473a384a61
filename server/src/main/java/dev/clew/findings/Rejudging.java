// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.admin.Metadata;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.Row;
import dev.clew.engine.Statement;
import dev.clew.ledger.LedgerAnalysis;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges the runs of the last seven days again after a threshold has changed, page by page while
/// nothing else needs the machine. One job for each project; a further change makes it begin anew.
/// What a job did is kept as a receipt.
public final class Rejudging implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Rejudging.class);
  private static final Duration BACK = Duration.ofDays(7);
  private static final int PAGE = 200;
  private static final long BUSY_PAUSE_MILLIS = 200;
  private static final String SERVER_STOPPED = "the server was stopped";
  private static final String CHANGED_AGAIN = "thresholds were changed again";

  private final JudgingReceipts receipts;
  private final ClickHouse clickHouse;
  private final String database;
  private final LedgerAnalysis ledgers;
  private final InstantSource clock;
  private final BooleanSupplier isBusy;
  private final Map<String, Job> running = new ConcurrentHashMap<>();
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("rejudging").factory());
  private volatile boolean closing;

  /// A job and what stops it.
  private static final class Job {
    private final String project;
    private volatile JudgingReceipt receipt;
    private volatile String stoppedBy = "";

    Job(String project, JudgingReceipt receipt) {
      this.project = project;
      this.receipt = receipt;
    }
  }

  /// Jobs of an earlier process that have no end are shown as stopped.
  ///
  /// @param isBusy whether what arrives needs the machine for itself. A job waits while it does
  public Rejudging(
      ClickHouse clickHouse,
      String database,
      Metadata metadata,
      LedgerAnalysis ledgers,
      InstantSource clock,
      BooleanSupplier isBusy) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.ledgers = ledgers;
    this.clock = clock;
    this.isBusy = isBusy;
    receipts = new JudgingReceipts(metadata);
    receipts.endLeftOver(clock.instant().toString(), SERVER_STOPPED);
  }

  /// Begins to judge the project's runs by the thresholds of now.
  JudgingReceipt begin(String project) {
    var to = clock.instant();
    var from = to.minus(BACK);
    var receipt =
        new JudgingReceipt(
            UUID.randomUUID().toString(),
            JudgingReceipt.RUNNING,
            from.toString(),
            to.toString(),
            runs(project, from.getEpochSecond()),
            0,
            findings(project, from.getEpochSecond()),
            null,
            to.toString(),
            null,
            "");
    var job = new Job(project, receipt);
    var before = running.put(project, job);
    if (before != null) {
      before.stoppedBy = CHANGED_AGAIN;
    }
    receipts.save(project, receipt);
    thread.execute(() -> run(job, from.getEpochSecond()));
    return receipt;
  }

  /// The latest first.
  List<JudgingReceipt> list(String project) {
    return receipts.list(project);
  }

  /// @throws AppException NOT_FOUND when no such job runs
  void cancel(String project, String id) {
    var job = running.get(project);
    if (job == null || !job.receipt.id().equals(id)) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such job is running");
    }
    job.stoppedBy = "somebody stopped it";
  }

  private void run(Job job, long fromSeconds) {
    try {
      judge(job, fromSeconds);
      boolean isDone = job.stoppedBy.isEmpty();
      job.receipt =
          job.receipt.ended(
              isDone ? "done" : "stopped",
              closing ? null : (Long) findings(job.project, fromSeconds),
              clock.instant().toString(),
              job.stoppedBy);
    } catch (RuntimeException e) {
      log.warn("judging runs again failed", e);
      job.receipt =
          job.receipt.ended(
              "failed", null, clock.instant().toString(), String.valueOf(e.getMessage()));
    }
    running.remove(job.project, job);
    try {
      receipts.save(job.project, job.receipt);
    } catch (RuntimeException e) {
      log.warn("the receipt of a job was not kept", e);
    }
  }

  private void judge(Job job, long fromSeconds) {
    @Nullable Place after = null;
    while (mayGoOn(job)) {
      var page = new ArrayList<TraceId>(PAGE);
      after = next(job.project, fromSeconds, after, page);
      if (after == null) {
        return;
      }
      ledgers.judgeAgain(job.project, page);
      job.receipt = job.receipt.progressed(job.receipt.runsDone() + page.size());
      receipts.save(job.project, job.receipt);
    }
  }

  private boolean mayGoOn(Job job) {
    try {
      while (job.stoppedBy.isEmpty() && !closing && isBusy.getAsBoolean()) {
        Thread.sleep(BUSY_PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.stoppedBy = SERVER_STOPPED;
    }
    if (closing && job.stoppedBy.isEmpty()) {
      job.stoppedBy = SERVER_STOPPED;
    }
    return job.stoppedBy.isEmpty();
  }

  /// Where a page ended.
  private record Place(long minute, String trace) {}

  /// The runs after a place in the order of the table's key, so that nothing is read twice.
  ///
  /// @return where the page ends; `null` when there are no more
  private @Nullable Place next(
      String project, long fromSeconds, @Nullable Place after, List<TraceId> page) {
    var last = new AtomicReference<@Nullable Place>();
    clickHouse.query(
        Statement.of(
                """
                SELECT trace_id, toUnixTimestamp(minute) AS filed, hex(trace_id) AS id FROM %s.findings FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({after_minute:Int64})
                  AND (minute > toDateTime({after_minute:Int64}) OR trace_id > toFixedString(unhex({after_trace:String}), 16))
                ORDER BY project_id, minute, trace_id
                LIMIT {page:UInt32}
                """
                    .formatted(database))
            .with("project", project)
            .with("after_minute", after == null ? fromSeconds : after.minute())
            .with("after_trace", after == null ? "" : after.trace())
            .with("page", PAGE),
        row -> {
          page.add(trace(row));
          last.set(new Place(row.number("filed"), row.string("id")));
        });
    return last.get();
  }

  private long runs(String project, long fromSeconds) {
    return number(project, fromSeconds, "count()");
  }

  private long findings(String project, long fromSeconds) {
    return number(project, fromSeconds, "toInt64(sum(length(finding_rule)))");
  }

  /// @param figure SQL, one of ours
  private long number(String project, long fromSeconds, String figure) {
    var number = new AtomicLong();
    clickHouse.query(
        Statement.of(
                "SELECT %s AS figure FROM %s.findings FINAL WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64})"
                    .formatted(figure, database))
            .with("project", project)
            .with("from", fromSeconds),
        row -> number.set(row.number("figure")));
    return number.get();
  }

  private static TraceId trace(Row row) {
    var id = ByteBuffer.wrap(row.bytes("trace_id"));
    return new TraceId(id.getLong(), id.getLong());
  }

  /// Returns when no job works any more.
  @Override
  public void close() {
    closing = true;
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
