// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.time.Duration;

/// What a sender may ask of a receiver.
///
/// @param bodyBytes of a body as it arrives, compressed or not (opentelemetry-proto,
///   `docs/specification.md`: 64 MiB recommended)
/// @param bodyTimeout for the whole body to arrive
public record ReceiveLimits(int bodyBytes, Duration bodyTimeout) {

  public static final ReceiveLimits DEFAULT = new ReceiveLimits(64 << 20, Duration.ofSeconds(60));
}
