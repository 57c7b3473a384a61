// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.Locale;

/// How a span's token figures are known.
public enum UsageBasis {
  /// The provider's own numbers.
  REPORTED,
  /// Computed exactly from reported numbers, for example input = total − output.
  DERIVED,
  /// Counted or guessed by someone other than the provider.
  ESTIMATED,
  /// The sum of other spans: never added.
  AGGREGATE,
  /// Taken in the middle of a stream.
  PARTIAL;

  private final String label = name().toLowerCase(Locale.ROOT);

  public String label() {
    return label;
  }
}
