// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

/// What the figure of a rule counts.
enum Unit {
  CALLS("calls"),
  TIMES("times"),
  PERCENT("%"),
  TOKENS("tokens"),
  TOKENS_A_CALL("tokens per call");

  private final String label;

  Unit(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /// A figure with as many digits as a reader needs, without the unit except for percent.
  String figure(double value) {
    return switch (this) {
      case CALLS -> Words.number(value);
      case TIMES -> Words.ratio(value);
      case PERCENT -> Words.number(value) + " %";
      case TOKENS, TOKENS_A_CALL -> Words.compact(value);
    };
  }

  /// A threshold with its unit.
  String threshold(double value) {
    return switch (this) {
      case PERCENT -> figure(value);
      case CALLS, TIMES, TOKENS, TOKENS_A_CALL -> figure(value) + " " + label;
    };
  }
}
