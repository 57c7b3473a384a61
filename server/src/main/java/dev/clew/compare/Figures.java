// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import dev.clew.compare.Difference.Figure;
import java.util.ArrayList;
import java.util.List;

/// One figure of the traces of both sets. Unknown ones, which are negative, are left out.
final class Figures {

  private final List<Double> a = new ArrayList<>();
  private final List<Double> b = new ArrayList<>();

  void add(boolean isInA, double value) {
    if (value >= 0) {
      (isInA ? a : b).add(value);
    }
  }

  boolean isComparable() {
    return a.size() > 1 && b.size() > 1;
  }

  Figure difference(String name, String unit) {
    var sortedA = a.stream().sorted().toList();
    var sortedB = b.stream().sorted().toList();
    return Figure.of(
        name,
        unit,
        median(sortedA),
        median(sortedB),
        likelier(sortedA, sortedB),
        a.size(),
        b.size());
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
