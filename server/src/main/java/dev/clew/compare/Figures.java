// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.compare.Difference.Figure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One figure of the traces of both sets. Unknown ones, which are negative, are left out.
final class Figures {

  private final List<Double> a = new ArrayList<>();
  private final List<Double> b = new ArrayList<>();

  void add(boolean isInA, double value) {
    if (value >= 0) {
      (isInA ? a : b).add(value);
    }
  }

  /// `null` when too little is known, or when a typical trace of one set is as one of the other.
  @Nullable Figure difference(String name, String unit) {
    if (a.size() < 2 || b.size() < 2) {
      return null;
    }
    var ofA = a.stream().sorted().toList();
    var ofB = b.stream().sorted().toList();
    double medianA = median(ofA);
    double medianB = median(ofB);
    return medianA == medianB
        ? null
        : new Figure(
            name,
            unit,
            medianA,
            medianB,
            bestCut(ofA, ofB),
            2 * likelier(ofA, ofB) - 1,
            deviation());
  }

  /// Of the Mann-Whitney statistic, scaled to -1 to 1; of few traces nothing can be said.
  private double deviation() {
    return Math.min(a.size(), b.size()) < Difference.FEWEST
        ? 0
        : Math.sqrt((a.size() + b.size() + 1) / (3.0 * a.size() * b.size()));
  }

  /// What it tells of a trace to which side of a limit its figure is, of the limit that tells most:
  /// on the same scale as values are.
  private static double bestCut(List<Double> a, List<Double> b) {
    double best = 0;
    int belowA = 0;
    int belowB = 0;
    while (belowA < a.size() || belowB < b.size()) {
      double limit =
          Math.min(
              belowA < a.size() ? a.get(belowA) : Double.POSITIVE_INFINITY,
              belowB < b.size() ? b.get(belowB) : Double.POSITIVE_INFINITY);
      while (belowA < a.size() && a.get(belowA) <= limit) {
        belowA++;
      }
      while (belowB < b.size() && b.get(belowB) <= limit) {
        belowB++;
      }
      best =
          Math.max(
              best, Difference.information(belowA / (double) a.size(), belowB / (double) b.size()));
    }
    return best;
  }

  private static double median(List<Double> sorted) {
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /// The probability that one of `a` is larger than one of `b`, equal ones counting half: the
  /// Mann-Whitney statistic over the number of pairs.
  private static double likelier(List<Double> a, List<Double> b) {
    double larger = 0;
    int below = 0;
    int notAbove = 0;
    for (double value : a) {
      while (below < b.size() && b.get(below) < value) {
        below++;
      }
      while (notAbove < b.size() && b.get(notAbove) <= value) {
        notAbove++;
      }
      larger += below + (notAbove - below) / 2.0;
    }
    return larger / ((double) a.size() * b.size());
  }
}
