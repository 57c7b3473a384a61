// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/// The worked example of the specification of the ledger, to the token and the cent.
class BlackHoleTest {

  private final Ledger plain = Accounting.of(Runs.blackHole(false));
  private final Ledger cached = Accounting.of(Runs.blackHole(true));

  @Test
  void everyTokenIsCountedAndNewOnesOnce() {
    for (var ledger : new Ledger[] {plain, cached}) {
      assertThat(ledger.totals().input()).isEqualTo(893_640);
      assertThat(ledger.totals().unique()).isEqualTo(91_740);
      assertThat(ledger.totals().amplification()).isEqualTo(9.74, within(0.005));
      assertThat(ledger.totals().output()).isEqualTo(1_940);
      assertThat(sum(ledger, true)).isEqualTo(893_640);
      assertThat(sum(ledger, false)).isEqualTo(1_940);
      assertThat(ledger.totals().confidence()).isEqualTo(Confidence.HIGH);
    }
  }

  @Test
  void moneyIsWhatWasCharged() {
    assertThat(plain.totals().costUsd()).isEqualTo(2.71, within(0.005));
    assertThat(cached.totals().costUsd()).isEqualTo(0.61, within(0.005));
    for (var ledger : new Ledger[] {plain, cached}) {
      assertThat(ledger.entries().stream().mapToDouble(Entry::costUsd).sum())
          .isEqualTo(ledger.totals().costUsd(), within(1e-9));
    }
  }

  @Test
  void definitionsThatNobodyUsedAreMostOfIt() {
    assertThat(unused(plain, Entry::waste) / 893_640).isEqualTo(0.713, within(0.0005));
    assertThat(unused(plain, Entry::wasteUsd) / plain.totals().costUsd())
        .isEqualTo(0.705, within(0.0005));
    assertThat(unused(cached, Entry::wasteUsd) / cached.totals().costUsd())
        .isEqualTo(0.610, within(0.0005));
  }

  @Test
  void resultsAreSentAgainAndAgain() {
    assertThat(share(plain, Category.RESULT_RESEND, Entry::tokens)).isEqualTo(0.185, within(5e-4));
    assertThat(share(plain, Category.RESULT_FIRST, Entry::tokens)).isEqualTo(0.037, within(5e-4));
    assertThat(money(plain, Category.RESULT_RESEND)).isEqualTo(0.183, within(5e-4));
    assertThat(money(cached, Category.RESULT_RESEND)).isEqualTo(0.081, within(5e-4));
    assertThat(money(plain, Category.RESULT_FIRST)).isEqualTo(0.037, within(5e-4));
    assertThat(money(cached, Category.RESULT_FIRST)).isEqualTo(0.202, within(5e-4));
  }

  @Test
  void theHoleIsWhatBoughtNothing() {
    assertThat(plain.totals().holeIndex()).isEqualTo(0.713 + 0.185, within(0.001));
    assertThat(cached.totals().missed()).as("all of the prefix came from the cache").isZero();
    assertThat(plain.totals().missed()).as("the provider said that nothing did").isPositive();
    assertThat(cached.totals().savedUsd()).isEqualTo(2.71 - 0.61, within(0.01));
  }

  private static long sum(Ledger ledger, boolean isInput) {
    return ledger.entries().stream()
        .filter(entry -> entry.key().category().isInput() == isInput)
        .mapToLong(Entry::tokens)
        .sum();
  }

  private static double unused(Ledger ledger, ToDoubleFunction<Entry> figure) {
    return of(ledger, Category.TOOLDEF, figure);
  }

  private static double share(Ledger ledger, Category category, ToDoubleFunction<Entry> figure) {
    return of(ledger, category, figure) / ledger.totals().input();
  }

  private static double money(Ledger ledger, Category category) {
    return of(ledger, category, Entry::costUsd) / ledger.totals().costUsd();
  }

  private static double of(Ledger ledger, Category category, ToDoubleFunction<Entry> figure) {
    return ledger.entries().stream()
        .filter(entry -> entry.key().category() == category)
        .mapToDouble(figure)
        .filter(value -> !Double.isNaN(value))
        .sum();
  }
}
