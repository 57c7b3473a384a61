// SPDX-License-Identifier: Apache-2.0
package dev.clew.metrics;

import dev.clew.http.Access;
import dev.clew.http.Request;
import dev.clew.http.Store;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One metric over time, for who is no caller of the API.
public final class MetricSteps {

  private final QueryApi queries;

  public MetricSteps(Store store) {
    queries = new QueryApi(store);
  }

  /// What is asked, in the words of `/api/v1/metrics/query`.
  public record Question(
      String project,
      String metric,
      String aggregation,
      String filter,
      Instant from,
      Instant to,
      int stepSeconds) {}

  /// All series together, a value for each step; NaN where there is none.
  public List<Double> read(Question question) {
    var request =
        new Request(
            new Access.Caller(question.project(), false),
            question.to(),
            Map.of(),
            Map.of(
                "metric", List.of(question.metric()),
                "agg", List.of(question.aggregation()),
                "filter", List.of(question.filter()),
                "from", List.of(question.from().toString()),
                "to", List.of(question.to().toString()),
                "step", List.of(question.stepSeconds() + "s")),
            () -> new byte[0]);
    return queries.groups(MetricQuery.of(request)).values().values().stream()
        .findFirst()
        .map(values -> Arrays.stream(values).boxed().toList())
        .orElse(List.of());
  }
}
