// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

/// Tokens and what they cost.
///
/// @param usd `NaN` when unknown
record Amount(long tokens, double usd) {

  static final Amount NONE = new Amount(0, Double.NaN);

  /// Of the costs, what is known.
  Amount plus(Amount more) {
    return new Amount(
        tokens + more.tokens,
        Double.isNaN(usd) ? more.usd : Double.isNaN(more.usd) ? usd : usd + more.usd);
  }

  /// The same kind of tokens, a part of them.
  Amount part(double share) {
    return new Amount(Math.round(tokens * share), usd * share);
  }
}
