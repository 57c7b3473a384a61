// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What several histograms say together, whatever their buckets were: pieces over which values are
/// taken to be spread evenly.
///
/// A histogram with other bounds adds other pieces; where pieces overlap, their densities add up.
/// So merged histograms need no common bounds, and nothing is rounded to them.
final class Distribution {

  /// So much of `count` lies between `low` and `high`; both may be the same.
  private record Piece(double low, double high, double count) {}

  private final List<Piece> pieces = new ArrayList<>();
  private double count;

  /// Adds explicit buckets. The first begins at zero, or where it ends when that is below zero;
  /// what lies in the last counts as its lower bound: both as Prometheus has it.
  void add(List<Double> bounds, List<Long> counts) {
    for (int i = 0; i < counts.size(); i++) {
      double high = i < bounds.size() ? bounds.get(i) : Double.POSITIVE_INFINITY;
      double low = i > 0 ? bounds.get(i - 1) : Math.min(0, high);
      if (Double.isInfinite(high)) {
        high = low;
      }
      add(Double.isInfinite(low) ? high : low, high, counts.get(i));
    }
  }

  void add(double low, double high, double inside) {
    if (inside > 0) {
      pieces.add(new Piece(low, high, inside));
      count += inside;
    }
  }

  double count() {
    return count;
  }

  /// The value below which a share of all values lies; NaN when there are none.
  double quantile(double share) {
    if (count <= 0) {
      return Double.NaN;
    }
    double rank = share * count;
    var edges = new TreeMap<Double, double[]>(); // where density changes: by how much, and jumps
    for (var piece : pieces) {
      if (piece.low() == piece.high()) {
        edge(edges, piece.low())[1] += piece.count();
      } else {
        double density = piece.count() / (piece.high() - piece.low());
        edge(edges, piece.low())[0] += density;
        edge(edges, piece.high())[0] -= density;
      }
    }
    double below = 0;
    double density = 0;
    double at = edges.firstKey();
    for (var edge : edges.entrySet()) {
      double until = below + density * (edge.getKey() - at);
      if (until >= rank && density > 0) {
        return at + (rank - below) / density;
      }
      below = until + edge.getValue()[1];
      at = edge.getKey();
      if (below >= rank && edge.getValue()[1] > 0) {
        return at;
      }
      density = Math.max(0, density + edge.getValue()[0]);
    }
    return at;
  }

  private static double[] edge(Map<Double, double[]> edges, double at) {
    return edges.computeIfAbsent(at, _ -> new double[2]);
  }
}
