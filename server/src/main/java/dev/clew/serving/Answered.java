// SPDX-License-Identifier: Apache-2.0
package dev.clew.serving;

import dev.clew.engine.Row;
import dev.clew.http.Request;
import dev.clew.http.Store;
import dev.clew.http.Summaries;
import dev.clew.http.TimeRange;
import dev.clew.serving.ServingSettings.Setting;
import dev.clew.serving.ServingSettings.SloClass;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The model calls of a period by the server that answered them, and how good they were.
final class Answered {

  private static final int MAX_ROWS = 200_000;
  private static final int MAX_PLACES = 50;

  private final Map<String, Calls> byServer = new HashMap<>();
  private final Calls unplaced;

  private Answered(int classes) {
    unplaced = new Calls(classes);
  }

  /// Where calls went, as they name it.
  ///
  /// @param by how its server was found; empty when none was
  record Place(String endpoint, String model, String by) {

    /// The traces with calls to it, as a filter.
    String q() {
      return endpoint.isEmpty() ? term("model", model) : term("endpoint", endpoint);
    }

    private static String term(String field, String value) {
      return "%s:\"%s\"".formatted(field, value.replace("\\", "\\\\").replace("\"", "\\\""));
    }
  }

  /// Calls of one stretch of time.
  ///
  /// @param timed calls whose first token is known; only these can be good
  /// @param good how many of them met each class
  record Slot(long all, long timed, List<Long> good) {

    Slot {
      good = List.copyOf(good);
    }

    Slot plus(Slot other) {
      var sums = new ArrayList<Long>();
      for (int i = 0; i < good.size(); i++) {
        sums.add(good.get(i) + other.good.get(i));
      }
      return new Slot(all + other.all, timed + other.timed, sums);
    }

    private static Slot none(int classes) {
      return new Slot(0, 0, Collections.nCopies(classes, 0L));
    }
  }

  /// Calls to one server, or to none that is known.
  static final class Calls {

    private final Map<Place, Long> places = new LinkedHashMap<>();
    private final Map<String, Long> verdicts = new TreeMap<>();
    private final Map<Long, Slot> slots = new TreeMap<>();
    private Slot total;

    private Calls(int classes) {
      total = Slot.none(classes);
    }

    private void add(Place place, String verdict, long atMs, Slot slot) {
      places.merge(place, slot.all(), Long::sum);
      verdicts.merge(verdict, slot.all(), Long::sum);
      slots.merge(atMs, slot, Slot::plus);
      total = total.plus(slot);
    }

    Slot total() {
      return total;
    }

    /// By the beginning of each step, milliseconds since 1970.
    Map<Long, Slot> slots() {
      return slots;
    }

    /// How many calls have each verdict.
    Map<String, Long> verdicts() {
      return verdicts;
    }

    /// The busiest places with their calls.
    List<Map.Entry<Place, Long>> places() {
      return places.entrySet().stream()
          .sorted(Map.Entry.<Place, Long>comparingByValue().reversed())
          .limit(MAX_PLACES)
          .toList();
    }

    /// The traces with these calls, as a filter; empty when there are none.
    String q() {
      var terms =
          places().stream().map(Map.Entry::getKey).map(Place::q).distinct().limit(20).toList();
      return terms.size() > 1 ? "(" + String.join(" OR ", terms) + ")" : String.join("", terms);
    }
  }

  /// Calls that `server` answered.
  Calls of(String server, Setting setting) {
    return byServer.getOrDefault(server, new Calls(setting.classes().size()));
  }

  /// Calls whose server is not known.
  Calls unplaced() {
    return unplaced;
  }

  /// @param stepMs length of a slot
  static Answered read(
      Store store, Request request, TimeRange range, Fleet fleet, Setting setting, long stepMs) {
    int classes = setting.classes().size();
    var answered = new Answered(classes);
    store.query(
        store
            .about(
                request,
                range,
                """
                SELECT toString(endpoint) AS endpoint, toString(model) AS model, toString(verdict) AS verdict,
                  intDiv(intDiv(start, 1000000), {step:UInt64}) * {step:UInt64} AS at,
                  count() AS calls, countIf(NOT isNaN(ttft)) AS timed%s
                FROM (SELECT * FROM ${database}.latency FINAL WHERE %s)
                ARRAY JOIN call_endpoint AS endpoint, call_model AS model, call_verdict AS verdict, call_start AS start, call_ttft AS ttft, call_tpot AS tpot
                GROUP BY endpoint, model, verdict, at
                ORDER BY at, endpoint, model, verdict
                LIMIT %d
                """
                    .formatted(good(setting.classes()), Summaries.IN_RANGE, MAX_ROWS))
            .with("step", stepMs),
        row -> answered.add(row, fleet, setting));
    return answered;
  }

  private static String good(List<SloClass> classes) {
    var counts = new StringBuilder();
    for (int i = 0; i < classes.size(); i++) {
      counts.append(
          ", countIf(ttft <= %s AND (isNaN(tpot) OR tpot <= %s)) AS good%d"
              .formatted(sql(classes.get(i).ttftMs()), sql(classes.get(i).tpotMs()), i));
    }
    return counts.toString();
  }

  private static String sql(double limit) {
    return Double.isInfinite(limit) ? "inf" : Double.toString(limit);
  }

  private void add(Row row, Fleet fleet, Setting setting) {
    var good = new ArrayList<Long>();
    for (int i = 0; i < setting.classes().size(); i++) {
      good.add(row.number("good" + i));
    }
    var placement =
        Placement.of(fleet, setting.mappings(), row.string("endpoint"), row.string("model"));
    var server = placement.server();
    var calls =
        server == null
            ? unplaced
            : byServer.computeIfAbsent(server.id(), _ -> new Calls(setting.classes().size()));
    calls.add(
        new Place(row.string("endpoint"), row.string("model"), placement.by()),
        row.string("verdict"),
        row.number("at"),
        new Slot(row.number("calls"), row.number("timed"), good));
  }
}
