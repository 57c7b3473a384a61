// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.model.Span;
import dev.clew.model.TraceId;
import dev.clew.prices.Prices;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Analyses runs as they go quiet, while they go on, when late spans arrive, and after a restart.
///
/// Results are facts in `calls` and `runs`; spans are never touched. The newest version of a result
/// wins, so analysing a run again is always safe. Analysis waits while ingest is behind: telemetry
/// that is not stored cannot be analysed later, but a run can.
public final class RunAnalysis implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RunAnalysis.class);
  private static final long TICK_MS = 250;
  private static final int BATCH = 2_000;
  private static final int PICKED_UP = 100_000;
  private static final int READ_YOUR_WRITES = 1_000;
  private static final long PATIENCE_MS = 1_000;
  private static final long REST_MS = 5_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final Pricing pricing;
  private final BooleanSupplier isIngestBehind;
  private final Listener listener;
  private final RunReader reader;
  private final OtherTraces others;
  private final RunWriter writer;
  private final Activity activity;
  private final ScheduledExecutorService thread;

  /// Held while traces are taken and until their results are written.
  private final ReentrantLock working = new ReentrantLock();

  private long lastVersion;
  private volatile long restUntilMs;
  private volatile boolean lookAgain;

  /// When a trace counts as quiet.
  ///
  /// @param afterRoot after the last span, once the root has ended
  /// @param withoutRoot after the last span, when no root came
  public record Quiet(Duration afterRoot, Duration withoutRoot) {}

  /// Traces whose rows are new.
  public record Analysed(String project, List<TraceId> traces) {}

  /// Who works with the results.
  @FunctionalInterface
  public interface Listener {

    void analysed(Analysed analysed);

    /// Whether the costs of a project's running runs are wanted within seconds, which takes more
    /// analyses.
    default boolean isWaitingFor(String project) {
      return false;
    }
  }

  public RunAnalysis(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      Quiet quiet,
      Prices prices,
      BooleanSupplier isIngestBehind,
      Listener listener) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.pricing = Pricing.by(prices);
    this.isIngestBehind = isIngestBehind;
    this.listener = listener;
    reader = new RunReader(clickHouse, database);
    others = new OtherTraces(clickHouse, database);
    writer = new RunWriter(clickHouse, database);
    activity = new Activity(quiet.afterRoot().toMillis(), quiet.withoutRoot().toMillis());
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("run-analysis").factory());
  }

  /// Picks up what an earlier process left unanalysed, then starts.
  public void start() {
    thread.execute(
        () -> {
          try {
            continueVersions();
            lookAgain = pickUp();
          } catch (EngineException e) {
            fail(e);
          }
        });
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /// Told about every stored span.
  public void stored(String project, Span span) {
    activity.grew(
        new Activity.Key(project, span.raw().ids().traceId()),
        span.raw().ids().isRoot(),
        span.op().isModelCall(),
        clock.millis());
  }

  /// Told about every stored log record that says what was said in a trace.
  public void told(String project, TraceId trace) {
    activity.grew(new Activity.Key(project, trace), false, false, clock.millis());
  }

  /// Makes traces that were never analysed appear in lists, for a reader who has just sent them.
  /// Under load they appear a little later instead, and the reader does not wait.
  public void catchUp(String project) {
    if (activity.hasMoreUnseenThan(READ_YOUR_WRITES, project)) {
      return;
    }
    try {
      // Also waits for an analysis that has taken the reader's traces already but not written them.
      if (!working.tryLock(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      var unseen = activity.takeUnseen(project, READ_YOUR_WRITES);
      if (!unseen.isEmpty()) {
        analyse(project, unseen);
      }
    } catch (EngineException e) {
      // Reading goes on when nothing can be written; the runs follow when it can.
      fail(e);
    } finally {
      working.unlock();
    }
  }

  /// Analyses stored traces once more, for what has changed beside them, such as a price.
  public void again(String project, List<TraceId> traces) {
    working.lock();
    try {
      analyse(project, traces.stream().map(trace -> new Activity.Due(trace, true)).toList());
    } finally {
      working.unlock();
    }
  }

  /// Traces that wait to be analysed or to go quiet.
  public int waiting() {
    return activity.size();
  }

  /// One round of work: whatever is due now.
  void tick() {
    if (isIngestBehind.getAsBoolean() || clock.millis() < restUntilMs) {
      return;
    }
    working.lock();
    try {
      if (lookAgain && activity.size() < BATCH) {
        lookAgain = pickUp();
      }
      activity.takeDue(clock.millis(), BATCH, listener::isWaitingFor).forEach(this::analyse);
      lookAgain |= activity.hasForgotten();
    } catch (EngineException e) {
      fail(e);
    } catch (RuntimeException e) {
      log.error("run analysis failed", e);
    } finally {
      working.unlock();
    }
  }

  /// What was taken and not written is found again by looking for it, after a rest: a full disk
  /// does not get better by trying four times a second.
  private void fail(EngineException e) {
    log.warn("run analysis rests for {} ms: {}", REST_MS, e.getMessage());
    restUntilMs = clock.millis() + REST_MS;
    lookAgain = true;
  }

  private void analyse(String project, List<Activity.Due> due) {
    var quiet = due.stream().filter(Activity.Due::isQuiet).map(Activity.Due::trace).toList();
    var quietSet = Set.copyOf(quiet);
    var results = new ArrayList<RunResult>(due.size());
    for (var run : reader.read(project, due.stream().map(Activity.Due::trace).toList())) {
      if (run.hasRoot()) {
        activity.rootIsThere(new Activity.Key(project, run.traceId()));
      }
      results.add(RunResult.of(run, quietSet.contains(run.traceId()), pricing));
    }
    var settled = others.settle(project, results);
    writer.write(project, settled.results(), nextVersion());
    settled
        .outdone()
        .forEach(
            trace -> activity.grew(new Activity.Key(project, trace), true, false, clock.millis()));
    listener.analysed(
        new Analysed(project, results.stream().map(result -> result.run().traceId()).toList()));
  }

  /// Never the same twice, also when the clock stands still or goes back.
  private long nextVersion() {
    lastVersion = Math.max(lastVersion + 1, clock.millis());
    return lastVersion;
  }

  /// Also when the clock went back while the server was down.
  private void continueVersions() {
    clickHouse.query(
        Statement.of("SELECT max(version) AS newest FROM " + database + ".runs"),
        row -> lastVersion = Math.max(lastVersion, row.number("newest")));
  }

  /// Traces of the last day that have no result, a provisional one, or have grown since, as many as
  /// are taken at once. In order of time: those that are read together then lie together.
  ///
  /// @return whether there may be more
  boolean pickUp() {
    var found = new AtomicInteger();
    clickHouse.query(
        Statement.of(
            """
            SELECT t.project_id AS project_id, t.trace_id AS trace_id
            FROM (
              SELECT project_id, trace_id, sum(spans) AS stored, min(first_minute) AS began, max(received_at) AS arrived
              FROM %1$s.traces GROUP BY project_id, trace_id HAVING arrived >= now() - 86400
            ) AS t
            LEFT JOIN (
              SELECT project_id, trace_id, argMax(analysed_spans, version) AS analysed, argMax(state, version) AS last_state
              FROM %1$s.runs WHERE NOT deleted GROUP BY project_id, trace_id
            ) AS r ON r.project_id = t.project_id AND r.trace_id = t.trace_id
            WHERE r.analysed < t.stored OR r.last_state = 'running'
            ORDER BY t.began
            LIMIT %2$d
            """
                .formatted(database, PICKED_UP)),
        row -> {
          var id = ByteBuffer.wrap(row.bytes("trace_id"));
          activity.grew(
              new Activity.Key(row.string("project_id"), new TraceId(id.getLong(), id.getLong())),
              true,
              false,
              clock.millis());
          found.incrementAndGet();
        });
    return found.get() == PICKED_UP;
  }

  @Override
  public void close() {
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
