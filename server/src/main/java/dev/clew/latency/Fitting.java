// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import dev.clew.latency.CostModel.Pace;
import dev.clew.latency.CostModel.Typical;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Fits the cost model of a key to its calls (latency.md §5.3).
final class Fitting {

  /// Loads from which times per token are looked at together.
  private static final int[] LOADS = {1, 2, 4, 8, 16, 32, 64};

  private static final int MIN_PACE_CALLS = 20;

  /// Calls that did not wait lie close together, those that did anywhere above: the usual residual
  /// is where two fifths of all lie closest. Up to half of the calls may have waited.
  private static final double DENSEST = 0.4;

  /// From half the width of that to the median distance from its middle, for a normal spread:
  /// Φ⁻¹(0.75) / Φ⁻¹(0.7).
  private static final double MEDIAN_DISTANCE = 1.286;

  private Fitting() {}

  /// @param samples at least one
  static CostModel of(CostKey key, List<Sample> samples, long nowMs) {
    double[] y = samples.stream().mapToDouble(Sample::firstMs).toArray();
    double[] weights = samples.stream().mapToDouble(Sample::weight).toArray();
    double[][] features =
        samples.stream().map(sample -> features(key, sample)).toArray(double[][]::new);
    double[] beta = QuantileFit.fit(features, y, weights, Limits.ENVELOPE);
    double[] residuals = new double[y.length];
    for (int row = 0; row < y.length; row++) {
      residuals[row] = y[row] - dot(beta, features[row]);
    }
    var usual = Quantiles.densest(residuals, DENSEST);
    double slack = (usual.low() + usual.high()) / 2;
    double spread = (usual.high() - usual.low()) / 2 * MEDIAN_DISTANCE;
    double bound = Math.max(Limits.WAIT_MS, Limits.WAIT_SPREADS * spread);
    var paces = key.streams() ? paces(samples) : List.<Pace>of();
    return new CostModel(
        key,
        nowMs,
        y.length,
        beta[0],
        beta[1],
        beta[2],
        key.streams() ? 0 : beta[3],
        explained(y, residuals, slack, bound),
        slack,
        spread,
        typical(samples),
        paces);
  }

  private static double[] features(CostKey key, Sample sample) {
    return key.streams()
        ? new double[] {1, sample.uncached(), sample.attention()}
        : new double[] {1, sample.uncached(), sample.attention(), Math.max(0, sample.output() - 1)};
  }

  private static double dot(double[] beta, double[] features) {
    double sum = 0;
    for (int i = 0; i < beta.length; i++) {
      sum += beta[i] * features[i];
    }
    return sum;
  }

  private static double[] distances(double[] values, double from) {
    double[] distances = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      distances[i] = Math.abs(values[i] - from);
    }
    return distances;
  }

  private static Typical typical(List<Sample> samples) {
    double[] paces = paced(samples).stream().mapToDouble(Sample::tpotMs).toArray();
    double tpot = Quantiles.median(paces);
    double[] outputs = values(samples, Sample::output);
    return new Typical(
        Math.round(Quantiles.median(values(samples, Sample::uncached))),
        Math.round(Quantiles.median(values(samples, Sample::cached))),
        Math.round(Quantiles.median(outputs)),
        Quantiles.median(values(samples, Sample::networkMs)),
        tpot,
        Quantiles.median(distances(paces, tpot)),
        Quantiles.of(outputs, 0.1),
        Quantiles.of(outputs, 0.9));
  }

  private static double[] values(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return samples.stream().mapToDouble(figure).toArray();
  }

  private static List<Sample> paced(List<Sample> samples) {
    return samples.stream()
        .filter(sample -> !Double.isNaN(sample.tpotMs()) && sample.output() >= Limits.TPOT_TOKENS)
        .toList();
  }

  private static List<Pace> paces(List<Sample> samples) {
    var paced = paced(samples);
    var paces = new ArrayList<Pace>();
    for (int i = 0; i < LOADS.length; i++) {
      int from = LOADS[i];
      int below = i + 1 < LOADS.length ? LOADS[i + 1] : Integer.MAX_VALUE;
      double[] times =
          paced.stream()
              .filter(sample -> sample.load() >= from && sample.load() < below)
              .mapToDouble(Sample::tpotMs)
              .toArray();
      if (times.length >= MIN_PACE_CALLS) {
        paces.add(new Pace(from, times.length, Quantiles.median(times)));
      }
    }
    return paces;
  }

  /// R² over the calls that did not wait: those that did would hide how well the line fits.
  private static double explained(double[] y, double[] residuals, double slack, double bound) {
    double mean = 0;
    int count = 0;
    for (int i = 0; i < y.length; i++) {
      if (residuals[i] - slack <= bound) {
        mean += y[i];
        count++;
      }
    }
    mean /= Math.max(1, count);
    double left = 0;
    double all = 0;
    for (int i = 0; i < y.length; i++) {
      if (residuals[i] - slack <= bound) {
        left += (residuals[i] - slack) * (residuals[i] - slack);
        all += (y[i] - mean) * (y[i] - mean);
      }
    }
    return all == 0 ? 0 : Math.max(0, 1 - left / all);
  }
}
