// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The prices of one model in a list.
///
/// @param window tokens that the model can take at once; 0 when unknown
/// @param prices later ones win where several apply
record BookEntry(String id, ModelMatch match, long window, List<Dated> prices) {

  BookEntry {
    prices = List.copyOf(prices);
  }

  /// Prices with the conditions under which they hold.
  ///
  /// @param from first day, UTC; `null` for always
  /// @param daily hours of the day, UTC; `null` for all
  /// @param tier of the service that was asked for, such as `flex` or `batch`; empty for the usual
  ///   one. Such prices replace the usual ones class by class.
  record Dated(
      @Nullable LocalDate from, @Nullable Hours daily, String tier, Map<PriceClass, Rate> rates) {

    Dated {
      rates = Map.copyOf(rates);
    }

    boolean holds(Instant at) {
      var time = at.atZone(ZoneOffset.UTC);
      return (from == null || !time.toLocalDate().isBefore(from))
          && (daily == null || daily.contains(time.toLocalTime()));
    }
  }

  /// From one time of day up to another, possibly over midnight.
  record Hours(LocalTime from, LocalTime to) {

    boolean contains(LocalTime time) {
      boolean started = !time.isBefore(from);
      boolean open = time.isBefore(to);
      return from.isAfter(to) ? started || open : started && open;
    }
  }

  Map<PriceClass, Rate> rates(Instant at, String tier) {
    var usual = prices.stream().filter(one -> one.tier().isEmpty()).toList();
    Map<PriceClass, Rate> found = new EnumMap<>(PriceClass.class);
    for (var one : usual) {
      if (one.holds(at)) {
        found = new EnumMap<>(PriceClass.class);
        found.putAll(one.rates());
      }
    }
    if (found.isEmpty() && !usual.isEmpty()) {
      // Older than anything the list knows: its first price is the nearest.
      found.putAll(usual.getFirst().rates());
    }
    if (!tier.isEmpty()) {
      for (var one : prices) {
        if (one.tier().equals(tier) && one.holds(at)) {
          found.putAll(one.rates());
        }
      }
    }
    return found;
  }
}
