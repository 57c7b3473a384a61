// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

/// A segment in one call, as charged.
///
/// @param key by which it is known in other calls
/// @param isFirst no earlier call of the run carried this content
/// @param tokens of which `cached` were read from and `written` to the provider's cache
/// @param costUsd `NaN` when unknown
record Piece(
    Segment segment,
    Seen.Key key,
    Category category,
    boolean isFirst,
    Waste waste,
    long tokens,
    long cached,
    long written,
    double costUsd) {

  boolean isWaste() {
    return waste != Waste.NONE;
  }
}
