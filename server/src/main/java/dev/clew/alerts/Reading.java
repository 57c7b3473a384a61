// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

/// What a rule measured of one group in one stretch of time.
///
/// @param value NaN when nothing is known
/// @param count how many rows it is made of
record Reading(double value, long count) {

  /// Of a group without a row.
  static Reading none(Measure measure) {
    return new Reading(measure.isSum() ? 0 : Double.NaN, 0);
  }
}
