// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.filter.FilterParser;
import dev.clew.http.Request;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Filter;
import java.util.List;

/// What is asked of one metric.
///
/// @param groupBy names of labels: `service`, `attr.…`, `resource.…`, or the name of an attribute
record MetricQuery(
    Request request,
    String metric,
    Filter filter,
    Aggregation aggregation,
    List<String> groupBy,
    Grid grid) {

  private static final int MAX_LABELS = 10;
  private static final int MAX_GROUPS = 100;

  /// Values of all groups together.
  private static final int MAX_VALUES = 200_000;

  static MetricQuery of(Request request) {
    var metric = request.text("metric");
    if (metric == null) {
      throw new AppException(ErrorCode.INVALID, "metric: missing (expected: the name of a metric)");
    }
    return new MetricQuery(
        request,
        metric,
        FilterParser.parse(request.text("filter", "")),
        Aggregation.of(request.text("agg", "avg")),
        labels(request.text("group_by", "")),
        Grid.of(request));
  }

  private static List<String> labels(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    var labels = List.of(text.split(",", -1));
    if (labels.size() > MAX_LABELS || labels.contains("")) {
      throw new AppException(
          ErrorCode.INVALID,
          "group_by: %s (expected: up to %d names separated by commas)"
              .formatted(text, MAX_LABELS));
    }
    return labels;
  }

  int maxGroups() {
    return Math.clamp(MAX_VALUES / grid.points(), 1, MAX_GROUPS);
  }

  /// The same about another metric, or by other labels.
  MetricQuery of(String otherMetric, List<String> otherLabels) {
    return new MetricQuery(request, otherMetric, filter, aggregation, otherLabels, grid);
  }

  MetricQuery with(Aggregation other) {
    return new MetricQuery(request, metric, filter, other, groupBy, grid);
  }
}
