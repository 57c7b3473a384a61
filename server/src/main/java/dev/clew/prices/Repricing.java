// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.admin.Metadata;
import dev.clew.http.Reply;
import dev.clew.http.TimeRange;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Jobs that price stored calls anew, one at a time for each project. A job analyses the runs of
/// its range again, which is safe at any time; what it found is kept as a receipt.
public final class Repricing implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Repricing.class);
  private static final int KEPT = 50;

  private final Metadata metadata;
  private final InstantSource clock;
  private final Runs runs;
  private final Map<String, Job> running = new ConcurrentHashMap<>();

  /// The stored runs, as a job needs them.
  public interface Runs {

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

  /// What a job does or has done.
  ///
  /// @param state `running`, `done`, `stopped` or `failed`
  /// @param costBeforeUsd of all runs in the range
  /// @param costAfterUsd `null` until the job has ended
  /// @param error what went wrong; empty when nothing did
  public record Receipt(
      String id,
      String state,
      String from,
      String to,
      long runsTotal,
      long runsDone,
      @Nullable Double costBeforeUsd,
      @Nullable Double costAfterUsd,
      String startedAt,
      @Nullable String endedAt,
      String error) {

    Receipt progressed(long done) {
      return new Receipt(
          id, state, from, to, runsTotal, done, costBeforeUsd, null, startedAt, null, "");
    }

    Receipt ended(String how, @Nullable Double after, String at, String why) {
      return new Receipt(
          id, how, from, to, runsTotal, runsDone, costBeforeUsd, after, startedAt, at, why);
    }
  }

  private static final class Job {
    private volatile Receipt receipt;
    private volatile boolean stopped;

    Job(Receipt receipt) {
      this.receipt = receipt;
    }
  }

  public Repricing(Metadata metadata, Runs runs, InstantSource clock) {
    this.metadata = metadata;
    this.runs = runs;
    this.clock = clock;
  }

  /// @throws AppException CONFLICT while another job of the project runs
  Receipt begin(String project, TimeRange range) {
    var before = runs.totals(project, range);
    var job =
        new Job(
            new Receipt(
                UUID.randomUUID().toString(),
                "running",
                range.from().toString(),
                range.to().toString(),
                before.runs(),
                0,
                before.costUsd(),
                null,
                clock.instant().toString(),
                null,
                ""));
    if (running.putIfAbsent(project, job) != null) {
      throw new AppException(
          ErrorCode.CONFLICT, "calls are being priced anew already; wait or stop that job");
    }
    Thread.ofPlatform().daemon().name("repricing").start(() -> run(project, range, job));
    return job.receipt;
  }

  private void run(String project, TimeRange range, Job job) {
    var end = "done";
    var error = "";
    try {
      var step = runs.again(project, range, null);
      while (step != null && !job.stopped) {
        job.receipt = job.receipt.progressed(job.receipt.runsDone() + step.runs());
        step = runs.again(project, range, step.next());
      }
      end = job.stopped ? "stopped" : end;
    } catch (RuntimeException e) {
      log.warn("pricing anew failed", e);
      end = "failed";
      error = String.valueOf(e.getMessage());
    }
    try {
      var after = end.equals("failed") ? null : runs.totals(project, range).costUsd();
      job.receipt = job.receipt.ended(end, after, clock.instant().toString(), error);
      metadata.update(
          "INSERT INTO repricings VALUES (?, ?, ?, ?)",
          job.receipt.id(),
          project,
          Reply.MAPPER.writeValueAsString(job.receipt),
          job.receipt.startedAt());
    } catch (JsonProcessingException | RuntimeException e) {
      log.warn("the receipt of a job was not kept", e);
    } finally {
      running.remove(project);
    }
  }

  /// The job that runs, then the receipts of the latest ones.
  List<Receipt> list(String project) {
    var receipts = new ArrayList<Receipt>();
    var now = running.get(project);
    if (now != null) {
      receipts.add(now.receipt);
    }
    receipts.addAll(
        metadata.query(
            "SELECT receipt FROM repricings WHERE project = ? ORDER BY started_at DESC LIMIT "
                + KEPT,
            row -> receipt(row.text(1)),
            project));
    return receipts;
  }

  private static Receipt receipt(String json) {
    try {
      return Reply.MAPPER.readValue(json, Receipt.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("receipt: " + json, e);
    }
  }

  /// @throws AppException NOT_FOUND when no such job runs
  void cancel(String project, String id) {
    var job = running.get(project);
    if (job == null || !job.receipt.id().equals(id)) {
      throw new AppException(ErrorCode.NOT_FOUND, "no such job is running");
    }
    job.stopped = true;
  }

  @Override
  public void close() {
    running.values().forEach(job -> job.stopped = true);
  }
}
