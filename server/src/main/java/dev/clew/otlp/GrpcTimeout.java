// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// The header `grpc-timeout` (gRPC, `PROTOCOL-HTTP2.md`): up to eight digits and a unit.
final class GrpcTimeout {

  private static final int MAX_DIGITS = 8;

  private GrpcTimeout() {}

  /// `null` when there is no timeout or no one can tell what it means.
  static @Nullable Duration parse(String header) {
    if (header.length() < 2 || header.length() > MAX_DIGITS + 1) {
      return null;
    }
    int last = header.length() - 1;
    var unit =
        switch (header.charAt(last)) {
          case 'H' -> ChronoUnit.HOURS;
          case 'M' -> ChronoUnit.MINUTES;
          case 'S' -> ChronoUnit.SECONDS;
          case 'm' -> ChronoUnit.MILLIS;
          case 'u' -> ChronoUnit.MICROS;
          case 'n' -> ChronoUnit.NANOS;
          default -> null;
        };
    for (int i = 0; i < last; i++) {
      if (header.charAt(i) < '0' || header.charAt(i) > '9') {
        return null;
      }
    }
    return unit == null ? null : Duration.of(Long.parseLong(header, 0, last, 10), unit);
  }
}
