// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

/// How the values of a step become one, in SQL: an aggregate function over rows of `ms` and what is
/// in its arguments.
///
/// @param parameters such as the level of a quantile; '' when there are none
record Fold(String function, String parameters, String arguments) {

  static Fold of(String function, String arguments) {
    return new Fold(function, "", arguments);
  }

  /// One value.
  String value() {
    return function + (parameters.isEmpty() ? "" : "(" + parameters + ")") + "(" + arguments + ")";
  }

  /// An array with a value for each step of the range, NULL where there is none. Its place in the
  /// array stands for the step, so that nothing is looked up: that took most of the time of a long
  /// query.
  String cells(Grid grid) {
    return "%sOrNullResample(%s0, %d, 1)(%s, toUInt32(intDiv(ms, {step:Int64}) - {first_step:Int64}))"
        .formatted(
            function, parameters.isEmpty() ? "" : parameters + ", ", grid.points(), arguments);
  }
}
