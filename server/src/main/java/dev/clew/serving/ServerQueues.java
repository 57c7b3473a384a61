// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.EngineException;
import dev.clew.engine.Statement;
import dev.clew.latency.ServerStates;
import dev.clew.serving.Fleet.Line;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How many requests waited at a model server while a call was under way, by its gauges. What was
/// read of an hour is kept for a while, so that calls of one batch cost one query.
public final class ServerQueues implements ServerStates {

  private static final Logger log = LoggerFactory.getLogger(ServerQueues.class);
  private static final long FLEET_MS = 30_000;
  private static final long QUEUE_MS = 5_000;
  private static final int MAX_QUEUES = 200;

  /// A gauge is seen once per scrape: so long before and after a call one counts for it.
  private static final long REACH_MS = 16_000;

  private static final long SLICE_MS = 600_000;

  private final ClickHouse clickHouse;
  private final String database;
  private final InstantSource clock;
  private final ServingSettings settings;
  private final Map<String, Known<Fleet>> fleets = new ConcurrentHashMap<>();
  private final Map<Slice, Known<NavigableMap<Long, Double>>> queues =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Slice, Known<NavigableMap<Long, Double>>> eldest) {
          return size() > MAX_QUEUES;
        }
      };

  private record Known<T>(T value, long atMs) {}

  private record Slice(String project, String server, long startMs) {}

  ServerQueues(
      ClickHouse clickHouse, String database, InstantSource clock, ServingSettings settings) {
    this.clickHouse = clickHouse;
    this.database = database;
    this.clock = clock;
    this.settings = settings;
  }

  Fleet fleet(String project) {
    long now = clock.millis();
    var known = fleets.get(project);
    if (known == null || now - known.atMs() > FLEET_MS) {
      known = new Known<>(Fleet.read(clickHouse, database, project, now / 1_000), now);
      fleets.put(project, known);
    }
    return known.value();
  }

  @Override
  public double waiting(String project, String endpoint, long fromNs, long toNs) {
    try {
      var server =
          Placement.of(fleet(project), settings.of(project).mappings(), endpoint, null).server();
      var lines = server == null ? null : server.lines().get(Measure.WAITING);
      return server == null || lines == null
          ? Double.NaN
          : most(project, server.id(), lines, fromNs / 1_000_000, toNs / 1_000_000);
    } catch (EngineException e) {
      log.warn("the queues of model servers are not known: {}", e.getMessage());
      return Double.NaN;
    }
  }

  /// The most that was seen; NaN when nothing was.
  private double most(String project, String server, List<Line> lines, long fromMs, long toMs) {
    double most = Double.NaN;
    long first = (fromMs - REACH_MS) / SLICE_MS * SLICE_MS;
    // A call of hours is judged by its beginning: it waits there.
    long last = Math.min(toMs + REACH_MS, first + 2 * SLICE_MS);
    for (long start = first; start <= last; start += SLICE_MS) {
      var seen =
          queue(new Slice(project, server, start), lines)
              .subMap(fromMs - REACH_MS, true, toMs + REACH_MS, true);
      for (double value : seen.values()) {
        most = Double.isNaN(most) ? value : Math.max(most, value);
      }
    }
    return most;
  }

  private synchronized NavigableMap<Long, Double> queue(Slice slice, List<Line> lines) {
    long now = clock.millis();
    var known = queues.get(slice);
    boolean isOver = known != null && known.atMs() > slice.startMs() + SLICE_MS + 60_000;
    if (known == null || (!isOver && now - known.atMs() > QUEUE_MS)) {
      known = new Known<>(read(slice, lines), now);
      queues.put(slice, known);
    }
    return known.value();
  }

  private NavigableMap<Long, Double> read(Slice slice, List<Line> lines) {
    var values = new TreeMap<Long, Double>();
    clickHouse.query(
        Statement.of(
                """
                SELECT toUnixTimestamp64Milli(time) AS at, sum(value) AS waiting FROM %s.metric_points
                WHERE project_id = {project:String} AND metric = {metric:String} AND series IN (SELECT toUInt64(arrayJoin({series:Array(String)})))
                  AND day >= toDate(toDateTime(intDiv({from:Int64}, 1000)))
                  AND time >= fromUnixTimestamp64Milli({from:Int64}) AND time < fromUnixTimestamp64Milli({to:Int64}) AND NOT isNaN(value)
                GROUP BY at
                """
                    .formatted(database))
            .with("project", slice.project())
            .with("metric", lines.getFirst().source().metric())
            .with("from", slice.startMs())
            .with("to", slice.startMs() + SLICE_MS)
            .with(
                "series",
                lines.stream().map(line -> Long.toUnsignedString(line.series())).toList()),
        row -> values.put(row.number("at"), row.real("waiting")));
    return values;
  }
}
