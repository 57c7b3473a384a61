// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import java.util.Arrays;

/// Linear quantile regression with coefficients that are not negative.
///
/// Minimises Σ w·ρ_τ(y − x·β) by the majorise-minimise algorithm of Hunter and Lange ("Quantile
/// Regression via an MM Algorithm", 2000): a weighted least-squares step repeated until it stands
/// still. With few features every set of them is tried, and the best one whose coefficients are all
/// at least 0 wins.
final class QuantileFit {

  private static final int MAX_STEPS = 60;
  private static final double STANDS_STILL = 1e-7;

  /// Of the residuals' usual size: below it a residual counts as none.
  private static final double SMALL = 1e-4;

  private final double[][] features;
  private final double[] y;
  private final double[] weights;
  private final double tau;
  private final double[] scale;

  private QuantileFit(double[][] features, double[] y, double[] weights, double tau) {
    this.features = features;
    this.y = y;
    this.weights = weights;
    this.tau = tau;
    scale = new double[features[0].length];
    for (var row : features) {
      for (int i = 0; i < row.length; i++) {
        scale[i] = Math.max(scale[i], Math.abs(row[i]));
      }
    }
  }

  /// @param features one row for each observation; the first feature, which stays in every set, is
  ///   usually 1
  /// @param tau in (0, 1); 0.5 is the median
  /// @return a coefficient for each feature, 0 or more
  static double[] fit(double[][] features, double[] y, double[] weights, double tau) {
    return new QuantileFit(features, y, weights, tau).best();
  }

  private double[] best() {
    int count = scale.length;
    double[] best = new double[count];
    double least = Double.POSITIVE_INFINITY;
    for (int set = 0; set < 1 << (count - 1); set++) {
      int[] used = members(set);
      var beta = solve(used);
      if (beta != null && Arrays.stream(beta).allMatch(value -> value >= 0)) {
        double loss = loss(beta);
        // A feature that explains nothing is left out: sets come smallest first.
        if (loss < least * (1 - 1e-6)) {
          least = loss;
          best = beta;
        }
      }
    }
    return best;
  }

  private int[] members(int set) {
    int[] used = new int[1 + Integer.bitCount(set)];
    int next = 1;
    for (int i = 1; i < scale.length; i++) {
      if ((set & 1 << (i - 1)) != 0) {
        used[next++] = i;
      }
    }
    return used;
  }

  private double @org.jspecify.annotations.Nullable [] solve(int[] used) {
    for (int i : used) {
      if (scale[i] == 0) {
        return null;
      }
    }
    double size = Math.max(1e-9, Arrays.stream(y).map(Math::abs).average().orElse(0));
    double[] beta = new double[used.length];
    double[] residual = y.clone();
    for (int step = 0; step < MAX_STEPS; step++) {
      double[] next = leastSquares(used, residual, SMALL * size, step == 0);
      if (next.length == 0) {
        return null;
      }
      double moved = 0;
      for (int i = 0; i < next.length; i++) {
        moved = Math.max(moved, Math.abs(next[i] - beta[i]));
      }
      beta = next;
      for (int row = 0; row < y.length; row++) {
        residual[row] = y[row] - value(used, beta, row);
      }
      if (moved < STANDS_STILL * size) {
        break;
      }
    }
    double[] all = new double[scale.length];
    for (int i = 0; i < used.length; i++) {
      all[used[i]] = beta[i] / scale[used[i]];
    }
    return all;
  }

  private double value(int[] used, double[] beta, int row) {
    double sum = 0;
    for (int i = 0; i < used.length; i++) {
      sum += beta[i] * features[row][used[i]] / scale[used[i]];
    }
    return sum;
  }

  /// One step: X'WX β = X'Wy + (2τ − 1) X'v with W = v / (ε + |r|).
  private double[] leastSquares(int[] used, double[] residual, double epsilon, boolean isFirst) {
    int n = used.length;
    double[][] system = new double[n][n + 1];
    double[] x = new double[n];
    for (int row = 0; row < y.length; row++) {
      double v = weights[row];
      double w = isFirst ? v : v / (epsilon + Math.abs(residual[row]));
      for (int i = 0; i < n; i++) {
        x[i] = features[row][used[i]] / scale[used[i]];
      }
      double shift = isFirst ? 0 : (2 * tau - 1) * v;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          system[i][j] += w * x[i] * x[j];
        }
        system[i][n] += x[i] * (w * y[row] + shift);
      }
    }
    return eliminate(system);
  }

  /// Gauss with pivots; empty when the features depend on each other.
  private static double[] eliminate(double[][] system) {
    int n = system.length;
    double largest = 0;
    for (int column = 0; column < n; column++) {
      largest = Math.max(largest, Math.abs(system[column][column]));
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(system[row][column]) > Math.abs(system[pivot][column])) {
          pivot = row;
        }
      }
      if (Math.abs(system[pivot][column]) < 1e-12 * largest) {
        return new double[0];
      }
      var swapped = system[column];
      system[column] = system[pivot];
      system[pivot] = swapped;
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double factor = system[row][column] / system[column][column];
          for (int k = column; k <= n; k++) {
            system[row][k] -= factor * system[column][k];
          }
        }
      }
    }
    double[] solution = new double[n];
    for (int row = 0; row < n; row++) {
      solution[row] = system[row][n] / system[row][row];
    }
    return solution;
  }

  private double loss(double[] beta) {
    double sum = 0;
    for (int row = 0; row < y.length; row++) {
      double r = y[row];
      for (int i = 0; i < beta.length; i++) {
        r -= beta[i] * features[row][i];
      }
      sum += weights[row] * (r >= 0 ? tau * r : (tau - 1) * r);
    }
    return sum;
  }
}
