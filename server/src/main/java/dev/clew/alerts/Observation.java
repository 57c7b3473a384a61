// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

/// How a group of a rule stood at a moment.
///
/// @param value what is compared: the measure, a change in percent, a rate of burning; NaN when it
///   is not known, which is not bad
/// @param threshold what it is compared with; NaN when it is not known
record Observation(double value, double threshold, boolean isBad) {

  static Observation of(double value, double threshold, Direction direction) {
    boolean isBad =
        switch (direction) {
          case ABOVE -> value > threshold;
          case BELOW -> value < threshold;
          case EITHER -> Math.abs(value) > threshold;
        };
    return new Observation(value, threshold, isBad);
  }

  static Observation unknown() {
    return new Observation(Double.NaN, Double.NaN, false);
  }
}
