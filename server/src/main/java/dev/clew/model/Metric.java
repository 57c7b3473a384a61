// SPDX-License-Identifier: Apache-2.0
package dev.clew.model;

import java.util.List;

/// What one instrument of one resource reported in one request.
///
/// @param monotonic a sum that only grows
public record Metric(
    String name,
    String unit,
    String description,
    MetricType type,
    Temporality temporality,
    boolean monotonic,
    Resource resource,
    Scope scope,
    List<MetricPoint> points) {

  public Metric {
    points = List.copyOf(points);
  }

  public Metric withPoints(List<MetricPoint> other) {
    return new Metric(
        name, unit, description, type, temporality, monotonic, resource, scope, other);
  }
}
