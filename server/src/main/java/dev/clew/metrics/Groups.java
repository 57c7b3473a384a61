// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The answer under construction: for each group one value per step, NaN where there is none.
final class Groups {

  private final Grid grid;
  private final Map<List<String>, double[]> values = new LinkedHashMap<>();

  Groups(Grid grid) {
    this.grid = grid;
  }

  /// @param step its number since 1970
  void set(List<String> labels, long step, double value) {
    int index = grid.index(step);
    if (index >= 0) {
      values.computeIfAbsent(labels, _ -> empty())[index] = value;
    }
  }

  /// What grew within a step, by the second.
  void setRate(List<String> labels, long step, double grown) {
    int index = grid.index(step);
    if (index >= 0) {
      set(labels, step, grown / grid.seconds(index));
    }
  }

  private double[] empty() {
    var row = new double[grid.points()];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  Map<List<String>, double[]> values() {
    return values;
  }
}
