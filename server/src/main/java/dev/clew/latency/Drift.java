// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a place began to be slower, or faster, than its model says: cumulative sums of what calls
/// took beyond the line (Page, "Continuous Inspection Schemes", 1954), in medians of five minutes.
final class Drift {

  /// Deviations up to this many spreads are no news.
  private static final double ALLOWED = 1;

  /// The sum of deviations, in spreads, that is.
  private static final double ALARM = 5;

  private static final double LEAST_SPREAD_MS = 20;

  private Drift() {}

  /// Calls of five minutes.
  ///
  /// @param residualMs median of what they took beyond the line
  record Slot(long startMs, int calls, double residualMs) {}

  /// @param untilMs `null` while it lasts
  /// @param byMs median beyond the usual while it lasted; negative: faster
  record Event(long sinceMs, @Nullable Long untilMs, double byMs) {}

  /// @param slots in order of time
  static List<Event> of(List<Slot> slots, CostModel model) {
    double spread = Math.max(model.spread(), LEAST_SPREAD_MS);
    var events = new ArrayList<Event>();
    events.addAll(of(slots, model.slack(), spread, 1));
    events.addAll(of(slots, model.slack(), spread, -1));
    events.sort((a, b) -> Long.compare(a.sinceMs(), b.sinceMs()));
    return events;
  }

  private static List<Event> of(List<Slot> slots, double usual, double spread, int side) {
    var events = new ArrayList<Event>();
    double sum = 0;
    int first = -1;
    boolean isOn = false;
    for (int i = 0; i < slots.size(); i++) {
      double deviation = side * (slots.get(i).residualMs() - usual) / spread;
      if (sum == 0) {
        first = i;
      }
      sum = Math.max(0, Math.min(2 * ALARM, sum + deviation - ALLOWED));
      isOn |= sum >= ALARM;
      if (isOn && sum == 0) {
        events.add(event(slots, first, i, usual));
        isOn = false;
      }
    }
    if (isOn) {
      events.add(event(slots, first, slots.size(), usual));
    }
    return events;
  }

  private static Event event(List<Slot> slots, int from, int to, double usual) {
    double[] residuals = slots.subList(from, to).stream().mapToDouble(Slot::residualMs).toArray();
    return new Event(
        slots.get(from).startMs(),
        to < slots.size() ? (Long) slots.get(to).startMs() : null,
        Quantiles.median(residuals) - usual);
  }
}
