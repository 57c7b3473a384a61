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
/// @param region where the provider runs the model, `*` for anywhere but its global addresses;
///   empty where the price does not depend on it
/// @param source the list it was taken from; empty for that of the provider
/// @param currency ISO 4217
/// @param window tokens that the model can take at once; 0 when unknown
/// @param prices later ones win where several apply
record BookEntry(
    String id,
    String region,
    String source,
    String currency,
    ModelMatch match,
    long window,
    List<Dated> prices) {

  private static final String ANYWHERE = "*";
  private static final String GLOBAL = "global";

  BookEntry {
    prices = List.copyOf(prices);
  }

  /// Whether a region is, or is part of, the one that a price is for: `eu-west-1` of `eu`.
  static boolean isWithin(String region, String priced) {
    if (priced.isEmpty() || priced.equals(region)) {
      return true;
    }
    if (priced.equals(ANYWHERE)) {
      return !region.isEmpty() && !region.equals(GLOBAL);
    }
    // us-gov is no part of us.
    return region.startsWith(priced + "-") && !region.startsWith(priced + "-gov");
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
