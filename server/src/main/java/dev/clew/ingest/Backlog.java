// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is logged and not yet in tables, and the thread that moves it there. Owns the write-ahead
/// log: a segment of it is exactly what is inserted together.
final class Backlog<B extends Signal.Batch> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Backlog.class);
  private static final int COMMIT_RECORDS = 20_000;
  private static final long COMMIT_BYTES = 24L << 20;

  // What the engine inserts at once must fit its memory limit for one statement, however much
  // waits.
  private static final int SEGMENT_RECORDS = 4 * COMMIT_RECORDS;
  private static final long SEGMENT_BYTES = 4 * COMMIT_BYTES;

  private static final Duration COMMIT_AFTER = Duration.ofMillis(200);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
  private static final Duration RETRY_SOON = Duration.ofMillis(200);
  private static final int ATTEMPTS = 3;

  private final Signal<?, B> signal;
  private final Consumer<List<B>> onStored;
  private final WriteAheadLog wal;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Sealed<B>> sealed = new ArrayDeque<>();
  private List<B> logged = new ArrayList<>();
  private int loggedRecords;
  private long loggedBytes;
  private long loggedSince;
  private final Visibility visibility = new Visibility();
  private final AtomicLong bytes = new AtomicLong();
  private long loggedBatches;
  private long storedBatches;
  private long flushUpTo;
  private volatile boolean closing;
  private final Thread tableThread;

  /// A segment that takes no more requests.
  private record Sealed<B>(WriteAheadLog.Segment segment, List<B> batches, long since) {}

  Backlog(Path folder, Signal<?, B> signal, Consumer<List<B>> onStored) {
    this.signal = signal;
    this.onStored = onStored;
    try {
      this.wal = WriteAheadLog.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tableThread = Thread.ofPlatform().name(signal.name() + "-tables").start(this::tableLoop);
  }

  /// Syncs `records`, then takes over `batches`: the same requests, and those of which nothing was
  /// new.
  ///
  /// @throws IOException when the disk is full or broken: nothing was taken over
  void log(List<ByteBuffer> records, List<B> batches) throws IOException {
    lock.lock();
    try {
      if (!records.isEmpty()) {
        wal.append(records);
      }
      batches.forEach(this::add);
      if (loggedRecords >= SEGMENT_RECORDS || loggedBytes >= SEGMENT_BYTES) {
        seal();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the current segment. When the disk does not let a new one begin, nothing is lost: the
  /// requests stay logged where they are, and the next call tries again.
  private boolean seal() {
    try {
      sealed.add(new Sealed<>(wal.roll(), logged, loggedSince));
    } catch (IOException e) {
      log.warn("cannot start a new segment of the write-ahead log: {}", e.toString());
      return false;
    }
    logged = new ArrayList<>();
    loggedRecords = 0;
    loggedBytes = 0;
    return true;
  }

  private void add(B batch) {
    if (batch.size() == 0) {
      return;
    }
    if (logged.isEmpty()) {
      loggedSince = System.nanoTime();
    }
    logged.add(batch);
    loggedRecords += batch.size();
    loggedBytes += batch.bytes();
    bytes.addAndGet(batch.bytes());
    loggedBatches++;
  }

  /// Asked for every request, so it must not wait for the lock: that is held while the log is
  /// synced.
  long bytes() {
    return bytes.get();
  }

  Visibility.Lag visibility() {
    return visibility.lag();
  }

  /// Asks the table thread to begin now, and returns.
  void hurry() {
    lock.lock();
    try {
      flushUpTo = Math.max(flushUpTo, loggedBatches);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Returns when everything logged before the call is in tables, or after `limit`.
  void flush(Duration limit) {
    lock.lock();
    try {
      hurry();
      long target = loggedBatches;
      long left = limit.toNanos();
      while (storedBatches < target && left > 0 && !closing) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void tableLoop() {
    try {
      for (var next = awaitSealed(); next != null; next = awaitSealed()) {
        writeUntilStored(next.segment(), next.batches());
        visibility.add((System.nanoTime() - next.since()) / 1e6);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next segment to write; `null` when the backlog is closed and empty, or when the disk does
  /// not let its last segment end: those records are in the log, and the next start replays them.
  private @Nullable Sealed<B> awaitSealed() throws InterruptedException {
    lock.lock();
    try {
      while (sealed.isEmpty()) {
        if (closing && logged.isEmpty()) {
          return null;
        }
        if (!isDue()) {
          changed.awaitNanos(logged.isEmpty() ? Long.MAX_VALUE : remainingNanos());
        } else if (!seal()) {
          if (closing) {
            return null;
          }
          changed.awaitNanos(RETRY_AFTER.toNanos());
        }
      }
      return sealed.poll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDue() {
    return !logged.isEmpty()
        && (closing
            || loggedRecords >= COMMIT_RECORDS
            || loggedBytes >= COMMIT_BYTES
            || flushUpTo > storedBatches
            || remainingNanos() <= 0);
  }

  private long remainingNanos() {
    return COMMIT_AFTER.toNanos() - (System.nanoTime() - loggedSince);
  }

  private void writeUntilStored(WriteAheadLog.Segment segment, List<B> batches) {
    if (!write(segment, batches)) {
      return;
    }
    // Before any reader is let go: whoever waited for these records may ask for what follows from
    // them next.
    try {
      onStored.accept(batches);
    } catch (RuntimeException e) {
      log.error("stored {} were not announced", signal.name(), e);
    }
    lock.lock();
    try {
      storedBatches += batches.size();
      bytes.addAndGet(-batches.stream().mapToLong(Signal.Batch::bytes).sum());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// True when the batches left the backlog. Trouble that passes is waited for; a segment that
  /// ClickHouse refuses for what it holds is set aside, so that it cannot stop everything after it.
  private boolean write(WriteAheadLog.Segment segment, List<B> batches) {
    for (int attempt = 1; ; attempt++) {
      try {
        signal.write(batches, segment.token());
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
        log.warn("cannot write {} to tables, trying again: {}", signal.name(), e.toString());
        if (closing || !pause(passes ? RETRY_AFTER : RETRY_SOON)) {
          return false;
        }
      }
    }
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Moves what is left into tables, then stops.
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      tableThread.join();
      wal.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
