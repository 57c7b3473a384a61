// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What one unit of a currency was worth in US dollars, by date: reference rates of the European
/// Central Bank, monthly, bundled.
public final class ExchangeRates {

  static final String USD = "USD";
  private static final String FILE = "/prices/exchange-rates.json";

  private final Map<String, NavigableMap<LocalDate, Double>> rates = new HashMap<>();

  private ExchangeRates() {}

  /// The bundled rates.
  public static ExchangeRates bundled() {
    var all = new ExchangeRates();
    try (var json = ExchangeRates.class.getResourceAsStream(FILE)) {
      for (var currency : new ObjectMapper().readTree(json).path("rates").properties()) {
        var dated = new TreeMap<LocalDate, Double>();
        for (JsonNode rate : currency.getValue()) {
          dated.put(LocalDate.parse(rate.path(0).asText()), rate.path(1).asDouble());
        }
        all.rates.put(currency.getKey(), dated);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// Currencies that can be converted.
  public Set<String> currencies() {
    var known = new TreeSet<>(rates.keySet());
    known.add(USD);
    return known;
  }

  /// US dollars for one unit at that time: the latest rate that was known then, or the first one
  /// for times before; `NaN` for a currency nobody knows.
  public double usd(String currency, Instant at) {
    if (currency.equals(USD)) {
      return 1;
    }
    var dated = rates.get(currency);
    if (dated == null) {
      return Double.NaN;
    }
    var rate = dated.floorEntry(at.atZone(ZoneOffset.UTC).toLocalDate());
    return rate == null ? dated.firstEntry().getValue() : rate.getValue();
  }
}
