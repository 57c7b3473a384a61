// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Dashboards, series and annotations over HTTP; each test has a project of its own.
class DashboardsApiTest {

  private static final TestApi API = TestApi.shared();

  private static JsonNode add(String project, String document) {
    var answer = API.post(project, "/dashboards", document);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String versioned(JsonNode dashboard, long version) {
    return ((ObjectNode) dashboard.path("dashboard").deepCopy()).put("version", version).toString();
  }

  @Test
  void aDashboardIsAddedChangedAndRemoved() {
    var added = add("boards", Documents.plain("First"));
    var path = "/dashboards/" + added.path("id").asText();
    assertThat(added.path("version").asLong()).isEqualTo(1);
    var changed = API.put("boards", path, versioned(added, 1).replace("First", "Second"));
    assertThat(changed.body().path("dashboard").path("title").asText()).isEqualTo("Second");
    assertThat(API.get("boards", path).body().path("version").asLong()).isEqualTo(2);
    assertThat(API.get("others", path).status()).isEqualTo(404);
    assertThat(API.delete("others", path).status()).isEqualTo(404);
    assertThat(API.delete("boards", path).status()).isEqualTo(200);
    assertThat(API.get("boards", path).status()).isEqualTo(404);
  }

  @Test
  void aChangeOfWhatSomebodyElseChangedIsRefused() {
    var added = add("stale", Documents.plain("First"));
    var path = "/dashboards/" + added.path("id").asText();
    assertThat(API.put("stale", path, versioned(added, 1)).status()).isEqualTo(200);
    var stale = API.put("stale", path, versioned(added, 1));
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body().path("detail").asText()).startsWith("version: 1 (expected: 2");
    assertThat(API.put("stale", path, Documents.plain("None")).status()).isEqualTo(400);
  }

  @Test
  void whatIsExportedCanBeImported() {
    var exported = API.get("copies", "/dashboards/model-serving").body().path("dashboard");
    var imported = add("copies", exported.toString());
    assertThat(imported.path("dashboard")).isEqualTo(exported);
    assertThat(imported.path("ready").asBoolean()).isFalse();
    assertThat(API.put("copies", "/dashboards/gpu", Documents.plain("x")).status()).isEqualTo(409);
    assertThat(API.delete("copies", "/dashboards/gpu").status()).isEqualTo(404);
  }

