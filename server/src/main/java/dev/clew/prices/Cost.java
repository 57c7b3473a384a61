// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static dev.clew.prices.PriceClass.CACHE_WRITE;
import static dev.clew.prices.PriceClass.CACHE_WRITE_1H;
import static dev.clew.prices.PriceClass.INPUT;
import static dev.clew.prices.PriceClass.INPUT_AUDIO;
import static dev.clew.prices.PriceClass.INPUT_IMAGE;
import static dev.clew.prices.PriceClass.OUTPUT;
import static dev.clew.prices.PriceClass.OUTPUT_AUDIO;
import static dev.clew.prices.PriceClass.OUTPUT_IMAGE;

import dev.clew.model.Usage;
import org.jspecify.annotations.Nullable;

/// What one call cost, in US dollars, by class. The parts do not overlap: `input` is what was
/// neither read from nor written to a cache, `output` is without reasoning; sound and images are
/// parts of these two.
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
    var details = usage.details();
    long hour = Math.clamp(known(details.cacheWriteHour()), 0, cacheWrite);
    // Nothing says which of them a cache answered: what is not text is taken from what none did.
    long uncached = input - cacheRead - cacheWrite;
    long inputAudio = Math.clamp(known(details.inputAudio()), 0, uncached);
    long inputImage = Math.clamp(known(details.inputImage()), 0, uncached - inputAudio);
    long said = output - reasoning;
    long outputAudio = Math.clamp(known(details.outputAudio()), 0, said);
    long outputImage = Math.clamp(known(details.outputImage()), 0, said - outputAudio);
    return new Cost(
        (uncached - inputAudio - inputImage) * perToken.input()
            + of(inputAudio, price.each(input, usd, INPUT_AUDIO, INPUT))
            + of(inputImage, price.each(input, usd, INPUT_IMAGE, INPUT)),
        cacheRead * perToken.cacheRead(),
        (cacheWrite - hour) * perToken.cacheWrite()
            + of(hour, price.each(input, usd, CACHE_WRITE_1H, CACHE_WRITE, INPUT)),
        (said - outputAudio - outputImage) * perToken.output()
            + of(outputAudio, price.each(input, usd, OUTPUT_AUDIO, OUTPUT))
            + of(outputImage, price.each(input, usd, OUTPUT_IMAGE, OUTPUT)),
        reasoning * perToken.reasoning(),
        flat);
  }

  /// No tokens of a class without a price cost nothing.
  private static double of(long tokens, double each) {
    return tokens == 0 ? 0 : tokens * each;
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
