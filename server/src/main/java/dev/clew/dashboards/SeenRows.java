// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.dashboards.PanelQuery.OfRows;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which queries over traces, spans and logs have found rows, so that a page which waits for data
/// does not read a week of them every few seconds.
final class SeenRows {

  private static final int MOST = 20_000;

  /// After so long everything is looked at anew.
  private static final Duration KEPT = Duration.ofHours(6);

  /// Rows may arrive so long after they happened and are still found.
  private static final Duration LATE = Duration.ofHours(1);

  private final Map<Key, Look> entries =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Look> eldest) {
          return size() > MOST;
        }
      };

  private record Key(String project, OfRows query) {}

  /// @param since when the whole period was looked at
  /// @param upTo until when it has been looked at
  private record Look(boolean isFound, Instant since, Instant upTo) {}

  /// What is known of a query.
  sealed interface Known {

    /// It has rows.
    record Found() implements Known {}

    /// It had none; rows since then decide.
    record NotBefore(Instant from) implements Known {}

    record Nothing() implements Known {}
  }

  synchronized Known of(String project, OfRows query, Instant now) {
    var entry = entries.get(new Key(project, query));
    if (entry == null || entry.since().plus(KEPT).isBefore(now)) {
      return new Known.Nothing();
    }
    return entry.isFound() ? new Known.Found() : new Known.NotBefore(entry.upTo().minus(LATE));
  }

  /// Tells what has been found by looking up to now.
  synchronized void looked(String project, OfRows query, boolean isFound, Instant now) {
    var key = new Key(project, query);
    var before = entries.get(key);
    var since = before == null || before.since().plus(KEPT).isBefore(now) ? now : before.since();
    entries.put(key, new Look(isFound, since, now));
  }
}
