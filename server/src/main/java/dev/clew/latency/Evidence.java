// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.Locale;

/// How the parts of a call's time are known.
enum Evidence {
  /// A span of the engine, or of a gateway before it, says so.
  MEASURED,
  /// Metrics of the model server that was called, at that moment.
  JOINED,
  /// What the fitted model leaves unexplained.
  ESTIMATED;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