  @Test
  void aBadDashboardIsRefusedWithItsPlace() {
    var refused =
        API.post(
            "bad",
            "/dashboards",
            Documents.asking("[{\"source\": \"usage\", \"measure\": \"joy\"}]"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("detail").asText()).startsWith("panels[0].queries[0].measure");
  }

  @Test
  void aPanelIsEmptyUntilItsDataArrives() {
    var document =
        Documents.asking(
            "[{\"source\": \"spans\", \"measure\": \"count\", \"filter\": \"service:shop service:$service\"}]");
    var path = "/dashboards/" + add("filling", document).path("id").asText();
    assertThat(API.get("filling", path).body().path("panels").get(0).path("empty").asText())
        .isEqualTo("Nothing that this panel asks for has arrived yet.");
    API.send("filling", SentSpan.root(1, "ask").of("shop").ago(1_000));
    var panel = API.get("filling", path).body().path("panels").get(0);
    assertThat(panel.path("empty").isNull()).isTrue();
    assertThat(panel.path("queries")).hasSize(1);
    var listed = API.get("filling", "/dashboards").body().path("dashboards").get(0);
    assertThat(listed.path("with_data").asInt()).isEqualTo(1);
  }

  @Test
  void theFirstAlternativeWithDataIsChosen() {
    var document =
        Documents.asking(
            """
            [{"source": "metric", "metric": "nothing", "agg": "sum", "label": "rows",
              "or": [{"source": "logs", "measure": "count"}, {"source": "spans", "measure": "count"}]}]
            """);
    API.send("chosen", SentSpan.root(1, "ask").ago(1_000));
    var query = add("chosen", document).path("panels").get(0).path("queries").get(0);
    assertThat(query.path("source").asText()).isEqualTo("spans");
    assertThat(query.path("label").asText()).isEqualTo("rows");
    assertThat(query.has("or")).isFalse();
  }

  @Test
  void spansAreCountedAndMeasuredBySeries() {
    API.send(
        "counted",
        SentSpan.root(1, "ask").of("shop").ago(60_000),
        SentSpan.root(2, "ask").of("shop").ago(50_000).failing(),
        SentSpan.root(3, "ask").of("desk").ago(40_000));
    var counts = API.get("counted", "/series", "group_by", "service").body().path("series");
    assertThat(counts).hasSize(2);
    assertThat(counts.get(0).path("labels").path("service").asText()).isEqualTo("shop");
    assertThat(counts.get(0).path("values").get(0).asDouble()).isEqualTo(2);
    var failed = API.get("counted", "/series", "measure", "error_rate", "q", "service:shop");
    assertThat(failed.body().path("series").get(0).path("values").get(0).asDouble()).isEqualTo(0.5);
    var slow =
        API.get("counted", "/series", "measure", "p95", "from", "now-1h", "step", "1m").body();
    assertThat(slow.path("series").get(0).path("values"))
        .anyMatch(value -> value.asDouble() > 0)
        .anyMatch(JsonNode::isNull);
    assertThat(API.get("counted", "/series", "measure", "p95", "of", "service").status())
        .isEqualTo(400);
    assertThat(API.get("counted", "/series", "step", "1s").status()).isEqualTo(400);
    assertThat(API.get("counted", "/series", "source", "dreams").status()).isEqualTo(400);
    assertThat(API.get("nobody", "/series").body().path("series")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "traces, status, ttft_ms",
    "spans, service, ttft_ms",
    "logs, service, ''",
  })
  void whateverIsOfferedForASeriesCanBeAsked(String source, String label, String number) {
    var offered = API.get("offered", "/series/fields", "source", source).body();
    var labels = words(offered.path("group_by"));
    var numbers = words(offered.path("of"));
    assertThat(labels).contains(label, "service").doesNotHaveDuplicates();
    if (!number.isEmpty()) {
      assertThat(numbers).contains(number, "duration_ms");
    }
    for (var name : labels) {
      assertThat(
              API.get("offered", "/series", "source", source, "group_by", name, "from", "now-1h")
                  .status())
          .as("%s by %s", source, name)
          .isEqualTo(200);
    }
    for (var name : numbers) {
      assertThat(
              API.get("offered", "/series", "source", source, "measure", "p95", "of", name)
                  .status())
          .as("%s of %s", source, name)
          .isEqualTo(200);
    }
  }

  private static List<String> words(JsonNode names) {
    var words = new ArrayList<String>();
    names.forEach(name -> words.add(name.asText()));
    return words;
  }

  @Test
  void tracesAreCountedAndMeasuredOnceHoweverManySpansTheyHave() {
    var project = "traced";
    var slow = SentSpan.root(1, "ask").of("shop").ago(60_000).taking(4_000);
    API.send(
        project,
        slow,
        SentSpan.chat(slow, 1, "gpt-4o", 10, 5),
        SentSpan.root(2, "ask").of("shop").ago(50_000).taking(1_000).failing(),
        SentSpan.root(3, "ask").of("desk").ago(40_000).taking(1_000));
    // A span that comes later makes another version of its trace.
    API.send(project, SentSpan.tool(slow, 2, "search"));
    assertThat(series(project, "count", "", "")).containsExactly(3.0);
    assertThat(series(project, "count", "group_by", "service")).containsExactly(2.0, 1.0);
    assertThat(series(project, "count", "q", "-status:error")).containsExactly(2.0);
    assertThat(series(project, "errors", "q", "service:shop")).containsExactly(1.0);
    assertThat(series(project, "p99", "", "")).containsExactly(4_000.0);
    assertThat(series(project, "sum", "of", "llm_calls")).containsExactly(1.0);
    var overview = API.get(project, "/requests").body().path("points").get(0).get(1);
    assertThat(overview.path("traces").asInt()).isEqualTo(3);
    assertThat(overview.path("p99_ms").asDouble()).isEqualTo(4_000);
    var refused = API.get(project, "/series", "source", "traces", "group_by", "attr.a");
    assertThat(refused.body().path("detail").asText())
        .isEqualTo("group_by: attr.a (expected: a field of traces)");
  }

  /// The one value of each series of traces.
  private static List<Double> series(String project, String measure, String name, String value) {
    var answer =
        name.isEmpty()
            ? API.get(project, "/series", "source", "traces", "measure", measure)
            : API.get(project, "/series", "source", "traces", "measure", measure, name, value);
    var values = new ArrayList<Double>();
    answer.body().path("series").forEach(one -> values.add(one.path("values").get(0).asDouble()));
    return values;
  }

  @Test
  void aPanelOfTracesHasDataOnceThereIsATrace() {
    var document =
        Documents.asking(
            """
            [{"source": "traces", "measure": "p95", "of": "duration_ms", "filter": "status:error service:$service"}]
            """);
    var path = "/dashboards/" + add("traced-later", document).path("id").asText();
    API.send("traced-later", SentSpan.root(1, "ask").of("shop").ago(2_000));
    assertThat(API.get("traced-later", path).body().path("panels").get(0).path("empty").isTextual())
        .isTrue();
    API.send("traced-later", SentSpan.root(2, "ask").of("shop").ago(1_000).failing());
    assertThat(API.get("traced-later", path).body().path("panels").get(0).path("empty").isNull())
        .isTrue();
  }

  @Test
  void anAnnotationIsFoundInItsRangeAndByItsTags() {
    API.post("notes", "/annotations", "{\"title\": \"Deployed 1.2\", \"tags\": [\"deploy\"]}");
    var span =
        API.post(
            "notes",
            "/annotations",
            "{\"title\": \"Moved\", \"from\": \"2026-01-02T03:00:00Z\", \"to\": \"2026-01-02T05:00:00Z\"}");
    assertThat(span.status()).isEqualTo(200);
    assertThat(API.get("notes", "/annotations").body().path("annotations")).hasSize(1);
    var within =
        API.get(
                "notes",
                "/annotations",
                "from",
                "2026-01-02T04:00:00Z",
                "to",
                "2026-01-02T04:10:00Z")
            .body()
            .path("annotations");
    assertThat(within.findValuesAsText("title")).containsExactly("Moved");
    assertThat(API.get("notes", "/annotations", "tags", "deploy,x").body().path("annotations"))
        .hasSize(1);
    assertThat(API.get("notes", "/annotations", "tags", "x").body().path("annotations")).isEmpty();
    var id = span.body().path("annotation").path("id").asText();
    assertThat(API.delete("others", "/annotations/" + id).status()).isEqualTo(404);
    assertThat(API.delete("notes", "/annotations/" + id).status()).isEqualTo(200);
  }

  @Test
  void anAnnotationThatMakesNoSenseIsRefused() {
    for (var bad :
        new String[] {
          "{}",
          "{\"title\": \"x\", \"time\": \"yesterday\"}",
          "{\"title\": \"x\", \"to\": \"2026-01-02T03:00:00Z\"}",
          "{\"title\": \"x\", \"from\": \"2026-01-02T03:00:00Z\", \"to\": \"2026-01-01T03:00:00Z\"}",
          "{\"title\": \"x\", \"time\": \"2926-01-02T03:00:00Z\"}",
          "{\"title\": \"x\", \"tag\": \"y\"}"
        }) {
      assertThat(API.post("wrong", "/annotations", bad).status()).as(bad).isEqualTo(400);
    }
  }

  @Test
  void layersSayHowTheyAre() {
    API.send("layers", SentSpan.root(1, "ask").of("shop").ago(60_000));
    var layers = API.get("layers", "/layers/health").body().path("layers");
    assertThat(layers.findValuesAsText("layer"))
        .startsWith("client", "api_gateway", "app", "ai_gateway", "model_server");
    assertThat(layers.get(2).path("now").path("calls").asInt()).isEqualTo(1);
    assertThat(layers.get(2).path("state").asText()).isEqualTo("ok");
    assertThat(layers.get(0).path("state").asText()).isEqualTo("silent");
  }
}
