// SPDX-License-Identifier: Apache-2.0
package dev.clew.stage;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.nio.ByteBuffer;
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
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes something of each run that run analysis has stored, and again when it stores a newer
/// result.
///
/// What is made has the version of the run it was made from, so making it twice changes nothing,
/// and what was not made before the server stopped is found by comparing versions. A stage waits
/// while ingest is behind.
public final class RunStage implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunStage.class);
  private static final long TICK_MS = 250;
  private static final int BATCH = 200;
  private static final int PICKED_UP = 50_000;
  private static final long REST_MS = 5_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final String table;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final Work work;
  private final Waiting waiting = new Waiting();
  private final ScheduledExecutorService thread;

  /// Held from taking runs until what is made of them is written.
  private final ReentrantLock working = new ReentrantLock();

  private volatile long restUntilMs;
  private volatile boolean lookAgain = true;

  /// What a stage does.
  @FunctionalInterface
  public interface Work {

    /// Makes and writes what there is to make of these runs. A run that cannot be worked on must
    /// not keep the others waiting.
    void make(String project, List<TraceId> traces);
  }

  /// @param table what the stage writes: a row per run with columns project_id, minute, trace_id,
  ///   version and deleted
  public RunStage(
      ClickHouse clickHouse,
      String database,
      String table,
      InstantSource clock,
      BooleanSupplier isIngestBehind,
      Work work) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.table = table;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    this.work = work;
    thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name(table).factory());
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

  /// Runs that wait.
  public int waiting() {
    return waiting.size();
  }

  /// Works on a run now, for a reader who has just sent it. Also waits for one that is being worked
  /// on.
  public void catchUp(String project, TraceId trace) {
    working.lock();
    try {
      if (waiting.remove(project, trace)) {
        work.make(project, List.of(trace));
      }
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
      log.warn("{} rests for {} ms: {}", table, REST_MS, e.getMessage());
      restUntilMs = clock.millis() + REST_MS;
      lookAgain = true;
    } catch (RuntimeException e) {
      log.error("{} failed", table, e);
    }
  }

  private boolean next() {
    working.lock();
    try {
      var batch = waiting.take(BATCH);
      if (!batch.traces().isEmpty()) {
        work.make(batch.project(), batch.traces());
      }
      return !batch.traces().isEmpty();
    } finally {
      working.unlock();
    }
  }

  /// Runs of the last day with model calls of which something older was made, or nothing.
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
              SELECT project_id, trace_id, max(version) AS made FROM %1$s.%2$s WHERE NOT deleted AND minute >= now() - 90000 GROUP BY project_id, trace_id
            ) AS l ON l.project_id = r.project_id AND l.trace_id = r.trace_id
            WHERE l.made < r.made AND r.calls > 0
            ORDER BY r.began
            LIMIT %3$d
            """
                .formatted(database, table, PICKED_UP)),
        row -> {
          byProject
              .computeIfAbsent(row.string("project_id"), _ -> new ArrayList<>())
              .add(trace(row.bytes("trace_id")));
          found.incrementAndGet();
        });
    byProject.forEach(waiting::add);
    return found.get() == PICKED_UP;
  }

  private static TraceId trace(byte[] id) {
    var bytes = ByteBuffer.wrap(id);
    return new TraceId(bytes.getLong(), bytes.getLong());
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
