// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing in which two sets of traces differ, and how well it tells them apart.
sealed interface Difference {

  /// Standard deviations that chance exceeds once in a hundred times.
  double CHANCE = 2.6;

  int FEWEST = 10;

  String field();

  /// 0 tells nothing, 1 tells all.
  double separation();

  String sentence();

  /// Whether sets of these sizes would differ so much by chance once in a hundred times. Of fewer
  /// than ten traces nothing can be said, so nothing is held back.
  boolean mayBeChance();

  /// Whether it is more frequent, or larger, in the first set: what the first set has says more
  /// than what it lacks.
  boolean isMoreOfFirst();

  /// A filter for the traces that have it; `null` where the filter language has no word for it.
  @Nullable String q();

  /// Mutual information between having something and being of the first set, both sets counted
  /// alike, in bits: 0 to 1.
  ///
  /// @param a share of the first set that has it
  static double information(double a, double b) {
    return Math.max(0, entropy((a + b) / 2) - (entropy(a) + entropy(b)) / 2);
  }

  private static double entropy(double share) {
    return share <= 0 || share >= 1
        ? 0
        : -(share * Math.log(share) + (1 - share) * Math.log(1 - share)) / Math.log(2);
  }

  /// A value that one side has more often.
  ///
  /// @param a share of the traces of the first set that have it
  /// @param deviation of `a - b`, were there no difference
  record Value(
      String field,
      String value,
      double a,
      double b,
      double separation,
      double deviation,
      @Nullable String q)
      implements Difference {

    static Value of(
        String field, String value, long inA, long ofA, long inB, long ofB, @Nullable String q) {
      return new Value(
          field,
          value,
          share(inA, ofA),
          share(inB, ofB),
          Difference.information(share(inA, ofA), share(inB, ofB)),
          deviation(inA + inB, ofA, ofB),
          q);
    }

    /// Of two shares of one population, sampled twice.
    private static double deviation(long in, long ofA, long ofB) {
      if (Math.min(ofA, ofB) < FEWEST) {
        return 0;
      }
      double share = in / (double) (ofA + ofB);
      return Math.sqrt(share * (1 - share) * (1.0 / ofA + 1.0 / ofB));
    }

    @Override
    public boolean mayBeChance() {
      return Math.abs(a - b) < CHANCE * deviation;
    }

    @Override
    public boolean isMoreOfFirst() {
      return a >= b;
    }

    private static double share(long in, long of) {
      return of == 0 ? 0 : in / (double) of;
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
  /// @param separation what the limit tells that separates them best
  /// @param shift how much likelier a trace of the first set has the larger figure, -1 to 1
  /// @param deviation of the shift, were there no difference
  record Figure(
      String field,
      String unit,
      double a,
      double b,
      double separation,
      double shift,
      double deviation)
      implements Difference {

    @Override
    public boolean mayBeChance() {
      return Math.abs(shift) < CHANCE * deviation;
    }

    @Override
    public boolean isMoreOfFirst() {
      return a >= b;
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
