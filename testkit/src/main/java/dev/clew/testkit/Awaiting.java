// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// Waits in tests for what a server does in its own time.
public final class Awaiting {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Awaiting() {}

  /// Asks again and again until the answer is the one that is waited for, and returns that.
  ///
  /// @param what is waited for, in words
  /// @throws AssertionError when it has not come within 30 s; it names the last answer
  public static <T> T until(Callable<T> question, Predicate<T> isThere, String what)
      throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    var answer = question.call();
    while (!isThere.test(answer)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not there after %s: %s, but %s".formatted(LIMIT, what, answer));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = question.call();
    }
    return answer;
  }
}
