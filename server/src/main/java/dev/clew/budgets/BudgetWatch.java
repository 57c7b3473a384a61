// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import dev.clew.admin.Metadata;
import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.http.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Evaluates the budgets of a project when its runs were analysed, when a budget was changed, when
/// a period ends, and once a minute: a forecast changes while nothing comes.
///
/// A month is read from the roll-up, as far as it has settled. Which traces used most is then found
/// only while somebody looks, and until then known from the last time.
///
/// Between two evaluations of a project are 5 s, and more where one takes long: at most a fifth of
/// the time goes into it. It waits while ingest is behind.
public final class BudgetWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(BudgetWatch.class);
  private static final long TICK_MS = 250;
  private static final long REST_MS = 5_000;
  private static final int REST_FACTOR = 4;
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  /// Traces that are shown may be so old.
  private static final long TRACES_MS = 300_000;

  /// The same for members that have none yet.
  private static final long FIRST_TRACES_MS = 30_000;

  private final Budgets budgets;
  private final BudgetStates states;
  private final UseReader reader;
  private final RolledUseReader rolled;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final Map<String, Turn> turns = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread;

  /// When a project is evaluated.
  private static final class Turn {
    private volatile boolean isTold = true;
    private volatile boolean isHurried;
    private volatile boolean isWithTraces = true;
    private volatile long tracesAtMs;
    private volatile long notBeforeMs;
    private volatile long atLatestMs;
  }

  public BudgetWatch(
      Budgets budgets,
      Metadata metadata,
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      BooleanSupplier isIngestBehind) {
    this.budgets = budgets;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    states = new BudgetStates(metadata);
    reader = new UseReader(clickHouse, database);
    rolled = new RolledUseReader(new Store(clickHouse, database, _ -> {}));
    thread =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("budgets").factory());
  }

  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /// Told when calls of a project are new.
  public void analysed(String project) {
    if (isWatching(project)) {
      turn(project).isTold = true;
    }
  }

  /// Whether the project has budgets.
  public boolean isWatching(String project) {
    return budgets.has(project);
  }

  /// Told when a budget is new or another: its state follows at once.
  void changed(String project) {
    var turn = turn(project);
    turn.isTold = true;
    turn.isHurried = true;
    turn.isWithTraces = true;
  }

  /// Told when somebody looks: which traces used most is found again, unless that was just done.
  void shown(String project) {
    var turn = turn(project);
    var known = states.of(project);
    var members =
        budgets.of(project).stream()
            .filter(budget -> budget.period().isLong())
            .flatMap(budget -> Stream.ofNullable(known.get(budget.id())))
            .flatMap(state -> state.members().stream())
            .filter(member -> member.used() > 0)
            .toList();
    boolean isMissing = members.stream().anyMatch(member -> member.traces().isEmpty());
    long age = clock.millis() - turn.tracesAtMs;
    if (!members.isEmpty() && age >= (isMissing ? FIRST_TRACES_MS : TRACES_MS)) {
      turn.isWithTraces = true;
      turn.isTold = true;
    }
  }

  BudgetStates states() {
    return states;
  }

  /// Where the budgets of a project stood when they were last evaluated, each whose use is followed
  /// alone.
  public List<BudgetStanding> standings(String project) {
    var known = states.of(project);
    var standings = new ArrayList<BudgetStanding>();
    for (var budget : budgets.of(project)) {
      var state = known.get(budget.id());
      if (state != null) {
        state.members().forEach(member -> standings.add(BudgetStanding.of(budget, member)));
      }
    }
    return standings;
  }

  private Turn turn(String project) {
    return turns.computeIfAbsent(project, _ -> new Turn());
  }

  /// One round: the projects whose turn it is.
  void tick() {
    for (var project : budgets.projects()) {
      var turn = turn(project);
      long now = clock.millis();
      if (isIngestBehind.getAsBoolean() || (now < turn.notBeforeMs && !turn.isHurried)) {
        continue;
      }
      if (turn.isTold || now >= turn.atLatestMs) {
        turn.isTold = false;
        turn.isHurried = false;
        boolean isWithTraces = turn.isWithTraces;
        turn.isWithTraces = false;
        if (isWithTraces) {
          turn.tracesAtMs = now;
        }
        try {
          turn.atLatestMs =
              evaluate(project, Instant.ofEpochMilli(now), isWithTraces).toEpochMilli();
        } catch (EngineException e) {
          log.warn("budgets of {} are evaluated later: {}", project, e.getMessage());
          turn.isTold = true;
        } catch (RuntimeException e) {
          log.error("budgets of {} were not evaluated", project, e);
        }
        long end = clock.millis();
        turn.notBeforeMs = Math.max(now + REST_MS, end + REST_FACTOR * (end - now));
      }
    }
  }

  /// @param isWithTraces whether the traces that used most are found, also of long periods
  /// @return when to look again although nothing came
  private Instant evaluate(String project, Instant now, boolean isWithTraces) {
    var byPeriod =
        budgets.of(project).stream()
            .collect(
                Collectors.groupingBy(
                    Budget::period, () -> new EnumMap<>(Period.class), Collectors.toList()));
    var before = states.of(project);
    var after = new HashMap<String, BudgetState>();
    var changes = new HashMap<String, List<BudgetChange>>();
    var next = now.plus(AT_LEAST_EVERY);
    for (var some : byPeriod.entrySet()) {
      var window = some.getKey().at(now);
      var uses =
          some.getKey().isLong() && !isWithTraces
              ? rolled.read(project, window, some.getValue())
              : reader.read(project, window, some.getValue());
      for (var budget : some.getValue()) {
        var was = before.get(budget.id());
        var is = Evaluation.of(budget, window, uses, was);
        after.put(budget.id(), is);
        var changed = BudgetChange.between(budget, was, is);
        if (!changed.isEmpty()) {
          changes.put(budget.id(), changed);
        }
      }
      if (some.getKey() != Period.RUN && window.end().isBefore(next)) {
        next = window.end();
      }
    }
    states.save(project, after, changes);
    return next;
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
