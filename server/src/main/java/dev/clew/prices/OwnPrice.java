// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import dev.clew.prices.Prices.Priceable;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/// A price that a project sets itself: for a contract, for a model of its own, for one nobody
/// lists. It holds from a moment on, until a later one for the same model does.
///
/// @param provider as telemetry names it; empty for any
/// @param model a name, in which `*` stands for anything
/// @param region where the provider runs the model; empty for any
/// @param rates by class, in `currency`: per million tokens, per thousand requests, per hour
/// @param note why; may be empty
record OwnPrice(
    String id,
    String provider,
    String model,
    String region,
    String currency,
    Map<PriceClass, Rate> rates,
    Instant validFrom,
    long window,
    String note,
    String createdAt) {

  OwnPrice {
    rates = Map.copyOf(rates);
  }

  /// @param name a candidate of the model's name, in lower case
  boolean covers(Priceable call, String name) {
    return !validFrom.isAfter(call.at())
        && (provider.isEmpty() || provider.equalsIgnoreCase(call.provider()))
        && BookEntry.isWithin(call.region(), region)
        && matches(model.toLowerCase(Locale.ROOT), name);
  }

  /// Whether `*` can stand for what is different. No patterns of users are run as such.
  private static boolean matches(String pattern, String name) {
    var parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(name);
    }
    if (!name.startsWith(parts[0])) {
      return false;
    }
    int at = parts[0].length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0) {
        return false;
      }
      at = found + parts[i].length();
    }
    var last = parts[parts.length - 1];
    return name.length() - last.length() >= at && name.endsWith(last);
  }

  Price price() {
    return new Price(
        provider.isEmpty() ? "own" : provider, model, rates, currency, id, "own", window);
  }
}
