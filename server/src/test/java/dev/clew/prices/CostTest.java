// SPDX-License-Identifier: Apache-2.0
package dev.clew.prices;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostTest {

  private static final Offset<Double> CENT = within(1e-9);
  private static final Price PRICE =
      price(
          Map.of(
              PriceClass.INPUT, Rate.of(3),
              PriceClass.CACHE_READ, Rate.of(0.3),
              PriceClass.CACHE_WRITE, Rate.of(3.75),
              PriceClass.OUTPUT, Rate.of(15)));

  @Test
  void theClassesOfACallAddUpToItsCost() {
    var cost = requireNonNull(Cost.of(PRICE, usage(10_000L, 500L, 8_000L, 1_000L, 200L), 0, 1));
    assertThat(cost.input()).isCloseTo(1_000 * 3e-6, CENT);
    assertThat(cost.cacheRead()).isCloseTo(8_000 * 0.3e-6, CENT);
    assertThat(cost.cacheWrite()).isCloseTo(1_000 * 3.75e-6, CENT);
    assertThat(cost.output()).isCloseTo(300 * 15e-6, CENT);
    assertThat(cost.reasoning()).isCloseTo(200 * 15e-6, CENT);
    assertThat(cost.total()).isCloseTo(0.003 + 0.0024 + 0.00375 + 0.0045 + 0.003, CENT);
  }

  @Test
  void whatIsUnknownIsNotFree() {
    assertThat(Cost.of(PRICE, usage(null, 500L, null, null, null), 0, 1)).isNull();
    assertThat(Cost.of(PRICE, usage(500L, null, null, null, null), 0, 1)).isNull();
    assertThat(Cost.of(PRICE, Usage.UNKNOWN, 0, 1)).isNull();
  }

  @Test
  void anEmbeddingHasNoOutputToPay() {
    var price = price(Map.of(PriceClass.INPUT, Rate.of(0.02)));
    var cost = requireNonNull(Cost.of(price, usage(1_000_000L, null, null, null, null), 0, 1));
    assertThat(cost.total()).isCloseTo(0.02, CENT);
  }

  @Test
  void contradictoryTokensNeverCostLessThanNothing() {
    var cost = requireNonNull(Cost.of(PRICE, usage(100L, 10L, 5_000L, 5_000L, 900L), 0, 1));
    assertThat(cost.input()).isZero();
    assertThat(cost.cacheRead()).isCloseTo(100 * 0.3e-6, CENT);
    assertThat(cost.cacheWrite()).isZero();
    assertThat(cost.output()).isZero();
    assertThat(cost.reasoning()).isCloseTo(10 * 15e-6, CENT);
  }

  @Test
  void aCacheThatKeepsForAnHourCostsMoreAndFiveMinutesAreAssumed() {
    var price =
        price(
            Map.of(
                PriceClass.INPUT, Rate.of(3),
                PriceClass.CACHE_WRITE, Rate.of(3.75),
                PriceClass.CACHE_WRITE_1H, Rate.of(6),
                PriceClass.OUTPUT, Rate.of(15)));
    var unsaid = usage(10_000L, 0L, 0L, 10_000L, 0L);
    assertThat(requireNonNull(Cost.of(price, unsaid, 0, 1)).cacheWrite())
        .isCloseTo(10_000 * 3.75e-6, CENT);
    var said = with(unsaid, new Usage.Details(4_000L, null, null, null, null));
    assertThat(requireNonNull(Cost.of(price, said, 0, 1)).cacheWrite())
        .isCloseTo(6_000 * 3.75e-6 + 4_000 * 6e-6, CENT);
  }

  @Test
  void soundAndImagesHaveTheirPriceAndAreOrdinaryTokensElse() {
    var media =
        with(
            usage(1_000L, 500L, 0L, 0L, 0L), new Usage.Details(null, 600L, 400L, 100L, 9_999_999L));
    var spoken =
        price(
            Map.of(
                PriceClass.INPUT, Rate.of(1),
                PriceClass.OUTPUT, Rate.of(4),
                PriceClass.INPUT_AUDIO, Rate.of(10),
                PriceClass.OUTPUT_AUDIO, Rate.of(20),
                PriceClass.OUTPUT_IMAGE, Rate.of(30)));
    var cost = requireNonNull(Cost.of(spoken, media, 0, 1));
    assertThat(cost.input()).isCloseTo(300e-6 + 600 * 10e-6 + 100e-6, CENT);
    assertThat(cost.output()).isCloseTo(400 * 20e-6 + 100 * 30e-6, CENT);
    var plain = requireNonNull(Cost.of(PRICE, media, 0, 1));
    assertThat(plain.total()).isCloseTo(1_000 * 3e-6 + 500 * 15e-6, CENT);
  }

  @Test
  void aMachineOfOnesOwnIsPaidByTheHour() {
    var price = price(Map.of(PriceClass.HOURS, Rate.of(2.5)));
    var cost =
        requireNonNull(Cost.of(price, usage(100L, 10L, null, null, null), 36_000_000_000L, 1));
    assertThat(cost.total()).isCloseTo(0.025, CENT);
  }

  @Test
  void anotherCurrencyIsConvertedAtTheRateOfTheDay() {
    var rates = ExchangeRates.bundled();
    double then = rates.usd("CNY", Instant.parse("2025-06-15T00:00:00Z"));
    assertThat(then).isBetween(0.13, 0.15);
    assertThat(rates.usd("CNY", Instant.parse("1990-01-01T00:00:00Z"))).isPositive();
    assertThat(rates.usd("XYZ", Instant.now())).isNaN();
    assertThat(rates.usd("USD", Instant.now())).isEqualTo(1);
    var cost = requireNonNull(Cost.of(PRICE, usage(1_000_000L, 0L, null, null, null), 0, then));
    assertThat(cost.total()).isCloseTo(3 * then, CENT);
  }

  private static Usage with(Usage usage, Usage.Details details) {
    return new Usage(
        usage.input(),
        usage.output(),
        usage.cacheRead(),
        usage.cacheWrite(),
        usage.reasoning(),
        usage.basis(),
        null,
        details);
  }

  private static Price price(Map<PriceClass, Rate> rates) {
    return new Price("p", "m", rates, "USD", "1", "book", 0);
  }

  private static Usage usage(
      @Nullable Long input,
      @Nullable Long output,
      @Nullable Long read,
      @Nullable Long write,
      @Nullable Long reasoning) {
    return new Usage(input, output, read, write, reasoning, UsageBasis.REPORTED, null);
  }
}
