// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.TestApi;
import java.util.Map;
import java.util.TreeMap;

/// Answers of `GET /api/v1/series` about the last three hours, to compare.
final class SeriesAnswers {

  private SeriesAnswers() {}

  /// Values by labels, rounded: sums depend on their order.
  static Map<String, String> read(
      TestApi api,
      String project,
      String measure,
      String of,
      String groupBy,
      String filter,
      String step) {
    var body =
        api.get(
                project,
                "/series",
                "measure",
                measure,
                "of",
                of,
                "group_by",
                groupBy,
                "q",
                filter.strip(),
                "from",
                "now-170m",
                "step",
                step)
            .body();
    assertThat(body.path("series").isArray()).as(body.toString()).isTrue();
    var values = new TreeMap<String, String>();
    for (var series : body.path("series")) {
      var text = new StringBuilder();
      for (JsonNode value : series.path("values")) {
        text.append(value.isNull() ? "-" : "%.3f".formatted(value.asDouble())).append(' ');
      }
      values.put(series.path("labels").toString(), text.toString());
    }
    return values;
  }
}
