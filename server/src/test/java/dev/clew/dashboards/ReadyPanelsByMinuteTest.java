// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.filter.FilterParser;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the ready dashboards ask of spans is answered from minutes, and as spans would.
class ReadyPanelsByMinuteTest {

  private static final String PROJECT = "ready-by-minute";
  private static final String SPAN_BY_SPAN = " duration_ms>=0";
  private static final String PAGES = "@opentelemetry/browser-instrumentation/navigation";
  private static final TestApi API = TestApi.shared();

  private static final List<String> ROUTES = List.of("/cart", "/cart/{id}", "/pay");
  private static final List<Long> STATUSES = List.of(200L, 200L, 404L, 429L, 403L, 500L, 503L);
  private static final List<String> VITALS = List.of("LCP", "INP", "CLS", "TTFB");

  static {
    for (int i = 0; i < 60; i++) {
      API.send(PROJECT, site(i).toArray(SentSpan[]::new));
    }
  }

  /// One request as page, gateways, service and model's client record it.
  private static List<SentSpan> site(int i) {
    var root =
        SentSpan.root(i + 1, "documentLoad")
            .of("page")
            .by(PAGES)
            .ago(i * 113_000L + 500)
            .taking(40 + i * 7L % 90);
    var vital = VITALS.get(i % VITALS.size());
    var route = ROUTES.get(i % ROUTES.size());
    long status = STATUSES.get(i % STATUSES.size());
    var spans = new ArrayList<SentSpan>();
    spans.add(root);
    spans.add(
        under(root, 1, "web_vital " + vital)
            .by(PAGES)
            .with("web_vital.name", vital)
            .with("web_vital.value", i * 3.5));
    spans.add(
        under(root, 2, i % 3 == 0 ? "AppStart" : "tap " + i)
            .by(PAGES)
            .with("start.type", i % 2 == 0 ? "cold" : "warm"));
    spans.add(under(root, 3, "HTTP GET").by(PAGES).asClient());
    spans.add(answered(under(root, 4, "GET").of("edge").by("nginx"), route, status));
    spans.add(answered(under(root, 5, "GET " + route).of("shop"), route, status));
    spans.add(answered(under(root, 6, "other").of("desk"), i % 2 == 0 ? "" : route, status));
    spans.add(under(root, 7, "GET").of("shop").asClient());
    var call =
        SentSpan.chat(root, 8, i % 2 == 0 ? "gpt-4.1" : "qwen3", 100 + i, 10 + i)
            .of("agentgateway")
            .by("agentgateway")
            .asClient()
            .with("gen_ai.usage.cache_read.input_tokens", (long) i)
            .with("http.response.status_code", status);
    spans.add(i % 5 == 0 ? call : call.with("gen_ai.server.time_to_first_token", i / 1000.0));
    spans.add(
        SentSpan.chat(root, 9, "gpt-4.1", 1, 1)
            .by(PAGES)
            .with("gen_ai.server.time_to_first_token", 0.02));
    spans.add(
        answered(under(root, 12, "POST").of("agentgateway").by("agentgateway"), route, status));
    spans.add(
        SentSpan.chat(root, 13, "gpt-4.1", -5, 1)
            .asServer()
            .with("gen_ai.server.time_to_first_token", 0.03));
    spans.add(under(root, 10, "work").of("shop").with("error.type", "E" + i % 3).failing());
    spans.add(
        under(root, 11, "fetch").by(PAGES).asClient().with("error.type", "E" + i % 3).failing());
    return spans;
  }

  private static SentSpan under(SentSpan root, int number, String name) {
    return root.child(number, name).taking(5 + root.agoMs() % (number * 37L + 11));
  }

  private static SentSpan answered(SentSpan span, String route, long status) {
    var answered = span.asServer().with("http.response.status_code", status);
    var routed = route.isEmpty() ? answered : answered.with("http.route", route);
    return status >= 500 ? routed.failing() : routed;
  }

  /// What a panel asks of spans.
  private record Asked(String measure, String of, String groupBy, String filter) {

    static Asked of(JsonNode query) {
      var labels = new ArrayList<String>();
      query.path("group_by").forEach(label -> labels.add(label.asText()));
      return new Asked(
          query.path("measure").asText(),
          query.path("of").asText(),
          String.join(",", labels),
          FilterText.withoutVariables(query.path("filter").asText()));
    }

    Optional<MinuteTable> minutes() {
      return MinuteTable.knowing(
          RowMeasure.valueOf(measure.toUpperCase(Locale.ROOT)),
          of,
          groupBy.isEmpty() ? List.of() : List.of(groupBy.split(",")),
          FilterParser.parse(filter));
    }
  }

  private static Set<Asked> asked() {
    var found = new LinkedHashSet<Asked>();
    for (var stored : new ReadyDashboards().all()) {
      for (var query : stored.dashboard().document().findParents("source")) {
        if (query.path("source").asText().equals("spans")) {
          found.add(Asked.of(query));
        }
      }
    }
    return found;
  }

  @Test
  void noPanelReadsSpans() {
    assertThat(asked())
        .hasSizeGreaterThan(35)
        .filteredOn(asked -> asked.minutes().isEmpty())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10m", "100m"})
  void minutesAnswerEveryPanelAsSpansDo(String step) {
    for (var asked : asked()) {
      assertThat(read(asked, asked.filter(), step))
          .as("%s", asked)
          .isNotEmpty()
          .isEqualTo(read(asked, asked.filter() + SPAN_BY_SPAN, step));
    }
  }

  /// The charts are not of nothing.
  @Test
  void everyKindOfSpanHasCome() {
    assertThat(asked())
        .allSatisfy(
            asked ->
                assertThat(read(asked, asked.filter(), "100m").toString())
                    .containsPattern("[1-9]"));
  }

  private static Map<String, String> read(Asked asked, String filter, String step) {
    return SeriesAnswers.read(
        API, PROJECT, asked.measure(), asked.of(), asked.groupBy(), filter, step);
  }
}
