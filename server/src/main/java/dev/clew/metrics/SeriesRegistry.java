// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Which series of each project are active, so that their number can be bounded, and which of them
/// have a row in `metric_series`.
///
/// A series is active for half an hour to an hour after its last point: two generations, of which
/// the older is dropped. At most 100 bytes for each series. Thread-safe.
public final class SeriesRegistry {

  private static final Duration GENERATION = Duration.ofMinutes(30);
  private static final Duration METRIC_ROW_EVERY = Duration.ofSeconds(15);

  /// More names are not told apart by when they were seen last.
  private static final int MAX_METRICS = 20_000;

  private final int maxSeries;
  private final InstantSource clock;
  private final Map<String, Generations> projects = new HashMap<>();

  /// @param maxSeries active ones per project
  public SeriesRegistry(int maxSeries, InstantSource clock) {
    this.maxSeries = maxSeries;
    this.clock = clock;
  }

  public int maxSeries() {
    return maxSeries;
  }

  public synchronized int active(String project) {
    return of(project).active();
  }

  /// Notes a point of a series; `false` when the series is new and there are too many.
  synchronized boolean admit(String project, long series) {
    return of(project).admit(series, maxSeries);
  }

  /// Whether the series needs a row in the table.
  synchronized boolean needsRow(String project, long series) {
    return !of(project).written.contains(series);
  }

  /// Whether to write a row of any series of a metric, so that the catalogue tells to some seconds
  /// when a metric was seen last.
  synchronized boolean isDue(String project, String metric) {
    return of(project).isDue(metric, clock.millis());
  }

  /// The rows of these series are in the table.
  synchronized void written(String project, Iterable<Long> series) {
    var generations = of(project);
    series.forEach(generations.written::add);
  }

  private Generations of(String project) {
    var generations = projects.computeIfAbsent(project, _ -> new Generations(clock.millis()));
    generations.age(clock.millis());
    return generations;
  }

  private static final class Generations {
    private LongSet young = new LongSet();
    private LongSet old = new LongSet();
    private int stillOld;
    private LongSet written = new LongSet();
    private final Map<String, Long> metricRows = new HashMap<>();
    private long since;

    Generations(long now) {
      since = now;
    }

    void age(long now) {
      if (now - since >= GENERATION.toMillis()) {
        boolean quiet = now - since >= 2 * GENERATION.toMillis();
        old = quiet ? new LongSet() : young;
        stillOld = old.size();
        young = new LongSet();
        // Every row is written again, which tells until when its series was seen.
        written = new LongSet();
        since = now;
      }
    }

    boolean isDue(String metric, long now) {
      var last = metricRows.get(metric);
      if (last == null
          ? metricRows.size() >= MAX_METRICS
          : now - last < METRIC_ROW_EVERY.toMillis()) {
        return false;
      }
      metricRows.put(metric, now);
      return true;
    }

    int active() {
      return young.size() + stillOld;
    }

    boolean admit(long series, int max) {
      if (young.contains(series)) {
        return true;
      }
      if (old.contains(series)) {
        stillOld--;
      } else if (active() >= max) {
        return false;
      }
      young.add(series);
      return true;
    }
  }

  /// Numbers, by open addressing; grows to twice what it holds.
  private static final class LongSet {
    private long[] table = new long[64];
    private int size;

    int size() {
      return size;
    }

    boolean contains(long value) {
      return table[slot(table, nonZero(value))] != 0;
    }

    void add(long value) {
      long key = nonZero(value);
      int slot = slot(table, key);
      if (table[slot] == key) {
        return;
      }
      table[slot] = key;
      if (++size * 2 > table.length) {
        var larger = new long[table.length * 2];
        Arrays.stream(table)
            .filter(old -> old != 0)
            .forEach(old -> larger[slot(larger, old)] = old);
        table = larger;
      }
    }

    private static int slot(long[] table, long key) {
      int mask = table.length - 1;
      int slot = (int) (key ^ (key >>> 32)) & mask;
      while (table[slot] != 0 && table[slot] != key) {
        slot = (slot + 1) & mask;
      }
      return slot;
    }

    /// Zero marks an empty slot.
    private static long nonZero(long value) {
      return value == 0 ? 1 : value;
    }
  }
}
