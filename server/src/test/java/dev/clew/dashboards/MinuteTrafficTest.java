// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Charts read minutes where these suffice; a condition on each span makes them read spans.
class MinuteTrafficTest {

  private static final String PROJECT = "by-minute";
  private static final String SPAN_BY_SPAN = " duration_ms>=0";
  private static final TestApi API = TestApi.shared();

  static {
    for (int i = 0; i < 40; i++) {
      var span =
          SentSpan.root(i + 1, "ask").of(i % 3 == 0 ? "shop" : "desk").ago(i * 170_000L + 500);
      API.send(PROJECT, i % 4 == 0 ? span.failing() : span);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"count", "rate", "errors", "error_rate", "sum", "avg", "p50", "p75", "p95", "p99"})
  void minutesAnswerAsSpansDo(String measure) {
    for (var filter : new String[] {"", "service:shop", "service:desk,shop -layer:infra kind:*"}) {
      for (var groupBy : new String[] {"", "service,kind"}) {
        for (var step : new String[] {"10m", "170m"}) {
          assertThat(read(measure, groupBy, filter, step))
              .isNotEmpty()
              .isEqualTo(read(measure, groupBy, filter + SPAN_BY_SPAN, step));
        }
      }
    }
  }

  @Test
  void aRangeOfMinutesIsCountedSpanBySpan() {
    var body = API.get(PROJECT, "/series", "from", "now-170s", "to", "now").body();
    assertThat(body.path("series").get(0).path("values").get(0).asInt()).isEqualTo(1);
  }

  /// Values by labels, rounded: sums depend on their order.
  private static Map<String, String> read(
      String measure, String groupBy, String filter, String step) {
    var from = "now-170m";
    var body =
        API.get(
                PROJECT,
                "/series",
                "measure",
                measure,
                "group_by",
                groupBy,
                "q",
                filter,
                "from",
                from,
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
