// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.EngineException;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.SpanBatch;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where the line ends: requests are synced to the write-ahead log together, acknowledged, and
/// moved into tables in larger blocks.
///
/// Two threads. The *log* thread takes whatever waits, drops spans that were stored before, writes
/// and syncs the rest once, and lets the callers go. The *table* thread takes whatever has been
/// logged, as soon as it is large or old enough or a reader asks ([#flush]), and inserts it as one
/// block per table. A table insert costs about 25 ms of a core however few its rows, which is why
/// it cannot be what a sender waits for (docs/adr/0003).
public final class StorageSink implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StorageSink.class);
  private static final int COMMIT_SPANS = 20_000;
  private static final long COMMIT_BYTES = 24L << 20;
  private static final Duration COMMIT_AFTER = Duration.ofMillis(200);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration RETRY_SOON = Duration.ofMillis(200);
  private static final Duration WARN_EVERY = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 3;
  private static final int MAX_GROUP = 256;

  private final WriteAheadLog wal;
  private final SpanPacker packer;
  private final TableWriter tables;
  private final DuplicateWindow duplicates;
  private final List<Decoder> decoders;
  private final Consumer<List<StoredBatch>> onStored;

  private final LinkedBlockingQueue<Waiting> incoming = new LinkedBlockingQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private List<StoredBatch> logged = new ArrayList<>();
  private int loggedSpans;
  private long loggedBytes;
  private long loggedSince;
  private final Visibility visibility = new Visibility();
  private final AtomicLong backlog = new AtomicLong();
  private long loggedBatches;
  private long storedBatches;
  private long flushUpTo;
  private volatile boolean closing;
  private long refused;
  private long refusalWarnedAt = System.nanoTime() - WARN_EVERY.toNanos();
  private final Thread logThread;
  private final Thread tableThread;

  /// @param decoders all of them, always in the same order: the log refers to them by position
  /// @param onStored told about spans once queries can see them
  public StorageSink(
      Path folder,
      TableWriter tables,
      DuplicateWindow duplicates,
      List<Decoder> decoders,
      Consumer<List<StoredBatch>> onStored) {
    this.packer = new SpanPacker(tables.storedBodies());
    this.tables = tables;
    this.duplicates = duplicates;
    this.decoders = List.copyOf(decoders);
    this.onStored = onStored;
    try {
      this.wal = WriteAheadLog.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    logThread = Thread.ofPlatform().name("ingest-log").start(this::logLoop);
    tableThread = Thread.ofPlatform().name("ingest-tables").start(this::tableLoop);
  }

  /// Stores the spans of a request that have not been stored before. Returns when they are synced.
  ///
  /// @throws AppException STORAGE_DOWN when the disk is full or broken: nothing of the request was
  ///   kept
  IngestReply append(Admission.Admitted admitted, SpanBatch batch) {
    if (batch.spans().isEmpty()) {
      return new IngestReply(0, 0, batch.rejections(), batch.clipped());
    }
    var request = admitted.logged();
    var packed = packer.pack(batch, request.receivedAt() / 86_400);
    var waiting =
        new Waiting(
            request,
            new StoredBatch(batch.project(), packed, request.receivedAt(), batch.bytes()),
            new CompletableFuture<>());
    incoming.add(waiting);
    int accepted;
    try {
      accepted = waiting.accepted().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof AppException refused ? refused : e;
    }
    return new IngestReply(accepted, packed.size() - accepted, batch.rejections(), batch.clipped());
  }

  /// Spans that are acknowledged but not yet in tables, and those being written, in decompressed
  /// bytes. Asked for every request, so it must not wait for the lock: that is held while the log
  /// is synced.
  public long backlogBytes() {
    return backlog.get();
  }

  /// How long acknowledged spans take to become visible when nobody asks for them.
  public Visibility.Lag visibility() {
    return visibility.lag();
  }

  /// Returns when everything acknowledged before the call is visible to queries, or after `limit`.
  public void flush(Duration limit) {
    lock.lock();
    try {
      long target = loggedBatches;
      long left = limit.toNanos();
      flushUpTo = Math.max(flushUpTo, target);
      changed.signalAll();
      while (storedBatches < target && left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private record Waiting(
      LoggedRequest request, StoredBatch batch, CompletableFuture<Integer> accepted) {}

  private void logLoop() {
    var group = new ArrayList<Waiting>();
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

  private void logGroup(List<Waiting> group) {
    Set<Long> fresh = new HashSet<>();
    var kept = new ArrayList<Waiting>(group.size());
    var records = new ArrayList<ByteBuffer>(group.size());
    for (var waiting : group) {
      var spans = duplicates.unseen(waiting.batch(), fresh);
      kept.add(
          new Waiting(waiting.request(), waiting.batch().withSpans(spans), waiting.accepted()));
      if (!spans.isEmpty()) {
        records.add(waiting.request().encode(decoders));
      }
    }
    lock.lock();
    try {
      if (!records.isEmpty()) {
        wal.append(records);
      }
      duplicates.addAll(fresh);
      for (var waiting : kept) {
        addLogged(waiting.batch());
      }
      changed.signalAll();
    } catch (IOException e) {
      warnOfRefusal(group.size(), e);
      var refusal =
          AppException.retry(
              ErrorCode.STORAGE_DOWN, "the server cannot write to its disk", RETRY_AFTER);
      group.forEach(waiting -> waiting.accepted().completeExceptionally(refusal));
      return;
    } finally {
      lock.unlock();
    }
    kept.forEach(waiting -> waiting.accepted().complete(waiting.batch().spans().size()));
  }

  /// Once in a while: a full disk refuses thousands of requests, and its log would be on that disk
  /// too.
  private void warnOfRefusal(int requests, IOException reason) {
    refused += requests;
    long now = System.nanoTime();
    if (now - refusalWarnedAt >= WARN_EVERY.toNanos()) {
      log.warn(
          "{} requests refused: the write-ahead log cannot be written: {}",
          refused,
          reason.toString());
      refusalWarnedAt = now;
      refused = 0;
    }
  }

  private void addLogged(StoredBatch batch) {
    if (batch.spans().isEmpty()) {
      return;
    }
    if (logged.isEmpty()) {
      loggedSince = System.nanoTime();
    }
    logged.add(batch);
    loggedSpans += batch.spans().size();
    loggedBytes += batch.bytes();
    backlog.addAndGet(batch.bytes());
    loggedBatches++;
  }

  private void tableLoop() {
    while (true) {
      List<StoredBatch> batches;
      WriteAheadLog.Segment segment;
      long since;
      lock.lock();
      try {
        while (!isDue()) {
          if (closing && logged.isEmpty()) {
            return;
          }
          changed.awaitNanos(logged.isEmpty() ? Long.MAX_VALUE : remainingNanos());
        }
        segment = wal.roll();
        batches = logged;
        since = loggedSince;
        logged = new ArrayList<>();
        loggedSpans = 0;
        loggedBytes = 0;
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        // Nothing is lost: the batches stay logged and the next round tries again.
        log.warn("cannot start a new segment of the write-ahead log: {}", e.toString());
        pause(RETRY_AFTER);
        continue;
      } finally {
        lock.unlock();
      }
      writeUntilStored(segment, batches);
      visibility.add((System.nanoTime() - since) / 1e6);
    }
  }

  private boolean isDue() {
    return !logged.isEmpty()
        && (closing
            || loggedSpans >= COMMIT_SPANS
            || loggedBytes >= COMMIT_BYTES
            || flushUpTo > storedBatches
            || remainingNanos() <= 0);
  }

  private long remainingNanos() {
    return COMMIT_AFTER.toNanos() - (System.nanoTime() - loggedSince);
  }

  private void writeUntilStored(WriteAheadLog.Segment segment, List<StoredBatch> batches) {
    if (!write(segment, batches)) {
      return;
    }
    // Before any reader is let go: whoever waited for these spans may ask for their runs next.
    try {
      onStored.accept(batches);
    } catch (RuntimeException e) {
      log.error("stored spans were not announced", e);
    }
    lock.lock();
    try {
      storedBatches += batches.size();
      backlog.addAndGet(-batches.stream().mapToLong(StoredBatch::bytes).sum());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// True when the batches left the backlog. Trouble that passes is waited for; a segment that
  /// ClickHouse refuses for what it holds is set aside, so that it cannot stop everything after it.
  private boolean write(WriteAheadLog.Segment segment, List<StoredBatch> batches) {
    for (int attempt = 1; ; attempt++) {
      try {
        tables.write(batches, segment.token());
        if (!segment.file().toFile().delete()) {
          log.warn("cannot delete {}", segment.file());
        }
        return true;
      } catch (RuntimeException e) {
        boolean passes = e instanceof EngineException engine && engine.isTransient();
        if (!passes && attempt >= ATTEMPTS) {
          WriteAheadLog.setAside(segment.file(), e);
          return true;
        }
        // The rows are safe in the segment; senders get 503 once the backlog is full.
        log.warn("cannot write to tables, trying again: {}", e.toString());
        if (closing || !pause(passes ? RETRY_AFTER : RETRY_SOON)) {
          return false;
        }
      }
    }
  }

  private boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Moves everything acknowledged into tables, then stops. Requests still waiting are refused.
  @Override
  public void close() {
    logThread.interrupt();
    try {
      logThread.join();
      lock.lock();
      try {
        closing = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      tableThread.join();
      wal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
