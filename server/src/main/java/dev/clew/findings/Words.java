// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import dev.clew.ledger.accounting.Segment.Owner;
import dev.clew.model.Counted;
import java.util.Locale;

/// Figures and names as sentences have them.
final class Words {

  private static final int MAX_NAME = 80;

  private Words() {}

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String number(double value) {
    return number(Math.round(value));
  }

  /// Below a hundred with one digit after the point, where there is one.
  static String ratio(double value) {
    if (value >= 100) {
      return number(value);
    }
    var text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  static String hundredths(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /// Thousands as k, millions as M.
  static String compact(double value) {
    if (value < 1_000) {
      return number(value);
    }
    return value < 999_500 ? ratio(value / 1_000) + " k" : ratio(value / 1_000_000) + " M";
  }

  static String tokens(long count) {
    return count(count, "token");
  }

  static String percent(long part, long whole) {
    return percent(whole == 0 ? 0 : (double) part / whole);
  }

  /// @param share 0 to 1
  static String percent(double share) {
    return number(100 * share) + " %";
  }

  static String usd(double amount) {
    return String.format(Locale.ROOT, amount < 1 ? "$%.4f" : "$%,.2f", amount);
  }

  /// A name that came from outside, at a length that a sentence can bear.
  static String name(String name, String otherwise) {
    if (name.isBlank()) {
      return otherwise;
    }
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
  }

  static String tool(Owner owner) {
    return name(owner.tool(), "an unnamed tool");
  }

  /// The n-th thing with its number: 1 call, 2 calls.
  static String count(long count, String one) {
    return new Counted(count, one).text();
  }
}
