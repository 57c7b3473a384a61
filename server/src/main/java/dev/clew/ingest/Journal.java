// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the line of a signal ends: requests are synced to the write-ahead log together,
/// acknowledged, and moved into tables in larger blocks.
///
/// Two threads. The *log* thread, here, takes whatever waits, drops records that were stored
/// before, writes and syncs the rest once, and lets the callers go. The *table* thread, in
/// [Backlog], takes whatever has been logged, as soon as it is large or old enough or a reader asks
/// ([#flush]), and inserts it as one block per table. A table insert costs about 25 ms of a core
/// however few its rows, which is why it cannot be what a sender waits for (docs/adr/0003).
public final class Journal<R, B extends Signal.Batch> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration WARN_EVERY = Duration.ofSeconds(10);
  private static final int MAX_GROUP = 256;

  private final Signal<R, B> signal;
  private final Backlog<B> backlog;
  private final LinkedBlockingQueue<Waiting<R, B>> incoming = new LinkedBlockingQueue<>();
  private long refused;
  private long refusalWarnedAt = System.nanoTime() - WARN_EVERY.toNanos();
  private final Thread logThread;

  /// @param folder of the write-ahead log, of this signal alone
  /// @param onStored told about batches once queries can see them
  public Journal(Path folder, Signal<R, B> signal, Consumer<List<B>> onStored) {
    this.signal = signal;
    backlog = new Backlog<>(folder, signal, onStored);
    logThread = Thread.ofPlatform().name(signal.name() + "-log").start(this::logLoop);
  }

  /// Stores the records of a request that have not been stored before. Returns when they are
  /// synced.
  ///
  /// @return how many records were new
  /// @throws AppException STORAGE_DOWN when the disk is full or broken: nothing of the request was
  ///   kept
  public int append(LoggedRequest<R> request, B batch) {
    if (batch.size() == 0) {
      return 0;
    }
    var waiting = new Waiting<>(request, batch, new CompletableFuture<>());
    incoming.add(waiting);
    try {
      return waiting.accepted().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof AppException known ? known : e;
    }
  }

  /// Of the signal.
  public String name() {
    return signal.name();
  }

  /// Records that are acknowledged but not yet in tables, and those being written, in decompressed
  /// bytes. Never waits.
  public long backlogBytes() {
    return backlog.bytes();
  }

  /// How long acknowledged records take to become visible when nobody asks for them.
  public Visibility.Lag visibility() {
    return backlog.visibility();
  }

  /// Asks for everything acknowledged so far to become visible, without waiting.
  public void hurry() {
    backlog.hurry();
  }

  /// Returns when everything acknowledged before the call is visible to queries, or after `limit`.
  public void flush(Duration limit) {
    backlog.flush(limit);
  }

  private record Waiting<R, B>(
      LoggedRequest<R> request, B batch, CompletableFuture<Integer> accepted) {}

  private void logLoop() {
    var group = new ArrayList<Waiting<R, B>>();
    while (true) {
      group.clear();
      try {
        var first = incoming.take();
        group.add(first);
        incoming.drainTo(group, MAX_GROUP);
      } catch (InterruptedException e) {
        return;
      }
      try {
        logGroup(group);
      } catch (RuntimeException e) {
        // Without this thread nothing is ever stored again: whatever one group does, it goes on.
        log.error("a group of {} requests could not be logged", group.size(), e);
        var bug = new AppException(ErrorCode.BUG, "an error of this server; its log says more", e);
        group.forEach(waiting -> waiting.accepted().completeExceptionally(bug));
      }
    }
  }

  private void logGroup(List<Waiting<R, B>> group) {
    Set<Long> fresh = new HashSet<>();
    var kept = new ArrayList<B>(group.size());
    var records = new ArrayList<ByteBuffer>(group.size());
    for (var waiting : group) {
      var unseen = signal.unseen(waiting.batch(), fresh);
      kept.add(unseen);
      if (unseen.size() > 0) {
        records.add(waiting.request().encode(signal.decoders()));
      }
    }
    try {
      backlog.log(records, kept);
    } catch (IOException e) {
      warnOfRefusal(group.size(), e);
      var refusal =
          AppException.retry(
              ErrorCode.STORAGE_DOWN, "the server cannot write to its disk", RETRY_AFTER);
      group.forEach(waiting -> waiting.accepted().completeExceptionally(refusal));
      return;
    }
    signal.remember(fresh);
    for (int i = 0; i < group.size(); i++) {
      group.get(i).accepted().complete(kept.get(i).size());
    }
  }

  /// Once in a while: a full disk refuses thousands of requests, and its log would be on that disk
  /// too.
  private void warnOfRefusal(int requests, IOException reason) {
    refused += requests;
    long now = System.nanoTime();
    if (now - refusalWarnedAt >= WARN_EVERY.toNanos()) {
      log.warn(
          "{} requests of {} refused: the write-ahead log cannot be written: {}",
          refused,
          signal.name(),
          reason.toString());
      refusalWarnedAt = now;
      refused = 0;
    }
  }

  /// Moves everything acknowledged into tables, then stops. Requests still waiting are refused.
  @Override
  public void close() {
    logThread.interrupt();
    try {
      logThread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    backlog.close();
  }
}
