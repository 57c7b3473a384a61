// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

/// What a statement cost.
///
/// @param rowsRead rows read from tables
/// @param bytesRead uncompressed bytes read from tables
public record QueryStats(double elapsedMs, long rowsRead, long bytesRead) {

  public static final QueryStats NONE = new QueryStats(0, 0, 0);

  /// Of two statements, one after the other.
  public QueryStats plus(QueryStats other) {
    return new QueryStats(
        elapsedMs + other.elapsedMs, rowsRead + other.rowsRead, bytesRead + other.bytesRead);
  }
}
