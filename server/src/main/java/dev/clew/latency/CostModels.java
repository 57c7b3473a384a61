// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.model.TraceId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The cost models in use. A key is fitted when it has enough calls for the first time, after that
/// whenever as many calls have come as half of its last fit looked at, but not within a minute, and
/// at least hourly while calls come. A run that is judged again counts again: it does no harm.
final class CostModels implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(CostModels.class);
  private static final int MAX_KEYS = 5_000;
  private static final long TICK_MS = 1_000;
  private static final long MINUTE_MS = 60_000;
  private static final long HOUR_MS = 3_600_000;
  private static final int JUDGED_AGAIN = 20_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final ModelStore store;
  private final InstantSource clock;
  private final BooleanSupplier isIngestBehind;
  private final BiConsumer<String, List<TraceId>> onFirstFit;
  private final Map<Place, State> states = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("latency-models").factory());

  private record Place(String project, CostKey key) {}

  /// @param since calls since the last fit
  private record State(@Nullable CostModel model, int since) {}

  /// @param onFirstFit told of runs that could not be judged before
  CostModels(
      ClickHouse clickHouse,
      String database,
      InstantSource clock,
      BooleanSupplier isIngestBehind,
      BiConsumer<String, List<TraceId>> onFirstFit) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.isIngestBehind = isIngestBehind;
    this.onFirstFit = onFirstFit;
    store = new ModelStore(clickHouse, database);
  }

  void start() {
    store.readNewest(
        (project, model) -> states.put(new Place(project, model.key()), new State(model, 0)));
    var _ = thread.scheduleWithFixedDelay(this::tick, TICK_MS, TICK_MS, TimeUnit.MILLISECONDS);
  }

  @Nullable CostModel of(String project, CostKey key) {
    var state = states.get(new Place(project, key));
    return state == null ? null : state.model();
  }

  /// The models of a project, those fitted to most calls first.
  List<CostModel> of(String project, int limit) {
    return states.entrySet().stream()
        .filter(entry -> entry.getKey().project().equals(project))
        .flatMap(entry -> Stream.ofNullable(entry.getValue().model()))
        .sorted(Comparator.comparingInt(CostModel::calls).reversed())
        .limit(limit)
        .toList();
  }

  /// Counts a call that was stored.
  void stored(String project, Measured call) {
    if (call.isComparable()) {
      var place = new Place(project, call.key());
      if (states.size() < MAX_KEYS || states.containsKey(place)) {
        states.merge(
            place, new State(null, 1), (known, _) -> new State(known.model(), known.since() + 1));
      }
    }
  }

  private void tick() {
    try {
      for (var entry : states.entrySet()) {
        if (isDue(entry.getValue()) && !isIngestBehind.getAsBoolean()) {
          fit(entry.getKey(), entry.getValue());
        }
      }
    } catch (EngineException e) {
      log.warn("cost models wait: {}", e.getMessage());
    } catch (RuntimeException e) {
      log.error("cost models failed", e);
    }
  }

  private boolean isDue(State state) {
    var model = state.model();
    return model == null
        ? state.since() >= Limits.FIT_CALLS
        : (isOlder(model, MINUTE_MS)
                && state.since() >= Math.max(Limits.FIT_CALLS, model.calls() / 2))
            || (isOlder(model, HOUR_MS) && state.since() > 0);
  }

  private boolean isOlder(CostModel model, long ms) {
    return clock.millis() - model.fittedAtMs() > ms;
  }

  private void fit(Place place, State before) {
    var samples = store.samples(place.project(), place.key(), clock.millis());
    if (samples.size() < Limits.FIT_CALLS) {
      // Not all that were counted are to be seen yet, or they are older than a fit looks back.
      states.put(place, new State(before.model(), samples.size()));
      return;
    }
    var model = Fitting.of(place.key(), samples, clock.millis());
    store.write(place.project(), model);
    states.put(place, new State(model, 0));
    if (before.model() == null) {
      onFirstFit.accept(place.project(), unjudged(place));
    }
  }

  private List<TraceId> unjudged(Place place) {
    var traces = new ArrayList<TraceId>();
    clickHouse.query(
        Statement.of(
                """
                SELECT trace_id FROM %s.latency FINAL
                WHERE project_id = {project:String} AND minute >= toDateTime({from:Int64}) AND has(call_model, {model:String}) AND has(call_verdict, 'unknown')
                ORDER BY minute DESC LIMIT {most:UInt32}
                """
                    .formatted(database))
            .with("project", place.project())
            .with("from", clock.millis() / 1_000 - 86_400)
            .with("model", place.key().model())
            .with("most", JUDGED_AGAIN),
        row -> traces.add(StoredRun.trace(row)));
    return traces;
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
