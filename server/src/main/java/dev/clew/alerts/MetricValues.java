// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.time.Instant;
import java.util.List;

/// One metric over time. Metrics know how theirs are aggregated; rules ask.
@FunctionalInterface
public interface MetricValues {

  /// @param question of a rule
  /// @return a value for each step, NaN where there is none
  List<Double> of(Question question);

  /// @param aggregation such as `avg`
  /// @param filter in the filter language, over series
  record Question(
      String project,
      String metric,
      String aggregation,
      String filter,
      Instant from,
      Instant to,
      int stepSeconds) {}
}
