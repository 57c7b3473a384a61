// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

/// From where on a figure is worth a warning, and from where on it is critical.
///
/// @param isEnabled false when the rule is not to be tried
record Threshold(Side side, double warning, double critical, boolean isEnabled) {

  /// On which side of the threshold a figure is bad.
  enum Side {
    ABOVE(">"),
    FROM("≥"),
    BELOW("<");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean isBad(double figure, double threshold) {
      return switch (this) {
        case ABOVE -> figure > threshold;
        case FROM -> figure >= threshold;
        case BELOW -> figure < threshold;
      };
    }
  }

  static Threshold above(double warning, double critical) {
    return new Threshold(Side.ABOVE, warning, critical, true);
  }

  static Threshold atLeast(double warning, double critical) {
    return new Threshold(Side.FROM, warning, critical, true);
  }

  static Threshold below(double warning, double critical) {
    return new Threshold(Side.BELOW, warning, critical, true);
  }

  /// False when no figure is critical: none is below 0.
  boolean hasCritical() {
    return side != Side.BELOW || critical > 0;
  }

  Severity grade(double figure) {
    return side.isBad(figure, critical)
        ? Severity.CRITICAL
        : side.isBad(figure, warning) ? Severity.WARNING : Severity.NONE;
  }
}
