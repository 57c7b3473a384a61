// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The door: decides before anything is decoded whether a request may come in, and whose it is.
public final class Admission {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Credentials credentials;
  private final Limits limits;
  private final LongSupplier backlogBytes;
  private final InstantSource clock;
  private final AtomicLong inFlight = new AtomicLong();

  /// @param maxRequestBytes of one request, before and after decompression
  /// @param maxBacklogBytes of all requests that are being read or wait to be written to tables
  public record Limits(long maxRequestBytes, long maxBacklogBytes) {}

  /// @param backlogBytes what waits in the journals
  public Admission(
      Credentials credentials, Limits limits, LongSupplier backlogBytes, InstantSource clock) {
    this.credentials = credentials;
    this.limits = limits;
    this.backlogBytes = backlogBytes;
    this.clock = clock;
  }

  /// @throws AppException BUSY when the backlog is full: the sender keeps the data and tries again
  public <R> Admitted<R> admit(ExportRequest<R> request) {
    var project = credentials.project(request.key());
    int bytes = request.body().remaining();
    if (bytes > limits.maxRequestBytes()) {
      throw new AppException(
          ErrorCode.TOO_LARGE,
          "request body: %d bytes (expected: at most %d)"
              .formatted(bytes, limits.maxRequestBytes()));
    }
    var admitted = new Admitted<>(project, request, clock.instant().getEpochSecond());
    admitted.reserve(bytes);
    return admitted;
  }

  /// Bytes of requests that are being worked on.
  public long inFlightBytes() {
    return inFlight.get();
  }

  /// A request that came in. Holds its share of the memory until it is closed.
  ///
  /// @param <R> what it is decoded to
  public final class Admitted<R> implements AutoCloseable {
    private final String project;
    private final ExportRequest<R> request;
    private final long receivedAt;
    private long reserved;

    private Admitted(String project, ExportRequest<R> request, long receivedAt) {
      this.project = project;
      this.request = request;
      this.receivedAt = receivedAt;
    }

    public String project() {
      return project;
    }

    /// Seconds since 1970.
    public long receivedAt() {
      return receivedAt;
    }

    /// Inflates and decodes the body.
    public R decode() {
      var body =
          Decompression.inflate(request.body(), request.compression(), limits.maxRequestBytes());
      reserve(body.remaining());
      return request.decoder().decode(project, body);
    }

    public LoggedRequest<R> logged() {
      return new LoggedRequest<>(
          project, receivedAt, request.decoder(), request.compression(), request.body());
    }

    private void reserve(int bytes) {
      reserved += bytes;
      long total = inFlight.addAndGet(bytes) + backlogBytes.getAsLong();
      if (total > limits.maxBacklogBytes() && total > bytes) {
        close();
        throw AppException.retry(
            ErrorCode.BUSY, "the server is busy; send this request again later", RETRY_AFTER);
      }
    }

    @Override
    public void close() {
      inFlight.addAndGet(-reserved);
      reserved = 0;
    }
  }
}
