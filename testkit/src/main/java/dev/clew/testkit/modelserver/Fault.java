// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

/// What goes wrong with a request now and then.
enum Fault {
  NONE,
  /// 429 with `Retry-After`; the next attempt is likely to pass.
  RATE_LIMITED,
  /// 500, again at every attempt with the same prompt.
  BROKEN,
  /// Answered, but the prefill takes many times as long.
  SLOW;

  /// Chosen for the prompt, so that a retry fares no better.
  static Fault ofPrompt(Dice dice, String prompt) {
    int roll = dice.roll("fault", prompt, 1000);
    if (roll < 12) {
      return BROKEN;
    }
    return roll < 50 ? SLOW : NONE;
  }

  /// Chosen for the attempt, so that a retry passes.
  static Fault ofAttempt(Dice dice, long attempt) {
    return dice.roll("attempt", Long.toString(attempt), 1000) < 30 ? RATE_LIMITED : NONE;
  }
}
