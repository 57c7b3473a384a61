// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.config.ForwardTarget;
import dev.clew.ingest.Decompression;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.otlp.OtlpSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One target: takes requests without ever waiting, keeps them on disk, sends them in order.
///
/// Two threads. One filters, compresses and appends to the disk; the other sends what is there.
final class Forwarder implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Forwarder.class);
  private static final long MEMORY_BYTES = 32L << 20;
  private static final long LARGEST = 1L << 30;
  private static final long IDLE_MILLIS = 500;
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final ForwardTarget target;
  private final DiskQueue queue;
  private final Sender sender;
  private final LinkedBlockingQueue<Arrived> incoming = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong overflow = new AtomicLong();
  private final AtomicLong unmatched = new AtomicLong();
  private volatile boolean stopped;
  private final Thread writer;
  private final Thread reader;

  /// A request as it arrived.
  ///
  /// @param isJson else protobuf
  /// @param body no longer written to
  record Arrived(OtlpSignal.Kind kind, boolean isJson, Compression compression, ByteBuffer body) {}

  Forwarder(ForwardTarget target, Path folder) throws IOException {
    this.target = target;
    queue = new DiskQueue(folder, target.queueBytes());
    sender = new Sender(target);
    writer = Thread.ofPlatform().name("forward-queue-" + target.name()).unstarted(this::write);
    reader = Thread.ofPlatform().name("forward-send-" + target.name()).unstarted(this::send);
  }

  void start() {
    writer.start();
    reader.start();
  }

  ForwardTarget target() {
    return target;
  }

  /// Never waits and never fails: what does not fit is counted.
  void offer(Arrived request) {
    long size = request.body().remaining();
    if (waitingBytes.addAndGet(size) > MEMORY_BYTES) {
      waitingBytes.addAndGet(-size);
      overflow.incrementAndGet();
      return;
    }
    incoming.add(request);
  }

  ForwardState state() {
    return new ForwardState(
        target,
        sender.sent(),
        queue.dropped() + overflow.get(),
        sender.refused(),
        unmatched.get(),
        queue.records() + incoming.size(),
        queue.waitingBytes(),
        sender.retries(),
        sender.error());
  }

  private void write() {
    while (!stopped || !incoming.isEmpty()) {
      try {
        var waiting = incoming.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (waiting != null) {
          waitingBytes.addAndGet(-waiting.body().remaining());
          keep(waiting);
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | AppException | IllegalArgumentException e) {
        // A full disk, mostly: what arrives is more important than its copy.
        overflow.incrementAndGet();
        log.debug("not queued for {}: {}", target.name(), e.toString());
      } catch (RuntimeException e) {
        overflow.incrementAndGet();
        log.error("not queued for {}", target.name(), e);
      }
    }
  }

  private void keep(Arrived request) throws IOException {
    var compression = request.compression();
    boolean isGzip = compression == Compression.GZIP;
    boolean asItIs =
        target.match().isEmpty()
            && !request.isJson()
            && (compression == Compression.NONE || (isGzip && target.gzip()));
    byte[] body = asItIs ? bytes(request.body()) : matching(request);
    isGzip &= asItIs;
    if (body.length == 0) {
      unmatched.incrementAndGet();
      return;
    }
    if (target.gzip() && !isGzip) {
      body = gzip(body);
      isGzip = true;
    }
    queue.add(new Parcel(request.kind(), isGzip, body).encode());
  }

  /// In protobuf, without what the target does not want.
  private byte[] matching(Arrived request) throws IOException {
    var body = bytes(Decompression.inflate(request.body(), request.compression(), LARGEST));
    var protobuf = request.isJson() ? JsonToProtobuf.of(body) : body;
    return target.match().isEmpty()
        ? protobuf
        : new ProtobufMatch(target.match(), request.kind()).of(protobuf);
  }

  private static byte[] bytes(ByteBuffer body) {
    var bytes = new byte[body.remaining()];
    body.duplicate().get(bytes);
    return bytes;
  }

  private static byte[] gzip(byte[] body) {
    var out = new ByteArrayOutputStream(body.length / 4 + 64);
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void send() {
    while (!stopped) {
      try {
        sendOldest();
      } catch (InterruptedException e) {
        return;
      } catch (IOException e) {
        log.warn("the queue of {} cannot be read: {}", target.name(), e.toString());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void sendOldest() throws IOException, InterruptedException {
    var record = queue.peek(IDLE_MILLIS);
    if (record == null) {
      return;
    }
    boolean isDone = true;
    try {
      isDone = sender.deliver(Parcel.decode(record));
    } catch (RuntimeException e) {
      // It would fail again, and keep the others waiting.
      overflow.incrementAndGet();
      log.error("a request cannot be forwarded to {}", target.name(), e);
    }
    if (isDone) {
      queue.take(record);
    }
  }

  /// What is in memory goes to the disk; what is on the disk stays there for the next start.
  @Override
  public void close() {
    stopped = true;
    try {
      // The reader is interrupted last: an interrupt closes the file that a thread works on.
      writer.join();
      reader.interrupt();
      reader.join();
      queue.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    sender.close();
  }
}
