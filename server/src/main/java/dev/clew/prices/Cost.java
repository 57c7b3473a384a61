// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import dev.clew.model.Usage;
import org.jspecify.annotations.Nullable;

/// What one call cost, in US dollars, by class. The parts do not overlap: `input` is what was
/// neither read from nor written to a cache, `output` is without reasoning.
///
/// @param flat for the request itself or for the time of a machine
public record Cost(
    double input,
    double cacheRead,
    double cacheWrite,
    double output,
    double reasoning,
    double flat) {

  private static final double NS_PER_HOUR = 3.6e12;
  private static final double REQUESTS = 1e-3;

  public double total() {
    return input + cacheRead + cacheWrite + output + reasoning + flat;
  }

  /// `null` when a figure that is charged for is unknown: a guess of nothing would be wrong by the
  /// whole amount.
  ///
  /// @param usd US dollars for one unit of the price's currency
  static @Nullable Cost of(Price price, Usage usage, long durationNs, double usd) {
    double flat = flat(price, durationNs) * usd;
    long input = known(usage.input());
    var perToken = price.perToken(input, usd);
    if (perToken == null) {
      return price.rates().containsKey(PriceClass.REQUESTS)
              || price.rates().containsKey(PriceClass.HOURS)
          ? new Cost(0, 0, 0, 0, 0, flat)
          : null;
    }
    if (usage.input() == null || (usage.output() == null && perToken.output() > 0)) {
      return null;
    }
    long cacheRead = Math.clamp(known(usage.cacheRead()), 0, input);
    long cacheWrite = Math.clamp(known(usage.cacheWrite()), 0, input - cacheRead);
    long output = known(usage.output());
    long reasoning = Math.clamp(known(usage.reasoning()), 0, output);
    return new Cost(
        (input - cacheRead - cacheWrite) * perToken.input(),
        cacheRead * perToken.cacheRead(),
        cacheWrite * perToken.cacheWrite(),
        (output - reasoning) * perToken.output(),
        reasoning * perToken.reasoning(),
        flat);
  }

  private static double flat(Price price, long durationNs) {
    double requests = price.rate(PriceClass.REQUESTS, 0);
    double hours = price.rate(PriceClass.HOURS, 0);
    return (Double.isNaN(requests) ? 0 : requests * REQUESTS)
        + (Double.isNaN(hours) ? 0 : hours * Math.max(0, durationNs) / NS_PER_HOUR);
  }

  private static long known(@Nullable Long tokens) {
    return tokens == null ? 0 : Math.max(0, tokens);
  }
}
