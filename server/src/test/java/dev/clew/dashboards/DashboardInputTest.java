// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.clew.http.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DashboardInputTest {

  private static Dashboard read(String text) {
    try {
      return Dashboard.read(Reply.MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void isRefused(String queries, String because) {
    assertThatThrownBy(() -> read(Documents.asking(queries)))
        .as(queries)
        .hasMessageContaining(because);
  }

  @Test
  void everySourceIsRead() {
    var dashboard =
        read(
            Documents.asking(
                """
                [{"source": "usage", "measure": "cost_usd", "group_by": ["model"], "filter": "service:$service"},
                 {"source": "metric", "metric": "vllm:num_requests_running", "agg": "sum", "scale": 0.5, "label": "running",
                  "or": [{"source": "metric", "metric": "sglang:num_running_reqs", "agg": "sum"}]},
                 {"source": "metric", "metric": "hits", "agg": "increase", "over": {"metric": "queries", "filter": "attr.a:b"}},
                 {"source": "spans", "measure": "p95", "group_by": ["service", "attr.http.route"], "filter": "layer:app kind:server"},
                 {"source": "traces", "measure": "p95", "group_by": ["service", "status"], "filter": "-status:error"},
                 {"source": "logs", "measure": "p75", "of": "attr.browser.web_vital.value", "filter": "event:browser.web_vital"}]
                """));
    var lines = dashboard.panels().getFirst().lines();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0).alternatives()).containsExactly(new PanelQuery.Usage());
    assertThat(lines.get(1).alternatives()).hasSize(2);
    assertThat(lines.get(2).alternatives())
        .containsExactly(new PanelQuery.OfMetric("hits", "increase", "queries"));
    assertThat(lines.get(4).alternatives())
        .singleElement()
        .isInstanceOfSatisfying(
            PanelQuery.OfRows.class,
            rows -> {
              assertThat(rows.source()).hasToString("TRACES");
              assertThat(rows.filter()).isEqualTo("-status:error");
            });
  }

  @Test
  void anErrorNamesTheFieldAndItsPlace() {
    isRefused("[{\"source\": \"dreams\"}]", "panels[0].queries[0].source: dreams");
    isRefused(
        "[{\"source\": \"traces\", \"measure\": \"count\", \"group_by\": [\"attr.a\"]}]",
        "queries[0].measure: count (expected: group_by: attr.a (expected: a field of traces))");
    isRefused("[{\"source\": \"usage\", \"measure\": \"joy\"}]", "queries[0].measure: joy");
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"agg\": \"sum\"}]", "queries[0].agg");
    isRefused(
        "[{\"source\": \"metric\", \"metric\": \"a\", \"agg\": \"median\"}]",
        "queries[0].agg: median");
    isRefused("[{\"source\": \"metric\", \"agg\": \"sum\"}]", "queries[0].metric");
    isRefused(
        "[{\"source\": \"spans\", \"measure\": \"p95\", \"of\": \"service\"}]", "of: service");
    isRefused(
        "[{\"source\": \"spans\", \"measure\": \"count\", \"of\": \"ttft_ms\"}]", "of: ttft_ms");
    isRefused(
        "[{\"source\": \"logs\", \"measure\": \"count\", \"group_by\": [\"model\"]}]",
        "group_by: model");
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"group_by\": [\"colour\"]}]",
        "group_by: colour");
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"or\": [{\"source\": \"metric\", \"metric\": \"a\", \"agg\": \"max\", \"filter\": \"tool:x\"}]}]",
        "panels[0].queries[0].or[0].filter: tool:x");
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"colour\": 1}]", "queries[0].colour");
    isRefused("[]", "panels[0].queries");
    isRefused("[1]", "panels[0].queries[0]: 1");
    isRefused("{}", "panels[0].queries");
  }

  @Test
  void aFilterNamesItsMistakeAndItsVariables() {
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"filter\": \"servce:a\"}]",
        "at character 1");
    isRefused(
        "[{\"source\": \"usage\", \"measure\": \"calls\", \"filter\": \"service:$shop\"}]",
        "$shop (expected: a variable of [service])");
  }

  @Test
  void whatWouldNotFitIsRefused() {
    var good = Documents.plain("Fits");
    assertThat(read(good).title()).isEqualTo("Fits");
    assertThatThrownBy(() -> read(good.replace("\"x\": 0", "\"x\": 8")))
        .hasMessageContaining("place.w: 6 (expected: at most 4 at x 8)");
    assertThatThrownBy(() -> read(good.replace("\"lines\"", "\"pie\"")))
        .hasMessageContaining("panels[0].kind: pie");
    assertThatThrownBy(() -> read(good.replace("\"Fits\"", "\"\""))).hasMessageContaining("title");
    assertThatThrownBy(() -> read(good.replace("\"field\": \"service\"", "\"field\": \"nothing\"")))
        .hasMessageContaining("variables[0].from.field: nothing");
    assertThatThrownBy(() -> read("[]")).hasMessageContaining("title");
    assertThatThrownBy(() -> read("{\"title\": \"x\", \"panels\": 3}"))
        .hasMessageContaining("panels: 3");
  }

  @Test
  void theDocumentedExampleIsADashboard() throws IOException {
    var text = Files.readString(Path.of(System.getProperty("clew.root"), "docs/dashboards.md"));
    var example = text.split("```json\n", 2)[1].split("```", 2)[0];
    assertThat(read(example).panels()).hasSize(2);
  }

  @Test
  void aVariableWithoutAValueLeavesItsTermOut() {
    assertThat(FilterText.withoutVariables("layer:app service:$service")).isEqualTo("layer:app");
    assertThat(FilterText.withoutVariables("-attr.model_name:\"$model\"")).isEmpty();
    assertThat(FilterText.variables("service:$service user:$user"))
        .containsExactly("service", "user");
  }
}
