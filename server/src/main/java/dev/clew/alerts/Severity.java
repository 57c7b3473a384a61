// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.Locale;

/// How urgent an alert is; the words that PagerDuty knows.
enum Severity {
  CRITICAL,
  WARNING,
  INFO;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
