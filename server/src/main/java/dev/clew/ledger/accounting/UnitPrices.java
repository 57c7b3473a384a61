// SPDX-License-Identifier: Apache-2.0
package dev.clew.ledger.accounting;

/// What a token of one call cost, so that the tokens of the call together cost what was charged.
/// `NaN` where unknown.
record UnitPrices(
    double uncached, double cacheRead, double cacheWrite, double output, double reasoning) {

  private static final UnitPrices UNKNOWN =
      new UnitPrices(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  static UnitPrices of(LedgerCall call, Tokens tokens) {
    var bill = call.bill();
    if (bill == null) {
      return UNKNOWN;
    }
    if (bill.isFlat()) {
      double each = each(bill.input(), tokens.input() + tokens.output());
      return new UnitPrices(each, each, each, each, each);
    }
    return new UnitPrices(
        each(bill.input(), tokens.uncached()),
        each(bill.cacheRead(), tokens.cacheRead()),
        each(bill.cacheWrite(), tokens.cacheWrite()),
        each(bill.output(), tokens.output() - tokens.reasoning()),
        each(bill.reasoning(), tokens.reasoning()));
  }

  private static double each(double usd, long tokens) {
    return tokens == 0 ? 0 : usd / tokens;
  }

  double input(long uncachedTokens, long readTokens, long writtenTokens) {
    return uncachedTokens * uncached + readTokens * cacheRead + writtenTokens * cacheWrite;
  }
}
