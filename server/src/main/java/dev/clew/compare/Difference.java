// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing in which two sets of traces differ, and how well it tells them apart.
sealed interface Difference {

  String field();

  /// 0 tells nothing, 1 tells all.
  double separation();

  String sentence();

  /// A filter for the traces that have it; `null` where the filter language has no word for it.
  @Nullable String q();

  /// A value that one side has more often.
  ///
  /// @param a share of the traces of the first set that have it
  record Value(
      String field, String value, double a, double b, double separation, @Nullable String q)
      implements Difference {

    static Value of(
        String field, String value, long inA, long ofA, long inB, long ofB, @Nullable String q) {
      return new Value(
          field, value, share(inA, ofA), share(inB, ofB), information(inA, ofA, inB, ofB), q);
    }

    private static double share(long in, long of) {
      return of == 0 ? 0 : in / (double) of;
    }

    /// Mutual information between having the value and being of the first set, both sets counted
    /// alike, in bits: 0 to 1.
    private static double information(long inA, long ofA, long inB, long ofB) {
      double a = share(inA, ofA);
      double b = share(inB, ofB);
      return Math.max(0, entropy((a + b) / 2) - (entropy(a) + entropy(b)) / 2);
    }

    private static double entropy(double share) {
      return share <= 0 || share >= 1
          ? 0
          : -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
    }

    @Override
    public String sentence() {
      return String.format(
          Locale.ROOT,
          "%s is %s in %.0f %% of the first, %.0f %% of the second",
          field.replace('_', ' '),
          value,
          a * 100,
          b * 100);
    }
  }

  /// A figure that is larger on one side.
  ///
  /// @param a median of the first set
  record Figure(String field, String unit, double a, double b, double separation)
      implements Difference {

    /// @param likelier the probability that a trace of the first set has the larger figure
    static Figure of(String field, String unit, double a, double b, double likelier) {
      return new Figure(field, unit, a, b, Math.abs(2 * likelier - 1));
    }

    @Override
    public @Nullable String q() {
      return null;
    }

    @Override
    public String sentence() {
      return "%s: median %s against %s".formatted(field.replace('_', ' '), figure(a), figure(b));
    }

    private String figure(double value) {
      var digits = Math.abs(value) >= 100 || value == Math.rint(value) ? "%,.0f" : "%.3g";
      return String.format(Locale.ROOT, digits, value) + (unit.isEmpty() ? "" : " " + unit);
    }
  }
}
