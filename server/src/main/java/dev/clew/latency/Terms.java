// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

/// How a call's time differs from that of the typical call of its key, in milliseconds. The terms
/// add up to the difference exactly: what the others leave is the rest (latency.md §5.4).
///
/// @param moreInput more uncached tokens than usual: the caller's doing
/// @param slowPrefill slower at as many tokens: the service's doing
/// @param longerOutput more output tokens than usual: the caller's doing
/// @param slowDecode slower for each token: the service's doing
record Terms(
    double network,
    double queue,
    double moreInput,
    double slowPrefill,
    double longerOutput,
    double slowDecode,
    double rest) {

  static final Terms UNKNOWN =
      new Terms(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /// @param difference what they must add up to
  static Terms of(
      double difference,
      double network,
      double queue,
      double moreInput,
      double slowPrefill,
      double longerOutput,
      double slowDecode) {
    double known = network + queue + moreInput + slowPrefill + longerOutput + slowDecode;
    return new Terms(
        network, queue, moreInput, slowPrefill, longerOutput, slowDecode, difference - known);
  }

  double sum() {
    return network + queue + moreInput + slowPrefill + longerOutput + slowDecode + rest;
  }

  /// The verdict whose term explains most of `difference`, when it explains enough of it.
  Verdict largest(double difference) {
    double[] values = {network, queue, moreInput, slowPrefill, longerOutput, slowDecode};
    Verdict[] verdicts = {
      Verdict.NETWORK,
      Verdict.QUEUE,
      Verdict.MORE_INPUT,
      Verdict.SLOW_PREFILL,
      Verdict.LONGER_OUTPUT,
      Verdict.SLOW_DECODE
    };
    int largest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[largest]) {
        largest = i;
      }
    }
    return values[largest] >= Limits.SHARE * difference && values[largest] >= rest
        ? verdicts[largest]
        : Verdict.MIXED;
  }
}
