// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.time.Duration;

/// What senders may ask of a receiver.
///
/// @param bodyBytes of a body as it arrives, compressed or not (opentelemetry-proto,
///   `docs/specification.md`: 64 MiB recommended)
/// @param bodyTimeout for the whole body to arrive
/// @param arriving what all bodies may take together
public record ReceiveLimits(int bodyBytes, Duration bodyTimeout, ArrivingBytes arriving) {

  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(60);

  /// @param maxRequestBytes of one request
  /// @param maxBacklogBytes of all requests; bodies on their way may take as much again
  public static ReceiveLimits of(long maxRequestBytes, long maxBacklogBytes) {
    return new ReceiveLimits(
        Math.toIntExact(maxRequestBytes),
        BODY_TIMEOUT,
        new ArrivingBytes(Math.max(maxBacklogBytes, maxRequestBytes)));
  }
}
