// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.clew.testkit.GoldenCase;
import dev.clew.traces.TestApi;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Findings in runs of a real program: an agent that is offered forty tools of one server, calls a
/// few of them, one twice with the same arguments and one that fails.
class CapturedFindingsTest {

  private static final TestApi API = TestApi.shared();

  static List<GoldenCase> blackHoles() {
    return GoldenCase.all().stream().filter(one -> one.name().startsWith("py2-mcp")).toList();
  }

  @ParameterizedTest
  @MethodSource("blackHoles")
  void theFindingsSayWhatWentWrong(GoldenCase captured) {
    var project = "findings-" + captured.name();
    for (var request : captured.requests()) {
      API.sendProtobuf(project, request.toByteArray());
    }
    var found = new TreeMap<String, JsonNode>();
    var traces =
        API.get(project, "/traces", "from", "2026-01-01T00:00:00Z", "limit", "1000").body();
    for (var trace : traces.path("traces")) {
      var answer = API.get(project, "/traces/" + trace.path("trace_id").asText() + "/findings");
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
      answer.body().path("findings").forEach(one -> found.put(one.path("rule").asText(), one));
    }
    assertThat(found.keySet())
        .as("called twice and failed once is neither a loop nor a retry")
        .containsExactly("BH-03", "BH-04", "BH-05", "BH-08", "BH-09", "BH-20");
    assertThat(of(found, "BH-09").path("title").asText())
        .isEqualTo("35 of 40 tools were offered and never used");
    assertThat(of(found, "BH-09").path("tokens").asLong()).isBetween(160_000L, 170_000L);
    assertThat(of(found, "BH-08").path("severity").asText()).isEqualTo("critical");
    assertThat(of(found, "BH-08").path("span_ids")).hasSize(7);
    assertThat(of(found, "BH-05").path("title").asText())
        .isEqualTo("What was new was paid for 5.4 times");
  }

  private static JsonNode of(Map<String, JsonNode> found, String rule) {
    return found.getOrDefault(rule, MissingNode.getInstance());
  }
}
