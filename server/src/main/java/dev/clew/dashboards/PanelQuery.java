// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a panel asks. The document says it in JSON; the routes named here answer it.
sealed interface PanelQuery {

  /// Figures of charged calls: `GET /api/v1/usage`.
  record Usage() implements PanelQuery {}

  /// A metric: `GET /api/v1/metrics/query`.
  ///
  /// @param aggregation as the route takes it
  /// @param over the metric by which it is divided, step by step; `null` when it is not
  record OfMetric(String metric, String aggregation, @Nullable String over) implements PanelQuery {

    List<String> metrics() {
      return over == null || over.equals(metric) ? List.of(metric) : List.of(metric, over);
    }
  }

  /// Traces, spans or log records counted or measured: `GET /api/v1/series`.
  ///
  /// @param of the number that is measured; empty for what every row has
  record OfRows(RowSource source, RowMeasure measure, String of, String filter)
      implements PanelQuery {}
}
