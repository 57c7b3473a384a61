// SPDX-License-Identifier: Apache-2.0
package dev.clew.rollup;

import dev.clew.http.Store;
import dev.clew.http.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where the calls of a range are read: from rolls whose periods have not changed since, and from
/// `calls` in every other quarter of an hour that has any.
///
/// @param rolls ids
/// @param quarters where they begin, in seconds since 1970
record Coverage(List<Long> rolls, List<Long> quarters) {

  /// A period of one length.
  private record Period(long seconds, long began) {}

  private record Roll(long version, long id) {}

  /// What is stored about the periods of a range: the newest version of the calls in each quarter,
  /// and the rolls.
  private record Stored(TimeRange range, TreeMap<Long, Long> newest, Map<Period, Roll> rolls) {

    /// The roll that still holds; `null` when there is none or the period is cut by the range.
    @Nullable Roll valid(Length length, long began) {
      long end = began + length.seconds();
      if (Instant.ofEpochSecond(began).isBefore(range.from())
          || Instant.ofEpochSecond(end).isAfter(range.to())) {
        return null;
      }
      var roll = rolls.get(new Period(length.seconds(), began));
      long version = newest.subMap(began, end).values().stream().mapToLong(v -> v).max().orElse(0);
      return roll != null && roll.version() == version ? roll : null;
    }
  }

  /// @param lengths that may be used; with none, everything is read from `calls`
  static Coverage of(Store store, String project, TimeRange range, List<Length> lengths) {
    var stored = stored(store, project, range);
    var rolls = new ArrayList<Long>();
    var quarters = new ArrayList<Long>();
    long covered = 0;
    for (long began : stored.newest().keySet()) {
      if (began < covered) {
        continue;
      }
      var found = longest(stored, lengths, began);
      if (found == null) {
        quarters.add(began);
      } else {
        rolls.add(found.getValue().id());
        covered = found.getKey().began() + found.getKey().seconds();
      }
    }
    return new Coverage(rolls, quarters);
  }

  private static Map.@Nullable Entry<Period, Roll> longest(
      Stored stored, List<Length> lengths, long quarter) {
    for (var length : lengths.reversed()) {
      long began = length.begin(quarter);
      var roll = stored.valid(length, began);
      if (roll != null) {
        return Map.entry(new Period(length.seconds(), began), roll);
      }
    }
    return null;
  }

  /// The versions come from what is kept with the parts of `calls`, without reading calls.
  private static Stored stored(Store store, String project, TimeRange range) {
    var stored = new Stored(range, new TreeMap<>(), new HashMap<>());
    var _ =
        store.query(
            store.about(
                project,
                range,
                """
                SELECT toInt64(0) AS length, toInt64(intDiv(toUnixTimestamp(minute), 900) * 900) AS began, max(version) AS newest, toUInt64(0) AS id
                FROM ${database}.calls
                WHERE project_id = {project:String} AND minute BETWEEN toStartOfMinute(toDateTime({from:Int64})) AND toDateTime({to:Int64})
                GROUP BY began
                UNION ALL
                SELECT toInt64(seconds), toInt64(toUnixTimestamp(period)), version, roll
                FROM ${database}.usage_rolls FINAL
                WHERE project_id = {project:String} AND period BETWEEN toDateTime({from:Int64}) AND toDateTime({to:Int64})
                """),
            row -> {
              if (row.number("length") == 0) {
                stored.newest().put(row.number("began"), row.number("newest"));
              } else {
                stored
                    .rolls()
                    .put(
                        new Period(row.number("length"), row.number("began")),
                        new Roll(row.number("newest"), row.number("id")));
              }
            });
    return stored;
  }
}
