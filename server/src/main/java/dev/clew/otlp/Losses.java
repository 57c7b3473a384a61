// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

/// What the limits took from the record that is being decoded.
final class Losses {

  private int cuts;
  private boolean tooDeep;

  void clear() {
    cuts = 0;
    tooDeep = false;
  }

  /// A value, a key or a list was shortened.
  void cut() {
    cuts++;
  }

  /// A value nests deeper than allowed; the record cannot be kept.
  void tooDeep() {
    tooDeep = true;
  }

  int cuts() {
    return cuts;
  }

  boolean isTooDeep() {
    return tooDeep;
  }
}
