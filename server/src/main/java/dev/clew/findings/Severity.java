// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import java.util.Locale;

/// How bad a finding is, mildest first.
enum Severity {
  /// Nothing to report.
  NONE,
  WARNING,
  CRITICAL;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Severity orWorse(Severity other) {
    return compareTo(other) >= 0 ? this : other;
  }

  Severity atMost(Severity other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
