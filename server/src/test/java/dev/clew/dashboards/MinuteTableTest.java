// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Charts read minutes where these suffice; a condition on each span makes them read spans.
class MinuteTableTest {

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

  @Test
  void whatMinutesDoNotKeepIsReadFromSpans() {
    var project = "unlisted";
    for (int i = 0; i < 30; i++) {
      var span = SentSpan.root(i + 1, "GET").asServer().ago(i * 170_000L + 500);
      var route = i % 3 == 0 ? "/order/" + (10_000 + i % 2) : "/order/{id}";
      var status = i % 5 == 0 ? "none" : "200";
      API.send(project, span.with("http.route", route).with("http.response.status_code", status));
    }
    API.send(
        project,
        SentSpan.root(99, "start").ago(200_000).with("start.type", "cold"),
        SentSpan.root(98, "AppStart").ago(200_000).with("start.type", "odd"));
    for (var asked :
        new String[][] {
          {"attr.start.type", ""},
          {"", "attr.start.type:cold"},
          {"attr.start.type", "name:AppStart"},
          {"attr.http.route", ""},
          {"attr.http.response.status_code", ""},
          {"", "attr.http.route:/order/10000"},
          {"attr.http.route", "attr.http.response.status_code:none"},
          {"", "attr.http.response.status_code:*"},
          {"", "attr.http.response.status_code>=200"},
        }) {
      assertThat(SeriesAnswers.read(API, project, "count", "", asked[0], asked[1], "10m"))
          .as("%s of %s", asked[0], asked[1])
          .isNotEmpty()
          .isEqualTo(
              SeriesAnswers.read(
                  API, project, "count", "", asked[0], asked[1] + SPAN_BY_SPAN, "10m"));
    }
  }

  private static Map<String, String> read(
      String measure, String groupBy, String filter, String step) {
    return SeriesAnswers.read(API, PROJECT, measure, "", groupBy, filter, step);
  }
}
