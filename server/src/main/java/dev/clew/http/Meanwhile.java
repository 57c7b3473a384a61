// SPDX-License-Identifier: Apache-2.0
package dev.clew.http;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A question that is asked while its asker goes on: a trace is read in half the time when its
/// tables are asked at once. Who leaves without its answer cancels it.
public final class Meanwhile<T extends @Nullable Object> implements AutoCloseable {

  private final FutureTask<T> answer;

  private Meanwhile(Supplier<T> question) {
    answer = new FutureTask<>(question::get);
  }

  /// Begins at once.
  public static <T extends @Nullable Object> Meanwhile<T> of(Supplier<T> question) {
    var asked = new Meanwhile<>(question);
    Thread.ofVirtual().name("meanwhile").start(asked.answer);
    return asked;
  }

  /// Waits for the answer. Throws what the question threw; an interrupted caller cancels it.
  public T get() {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    answer.cancel(true);
  }
}
