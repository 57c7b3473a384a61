// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultTest {

  private final Dice dice = new Dice(7);

  @Test
  void thePromptThatBrokeOnceBreaksAgain() {
    var broken =
        IntStream.range(0, 1000)
            .mapToObj(i -> "prompt " + i)
            .filter(prompt -> Fault.ofPrompt(dice, prompt) == Fault.BROKEN)
            .toList();

    assertThat(broken)
        .hasSizeBetween(3, 30)
        .allMatch(prompt -> Fault.ofPrompt(dice, prompt) == Fault.BROKEN);
  }

  @Test
  void aFewAttemptsInAHundredAreRateLimited() {
    long limited =
        IntStream.range(0, 1000)
            .filter(attempt -> Fault.ofAttempt(dice, attempt) == Fault.RATE_LIMITED)
            .count();

    assertThat(limited).isBetween(10L, 60L);
  }
}
