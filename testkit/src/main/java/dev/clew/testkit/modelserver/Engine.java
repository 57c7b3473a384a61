// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit.modelserver;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What works on the requests of one model: on some of them at once, while the others wait in order
/// of arrival. It keeps the figures that real engines publish.
final class Engine {

  /// Requests that are worked on at once when nothing limits them.
  private static final int UNLIMITED = 1_000_000;

  /// Tokens that one request may hold in the cache.
  private static final int TOKENS_PER_SLOT = 8_192;

  private final int slots;
  private final Semaphore free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicLong residentTokens = new AtomicLong();
  final AtomicLong promptTokens = new AtomicLong();
  final AtomicLong cachedTokens = new AtomicLong();
  final AtomicLong outputTokens = new AtomicLong();
  final Durations queue = new Durations();
  final Durations prefill = new Durations();
  final Durations decode = new Durations();
  final Durations firstToken = new Durations();
  final Durations whole = new Durations();

  /// @param slots requests that are worked on at once; 0 for any number
  Engine(int slots) {
    this.slots = slots == 0 ? UNLIMITED : slots;
    free = new Semaphore(this.slots, true);
  }

  /// A request that is being worked on.
  final class Turn implements AutoCloseable {

    private final Completion completion;
    private final long arrived;
    private final long scheduled;
    private long first;

    private Turn(Completion completion, long arrived) {
      this.completion = completion;
      this.arrived = arrived;
      scheduled = System.nanoTime();
      first = scheduled;
      queue.add(scheduled - arrived);
    }

    double queueMillis() {
      return (scheduled - arrived) / 1e6;
    }

    /// The prompt has been read.
    void firstToken() {
      first = System.nanoTime();
      prefill.add(first - scheduled);
      firstToken.add(first - arrived);
    }

    @Override
    public void close() {
      long end = System.nanoTime();
      decode.add(end - first);
      whole.add(end - arrived);
      outputTokens.addAndGet(completion.outputTokens());
      residentTokens.addAndGet(-tokens(completion));
      running.decrementAndGet();
      free.release();
    }
  }

  /// Waits for a slot.
  Turn enter(Completion completion) {
    long arrived = System.nanoTime();
    waiting.incrementAndGet();
    try {
      free.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while waiting", e);
    } finally {
      waiting.decrementAndGet();
    }
    running.incrementAndGet();
    residentTokens.addAndGet(tokens(completion));
    promptTokens.addAndGet(completion.promptTokens());
    cachedTokens.addAndGet(completion.cachedTokens());
    return new Turn(completion, arrived);
  }

  int waiting() {
    return waiting.get();
  }

  int running() {
    return running.get();
  }

  /// From 0 to 1.
  double cacheUsage() {
    return Math.min(1, (double) residentTokens.get() / ((long) slots * TOKENS_PER_SLOT));
  }

  private static long tokens(Completion completion) {
    return (long) completion.promptTokens() + completion.outputTokens();
  }
}
