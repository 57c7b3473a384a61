// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import dev.clew.config.ForwardTarget;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Sends requests to one target as the OTLP specification asks of a client (opentelemetry-proto,
/// `docs/specification.md`): 429, 502, 503 and 504 are tried again, with `Retry-After` or growing
/// pauses; any other refusal is final.
final class Sender implements AutoCloseable {

  private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final ForwardTarget target;
  private final HttpClient http;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong retries = new AtomicLong();
  private volatile @Nullable String error;
  private Duration pause = FIRST_PAUSE;

  Sender(ForwardTarget target) {
    this.target = target;
    http =
        HttpClient.newBuilder()
            .connectTimeout(target.timeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// Tries once, and waits before it returns when it must be tried again.
  ///
  /// @return whether the request is done with: taken, or refused for good
  boolean deliver(Parcel parcel) throws InterruptedException {
    Duration wait;
    try {
      // What the answer says beyond its status is not read: it may be anything.
      var answer = http.send(request(parcel), HttpResponse.BodyHandlers.discarding());
      int status = answer.statusCode();
      if (status / 100 == 2) {
        sent.incrementAndGet();
        error = null;
        pause = FIRST_PAUSE;
        return true;
      }
      error = "HTTP " + status;
      if (!AGAIN.contains(status)) {
        refused.incrementAndGet();
        return true;
      }
      wait = retryAfter(answer.headers().firstValue("retry-after").orElse(""));
    } catch (IOException e) {
      error = e.getClass().getSimpleName() + ": " + e.getMessage();
      wait = Duration.ZERO;
    }
    retries.incrementAndGet();
    if (wait.isZero()) {
      wait = pause.multipliedBy(ThreadLocalRandom.current().nextInt(75, 126)).dividedBy(100);
      var doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
    Thread.sleep(wait);
    return false;
  }

  /// Seconds; a date is answered with the pause of our own.
  private static Duration retryAfter(String value) {
    if (!value.matches("\\d{1,6}")) {
      return Duration.ZERO;
    }
    var asked = Duration.ofSeconds(Long.parseLong(value));
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }

  private HttpRequest request(Parcel parcel) {
    var base = target.endpoint().toString().replaceAll("/+$", "");
    var request =
        HttpRequest.newBuilder(URI.create(base + parcel.kind().httpPath()))
            .timeout(target.timeout())
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(parcel.body()));
    if (parcel.isGzip()) {
      request.header("content-encoding", "gzip");
    }
    target.headers().forEach(request::setHeader);
    return request.build();
  }

  long sent() {
    return sent.get();
  }

  long refused() {
    return refused.get();
  }

  long retries() {
    return retries.get();
  }

  @Nullable String error() {
    return error;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
