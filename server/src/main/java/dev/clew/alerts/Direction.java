// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.Locale;

/// Which side of what is allowed is bad.
enum Direction {
  ABOVE,
  BELOW,
  /// For changes and bands.
  EITHER;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
