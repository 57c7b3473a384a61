// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

import java.util.Locale;

/// How far the shares of a call can be trusted. Their sum is always exact.
public enum Confidence {
  HIGH,
  MEDIUM,
  LOW;

  private static final double CLOSE = 0.15;
  private static final double NEAR = 0.4;

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Confidence orWorse(Confidence other) {
    return compareTo(other) >= 0 ? this : other;
  }

  /// @param scale charged tokens for each estimated one
  static Confidence ofScale(double scale) {
    double off = Math.abs(Math.log(scale));
    return off <= CLOSE ? HIGH : off <= NEAR ? MEDIUM : LOW;
  }

  /// @param gap share of the call that the telemetry does not show
  static Confidence ofGap(double gap) {
    return gap <= CLOSE ? HIGH : gap <= NEAR ? MEDIUM : LOW;
  }
}
