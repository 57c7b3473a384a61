// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

/// One JSON request that is being read, with what reads its parts.
record JsonInput(
    JsonCursor cursor, DecodeLimits limits, Losses losses, JsonScalars scalars, JsonValues values) {

  /// @param repaired malformed UTF-8 of the document was replaced by U+FFFD before
  static JsonInput of(JsonCursor cursor, DecodeLimits limits, boolean repaired) {
    var losses = new Losses();
    var scalars = new JsonScalars(cursor, limits, losses, repaired);
    var values = new JsonValues(cursor, scalars, limits, losses);
    return new JsonInput(cursor, limits, losses, scalars, values);
  }
}
