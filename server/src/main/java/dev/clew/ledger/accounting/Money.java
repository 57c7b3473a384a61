// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

/// A sum of US dollars, of what is known: `NaN` until a known amount is added.
final class Money {

  private double usd = Double.NaN;

  void add(double amount) {
    if (!Double.isNaN(amount)) {
      usd = Double.isNaN(usd) ? amount : usd + amount;
    }
  }

  double usd() {
    return usd;
  }
}
