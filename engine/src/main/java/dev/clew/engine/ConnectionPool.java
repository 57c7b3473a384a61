// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/// A fixed number of connections, each with a platform thread to call it from. A caller beyond that
/// number waits; an interrupted caller cancels its statement.
final class ConnectionPool implements AutoCloseable {

  private static final long CLOSE_SECONDS = 30;

  private final ExecutorService threads;
  private final ArrayBlockingQueue<Connection> idle;
  private final List<Connection> all = new ArrayList<>();

  ConnectionPool(String name, int size, Supplier<Connection> connect) {
    threads = Executors.newFixedThreadPool(size, Thread.ofPlatform().name(name + "-", 0).factory());
    idle = new ArrayBlockingQueue<>(size);
    for (int i = 0; i < size; i++) {
      var connection = connect.get();
      all.add(connection);
      idle.add(connection);
    }
  }

  /// Runs `work` on a thread of the pool with a connection of its own and waits for it.
  <T> T call(Function<Connection, T> work) {
    if (threads.isShutdown()) {
      throw new EngineException(EngineException.CLOSED, "the engine is closed");
    }
    var running = threads.submit(() -> withConnection(work));
    try {
      return running.get();
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new EngineException(EngineException.QUERY_WAS_CANCELLED, "cancelled by its caller");
    } catch (ExecutionException e) {
      throw rethrow(e);
    }
  }

  private <T> T withConnection(Function<Connection, T> work) throws InterruptedException {
    // As many connections as threads: one is always idle here.
    var connection = idle.take();
    try {
      return work.apply(connection);
    } finally {
      idle.add(connection);
    }
  }

  private static RuntimeException rethrow(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException cause -> {
        cause.addSuppressed(new CallSite());
        yield cause;
      }
      case Error cause -> throw cause;
      case null, default -> new IllegalStateException(e.getCause());
    };
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
        // A connection in use must not be closed under its statement; the process is about to end
        // anyway.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    all.forEach(Connection::close);
  }

  /// The stack of the caller, without which a failure on a pool thread cannot be traced to the
  /// query that caused it.
  private static final class CallSite extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallSite() {
      super("called from");
    }
  }
}
