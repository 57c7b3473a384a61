// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import dev.clew.admin.Metadata;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that price stored calls anew, one at a time for each project. A job analyses the runs of
/// its range again, which is safe at any time; what it found is kept as a receipt.
public final class Repricing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Repricing.class);
  private static final long BUSY_PAUSE_MILLIS = 200;
  private static final String SERVER_STOPPED = "the server was stopped";

  private final Receipts receipts;
  private final InstantSource clock;
  private final Runs runs;
  private final Map<String, Job> running = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /// The stored runs, as a job needs them.
  public interface Runs {

    /// Whether what arrives needs the machine for itself. A job waits while it does.
    boolean isBusy();

    /// How many runs began in the range, and what they cost.
    Totals totals(String project, TimeRange range);

    /// Analyses the next runs of the range, in order, and says after which to go on.
    ///
    /// @param after where the call before ended; `null` at first
    /// @return `null` when there are no more
    @Nullable Step again(String project, TimeRange range, @Nullable String after);
  }

  /// @param costUsd `null` when nothing is priced
  public record Totals(long runs, @Nullable Double costUsd) {}

  /// @param runs analysed in this step
  public record Step(String next, int runs) {}

  private final class Job {
    private final String project;
    private final TimeRange range;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread =
        Thread.ofPlatform().daemon().name("repricing").unstarted(this::run);
    private volatile Receipt receipt;

    Job(String project, TimeRange range, Receipt receipt) {
      this.project = project;
      this.range = range;
      this.receipt = receipt;
    }

    private void run() {
      try {
        receipt = end();
        receipts.save(receipt);
      } catch (RuntimeException e) {
        log.warn("the receipt of a job was not kept", e);
      } finally {
        running.remove(project);
      }
    }

    private Receipt end() {
      try {
        boolean isDone = price();
        var after = closing ? null : runs.totals(project, range).costUsd();
        return receipt.ended(
            isDone ? "done" : "stopped", after, now(), closing && !isDone ? SERVER_STOPPED : "");
      } catch (RuntimeException e) {
        log.warn("pricing anew failed", e);
        return receipt.ended("failed", null, now(), String.valueOf(e.getMessage()));
      }
    }

    /// False when it was stopped before the end.
    private boolean price() {
      String after = null;
      while (mayGoOn()) {
        var step = runs.again(project, range, after);
        if (step == null) {
          return true;
        }
        after = step.next();
        receipt = receipt.progressed(receipt.runsDone() + step.runs());
        receipts.save(receipt);
      }
      return false;
    }

    /// Waits while the server is busy; false when the job is to stop.
    private boolean mayGoOn() {
      try {
        boolean isStopped = stopped.await(0, TimeUnit.MILLISECONDS);
        while (!isStopped && runs.isBusy()) {
          isStopped = stopped.await(BUSY_PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
        return !isStopped;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  /// Jobs of an earlier process that have no end are shown as stopped.
  public Repricing(Metadata metadata, Runs runs, InstantSource clock) {
    this.receipts = new Receipts(metadata);
    this.runs = runs;
    this.clock = clock;
    receipts.endLeftOver(now(), SERVER_STOPPED);
  }

  /// @throws AppException CONFLICT while another job of the project runs, BUSY when the server
  ///   stops
  Receipt begin(String project, TimeRange range) {
    var before = runs.totals(project, range);
    var receipt =
        new Receipt(
            UUID.randomUUID().toString(),
            Receipt.RUNNING,
            range.from().toString(),
            range.to().toString(),
            before.runs(),
            0,
            before.costUsd(),
            null,
            now(),
            null,
            "");
    var job = new Job(project, range, receipt);
    if (running.putIfAbsent(project, job) != null) {
      throw new AppException(
          ErrorCode.CONFLICT, "calls are being priced anew already; wait or stop that job");
    }
    try {
      if (closing) {
        throw new AppException(ErrorCode.BUSY, "the server is stopping");
      }
      receipts.begin(project, receipt);
      job.thread.start();
    } catch (RuntimeException e) {
      running.remove(project);
      throw e;
    }
    return receipt;
  }

  /// The job that runs, then the receipts of the latest ones.
  List<Receipt> list(String project) {
    return receipts.list(project);
  }

  /// @throws AppException NOT_FOUND when no such job runs
  void cancel(String project, String id) {
    var job = running.get(project);
    if (job == null || !job.receipt.id().equals(id)) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such job is running");
    }
    job.stopped.countDown();
  }

  private String now() {
    return clock.instant().toString();
  }

  /// Returns when no job works any more: what it works with may be closed then.
  @Override
  public void close() {
    closing = true;
    var jobs = List.copyOf(running.values());
    jobs.forEach(job -> job.stopped.countDown());
    try {
      for (var job : jobs) {
        job.thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
