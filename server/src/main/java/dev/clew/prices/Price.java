// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a call of one model cost at one time.
///
/// @param provider whose price list it is
/// @param model the entry of that list
/// @param currency ISO 4217
/// @param version of the list, or the id of a price of one's own
/// @param source `book` or `own`
/// @param window tokens that the model can take at once; 0 when unknown
public record Price(
    String provider,
    String model,
    Map<PriceClass, Rate> rates,
    String currency,
    String version,
    String source,
    long window) {

  public Price {
    rates = Map.copyOf(rates);
  }

  /// The price of a class for a request of this length; `NaN` when the list has none.
  double rate(PriceClass priced, long inputTokens) {
    var rate = rates.get(priced);
    return rate == null ? Double.NaN : rate.at(inputTokens);
  }

  /// The first class of these that has a price, or `NaN`.
  double rate(long inputTokens, PriceClass... inOrder) {
    for (var priced : inOrder) {
      double rate = rate(priced, inputTokens);
      if (!Double.isNaN(rate)) {
        return rate;
      }
    }
    return Double.NaN;
  }

  /// US dollars for one token of a class, the first of these that has a price, or `NaN`.
  double each(long inputTokens, double usd, PriceClass... inOrder) {
    return rate(inputTokens, inOrder) * usd / 1e6;
  }

  /// What a million tokens of each kind cost in US dollars, with what the list leaves out settled;
  /// `null` when there is no price for input.
  ///
  /// @param usd US dollars for one unit of the currency
  public @Nullable PerToken perToken(long inputTokens, double usd) {
    double input = rate(inputTokens, PriceClass.INPUT);
    double output = rate(inputTokens, PriceClass.OUTPUT);
    if (Double.isNaN(input)) {
      return null;
    }
    double scale = usd / 1e6;
    // A list without a price for a kind of input charges it as input.
    return new PerToken(
        input * scale,
        rate(inputTokens, PriceClass.CACHE_READ, PriceClass.INPUT) * scale,
        rate(inputTokens, PriceClass.CACHE_WRITE, PriceClass.INPUT) * scale,
        (Double.isNaN(output) ? 0 : output) * scale,
        (Double.isNaN(output) ? 0 : rate(inputTokens, PriceClass.REASONING, PriceClass.OUTPUT))
            * scale);
  }

  /// US dollars for one token.
  public record PerToken(
      double input, double cacheRead, double cacheWrite, double output, double reasoning) {}
}
