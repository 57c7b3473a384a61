// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import dev.clew.engine.Block;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Rolls up periods that have settled: over, and without a new version of any of their calls for a
/// while. One period at a time, the newest first, on one thread of the engine.
///
/// Nothing is kept in memory that matters. Which periods have changed since they were rolled up is
/// found by comparing versions, and a roll counts only once `usage_rolls` names it, so a crash at
/// any point costs one roll. A period that was rolled up too early is read from `calls` until it is
/// rolled up again: settling saves work, it does not decide what is right.
public final class RollUp implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RollUp.class);
  private static final Duration SETTLES_AFTER = Duration.ofMinutes(2);
  private static final Duration LONGEST_ROLL = Duration.ofMinutes(2);
  private static final long TICK_MS = 15_000;
  private static final int BATCH = 50;
  private static final int MOST_REFUSED = 10_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final ScheduledExecutorService thread;

  /// Periods that could not be rolled up, as they were then; they are not tried again.
  private final Set<Settled> refused = new HashSet<>();

  private long lastRoll;
  private volatile boolean closing;

  /// @param began in seconds since 1970
  /// @param version of the newest call
  private record Settled(String project, Length length, long began, long version) {}

  public RollUp(
      ClickHouse clickHouse, String database, InstantSource clock, BooleanSupplier isIngestBehind) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    thread =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("roll-up").factory());
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      var _ = rollAll();
    } catch (EngineException e) {
      log.warn("the roll-up rests: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("the roll-up failed", e);
    }
  }

  /// Rolls up what has settled, until nothing is left, ingest is behind or the server stops.
  ///
  /// @return how many periods
  public int rollAll() {
    int rolled = 0;
    for (var length : Length.values()) {
      int before;
      do {
        before = rolled;
        for (var period : settled(length)) {
          if (closing || isIngestBehind.getAsBoolean()) {
            return rolled;
          }
          rolled += roll(period) ? 1 : 0;
        }
      } while (rolled > before);
    }
    return rolled;
  }

  /// Periods whose calls have another version than the one that was rolled up. Versions are times
  /// in milliseconds.
  private List<Settled> settled(Length length) {
    var periods = new ArrayList<Settled>();
    clickHouse.query(
        Statement.of(
                """
                SELECT c.project_id AS project, c.began AS began, c.newest AS newest
                FROM (
                  SELECT project_id, toInt64(intDiv(toUnixTimestamp(minute), {seconds:Int64}) * {seconds:Int64}) AS began, max(version) AS newest
                  FROM %1$s.calls GROUP BY project_id, began
                ) AS c
                LEFT JOIN (
                  SELECT project_id, toInt64(toUnixTimestamp(period)) AS began, version FROM %1$s.usage_rolls FINAL WHERE seconds = {seconds:Int64}
                ) AS r ON r.project_id = c.project_id AND r.began = c.began
                WHERE r.version != c.newest AND c.newest <= {settled:Int64} AND c.began + {seconds:Int64} <= {now:Int64}
                ORDER BY c.began DESC
                LIMIT {max:UInt64}
                """
                    .formatted(database))
            .with("seconds", length.seconds())
            .with("settled", clock.millis() - SETTLES_AFTER.toMillis())
            .with("now", clock.millis() / 1_000)
            .with("max", BATCH + refused.size()),
        row ->
            periods.add(
                new Settled(
                    row.string("project"), length, row.number("began"), row.number("newest"))));
    periods.removeAll(refused);
    return periods;
  }

  private boolean roll(Settled period) {
    long roll = nextRoll();
    try {
      clickHouse.execute(rows(period, roll));
    } catch (EngineException e) {
      log.warn(
          "{} of {} at {} is not rolled up: {}",
          period.length(),
          period.project(),
          period.began(),
          e.getMessage());
      if (refused.size() < MOST_REFUSED) {
        refused.add(period);
      }
      return false;
    }
    clickHouse.insert(database + ".usage_rolls", mark(period, roll), "");
    return true;
  }

  /// The version was read before the calls: what has come in between makes the period dirty.
  private Statement rows(Settled period, long roll) {
    return Statement.of(
            """
            INSERT INTO %1$s.usage_rolled (project_id, label, period, seconds, slot, roll, value, provider, %2$s)
            SELECT {project:String}, label, toDateTime({from:Int64}), {seconds:UInt32}, row_number() OVER (PARTITION BY label ORDER BY value, provider), {roll:UInt64}, value, provider, %2$s
            FROM (
              SELECT one.1 AS label, one.2 AS value, one.3 AS provider, %3$s
              FROM (
                SELECT *, arrayJoin(%4$s) AS one FROM %1$s.calls FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND minute < toDateTime({from:Int64} + {seconds:Int64}) AND billable
              ) AS c
              GROUP BY one
            )
            """
                .formatted(
                    database,
                    Sums.columns(),
                    Sums.ofCallsAsColumns(),
                    Labels.memberships(period.length())))
        .with("project", period.project())
        .with("from", period.began())
        .with("seconds", period.length().seconds())
        .with("roll", roll)
        .setting("max_threads", 1)
        .within(LONGEST_ROLL);
  }

  private static Block mark(Settled period, long roll) {
    var block = new Block();
    block.symbols("project_id").add(period.project());
    block.whole("period", "DateTime('UTC')").add(period.began());
    block.whole("seconds", "UInt32").add(period.length().seconds());
    block.whole("roll", "UInt64").add(roll);
    block.whole("version", "UInt64").add(period.version());
    return block;
  }

  /// Greater than any before, also when the clock went back while the server was down: the rows of
  /// an interrupted roll must not outlive those of the next.
  private long nextRoll() {
    if (lastRoll == 0) {
      clickHouse.query(
          Statement.of("SELECT max(roll) AS newest FROM " + database + ".usage_rolled"),
          row -> lastRoll = row.number("newest"));
    }
    lastRoll = Math.max(lastRoll + 1, clock.millis());
    return lastRoll;
  }

  /// Ends after the period that is being rolled up.
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
