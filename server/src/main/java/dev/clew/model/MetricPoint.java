// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// One value of one series.
///
/// @param startNs since when a cumulative point counts; 0 when the sender does not know
/// @param timeNs 0 when the sender did not say
public record MetricPoint(
    Attributes attributes, long startNs, long timeNs, PointValue value, List<Exemplar> exemplars) {

  public MetricPoint {
    exemplars = List.copyOf(exemplars);
  }
}
