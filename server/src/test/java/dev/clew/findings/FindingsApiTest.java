// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.testkit.Awaiting;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Findings, issues and thresholds over HTTP.
class FindingsApiTest {

  private static final TestApi API = TestApi.shared();

  @Test
  void theSameFindingInManyRunsIsOneIssue() {
    var project = "findings-many";
    send(project, 1, 16, 60_000);
    send(project, 2, 16, 50_000);
    var found = findings(project, 1);
    assertThat(found.findValuesAsText("rule")).contains("BH-01");
    var loop = of(found, "BH-01");
    assertThat(loop.path("title").asText()).isEqualTo("16 calls to models for 1 question");
    assertThat(loop.path("severity").asText()).isEqualTo("warning");
    assertThat(loop.path("agent").asText()).isEqualTo("ops");
    assertThat(loop.path("tool").isNull()).isTrue();
    assertThat(loop.path("tokens").asLong()).isEqualTo(15 * 2_010);
    assertThat(loop.path("cost_usd").asDouble()).isPositive();
    assertThat(loop.path("span_ids")).hasSize(16);
    assertThat(loop.path("fix").asText()).endsWith(".");

    var issue = of(issues(project), "BH-01");
    assertThat(issue.path("id").asText()).isEqualTo(loop.path("issue").asText());
    assertThat(issue.path("runs").asInt()).isEqualTo(2);
    assertThat(issue.path("tokens").asLong()).isEqualTo(2 * 15 * 2_010);
    assertThat(issue.path("share").asDouble()).isBetween(0.9, 0.95);
    assertThat(issue.path("title").asText())
        .isEqualTo("ops makes 16 calls to models for one question; 94 % of this agent's bill");
    assertThat(issue.path("status").asText()).isEqualTo("open");
    assertThat(issue.path("reopened").asBoolean()).isFalse();
    assertThat(issue.path("spark")).hasSize(24);
    assertThat(issue.path("trace_id").asText()).endsWith("2");
    assertThat(issue.path("first_time").asText()).isLessThan(issue.path("last_time").asText());

    var one = API.get(project, "/findings/" + issue.path("id").asText()).body();
    assertThat(one.path("issue").path("runs").asInt()).isEqualTo(2);
    assertThat(one.path("runs").findValuesAsText("trace_id"))
        .satisfiesExactly(
            latest -> assertThat(latest).endsWith("2"), first -> assertThat(first).endsWith("1"));
    assertThat(one.path("runs").path(0).path("title").asText()).contains("16 calls");
    assertThat(one.path("history")).isEmpty();
  }

  @Test
  void aRunWithoutAnythingWrongHasNoFindings() {
    send("findings-none", 1, 2, 60_000);
    assertThat(findings("findings-none", 1)).isEmpty();
    var answer = API.get("findings-none", "/findings").body();
    assertThat(answer.path("issues")).isEmpty();
    assertThat(answer.path("rules")).hasSize(22);
    assertThat(answer.path("rules").path(6).path("warning").asText()).isEqualTo("> 40 %");
    assertThat(answer.path("rules").path(21).path("critical").isNull()).isTrue();
  }

  @Test
  void anIssueThatIsFixedOpensAgainInARunThatBeganAfterwards() {
    var project = "findings-reopened";
    send(project, 1, 16, 60_000);
    var id = of(issues(project), "BH-01").path("id").asText();
    assertThat(set(project, id, "fixed", "capped at 10").path("status").asText())
        .isEqualTo("fixed");
    assertThat(issues(project).findValuesAsText("id")).doesNotContain(id);
    assertThat(issues(project, "status", "fixed").findValuesAsText("id")).containsExactly(id);

    send(project, 2, 16, 50_000);
    assertThat(issues(project, "status", "fixed").path(0).path("runs").asInt())
        .as("the run began before: still fixed")
        .isEqualTo(2);

    send(project, 3, 16, 0);
    var again = of(issues(project), "BH-01");
    assertThat(again.path("reopened").asBoolean()).isTrue();
    assertThat(again.path("note").asText()).startsWith("found again in trace 0000");
    var history = API.get(project, "/findings/" + id).body().path("history");
    assertThat(history.findValuesAsText("status")).containsExactly("open", "fixed");
    assertThat(history.findValuesAsText("by")).containsExactly("clew", "user");
    assertThat(history.path(1).path("note").asText()).isEqualTo("capped at 10");
  }

  @Test
  void whatIsIgnoredStaysIgnoredAndWhatIsAcknowledgedStaysInTheList() {
    var project = "findings-ignored";
    send(project, 1, 16, 60_000);
    var ignored = of(issues(project), "BH-01").path("id").asText();
    var known = of(issues(project), "BH-05").path("id").asText();
    set(project, ignored, "ignored", "");
    set(project, known, "acknowledged", "later");
    send(project, 2, 16, 0);
    assertThat(issues(project).findValuesAsText("id")).contains(known).doesNotContain(ignored);
    assertThat(of(issues(project), "BH-05").path("status").asText()).isEqualTo("acknowledged");
    assertThat(issues(project, "status", "all").findValuesAsText("id")).contains(known, ignored);
    assertThat(issues(project, "status", "ignored").findValuesAsText("id"))
        .containsExactly(ignored);
    assertThat(issues(project, "status", "open").findValuesAsText("id"))
        .doesNotContain(known, ignored);
  }

  @Test
  void issuesAreFilteredAndRanked() {
    var project = "findings-filtered";
    send(project, 1, 16, 60_000);
    send(project, 2, 41, 50_000);
    assertThat(issues(project, "rule", "BH-05")).hasSize(1);
    assertThat(issues(project, "severity", "critical").findValuesAsText("rule")).contains("BH-01");
    assertThat(issues(project, "q", "service:nowhere")).isEmpty();
    assertThat(issues(project, "q", "service:shop")).isNotEmpty();
    assertThat(issues(project, "limit", "1")).hasSize(1);
    for (var sort : List.of("cost", "tokens", "runs", "last")) {
      assertThat(issues(project, "sort", sort)).as(sort).isNotEmpty();
    }
    var costs = new ArrayList<Double>();
    issues(project).forEach(issue -> costs.add(issue.path("cost_usd").asDouble()));
    assertThat(costs).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void aWrongRequestIsToldWhatWasExpected() {
    var project = "findings-wrong";
    send(project, 1, 16, 60_000);
    var id = of(issues(project), "BH-01").path("id").asText();
    for (var parameter :
        List.of("status=done", "severity=bad", "rule=BH-99", "sort=x", "limit=501", "q=(")) {
      assertThat(API.get(project, "/findings?" + parameter).status()).as(parameter).isEqualTo(400);
    }
    assertThat(API.get(project, "/findings/nothing").status()).isEqualTo(400);
    assertThat(API.get(project, "/findings/" + "1".repeat(16)).status()).isEqualTo(404);
    assertThat(API.get("findings-other", "/findings/" + id).status())
        .as("another project's")
        .isEqualTo(404);
    assertThat(API.post(project, "/findings/" + id, "{\"status\":\"gone\"}").status())
        .isEqualTo(400);
    assertThat(API.post(project, "/findings/" + "1".repeat(16), "{\"status\":\"fixed\"}").status())
        .isEqualTo(404);
    assertThat(API.get(project, "/traces/" + "1".repeat(32) + "/findings").status()).isEqualTo(404);
  }

  @Test
  void aThresholdHoldsForAllAgentsOrForOne() {
    var project = "findings-thresholds";
    var row = threshold(API.get(project, "/findings/thresholds").body(), "BH-01", null);
    assertThat(row.path("warning").asDouble()).isEqualTo(15);
    assertThat(row.path("unit").asText()).isEqualTo("calls");
    assertThat(row.path("learned").isNull()).isTrue();

    put(project, "{\"rule\":\"BH-01\",\"agent\":\"ops\",\"warning\":5,\"critical\":10}");
    send(project, 1, 11, 60_000);
    assertThat(of(findings(project, 1), "BH-01").path("severity").asText()).isEqualTo("critical");

    var set = put(project, "{\"rule\":\"BH-01\",\"agent\":\"ops\",\"enabled\":false}");
    assertThat(threshold(set, "BH-01", "ops").path("warning").asDouble()).isEqualTo(5);
    assertThat(threshold(set, "BH-01", "ops").path("enabled").asBoolean()).isFalse();
    assertThat(threshold(set, "BH-01", null).path("enabled").asBoolean()).isTrue();
    send(project, 2, 11, 60_000);
    assertThat(findings(project, 2).findValuesAsText("rule")).doesNotContain("BH-01");

    var reset =
        put(
            project,
            "{\"rule\":\"BH-01\",\"agent\":\"ops\",\"enabled\":null,\"warning\":null,\"critical\":null}");
    assertThat(threshold(reset, "BH-01", null).path("warning").asDouble()).isEqualTo(15);
    send(project, 3, 11, 60_000);
    assertThat(findings(project, 3).findValuesAsText("rule")).doesNotContain("BH-01");
  }

  @Test
  void aChangedThresholdJudgesStoredRunsAgain() throws Exception {
    var project = "findings-rejudged";
    send(project, 1, 11, 60_000);
    assertThat(findings(project, 1).findValuesAsText("rule")).doesNotContain("BH-01");

    var job = put(project, "{\"rule\":\"BH-01\",\"warning\":5,\"critical\":10}").path("rejudging");
    assertThat(job.path("state").asText()).isEqualTo("running");
    assertThat(job.path("runs_total").asInt()).isEqualTo(1);
    var done = ended(project, job.path("id").asText());
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("runs_done").asInt()).isEqualTo(1);
    assertThat(done.path("findings_after").asInt())
        .isEqualTo(done.path("findings_before").asInt() + 1);
    assertThat(of(findings(project, 1), "BH-01").path("severity").asText()).isEqualTo("critical");
    assertThat(
            API.delete(project, "/findings/thresholds/rejudgings/" + job.path("id").asText())
                .status())
        .isEqualTo(404);
  }

  private static JsonNode ended(String project, String id) throws Exception {
    return Awaiting.until(
        () -> API.get(project, "/findings/thresholds/rejudgings").body().path("rejudgings").path(0),
        job -> job.path("id").asText().equals(id) && !job.path("state").asText().equals("running"),
        "the end of the job");
  }

  @Test
  void aWrongThresholdIsRefused() {
    var project = "findings-thresholds-wrong";
    for (var body :
        List.of(
            "{}",
            "{\"rule\":\"BH-77\"}",
            "{\"rule\":\"BH-01\",\"warning\":\"many\"}",
            "{\"rule\":\"BH-01\",\"warning\":-1}",
            "{\"rule\":\"BH-01\",\"warning\":50}",
            "{\"rule\":\"BH-13\",\"warning\":10}",
            "{\"rule\":\"BH-01\",\"enabled\":\"no\"}",
            "{\"polling\":\"wait\"}")) {
      var answer = API.put(project, "/findings/thresholds", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
    }
    assertThat(put(project, "{\"polling\":[\"wait\",\"poll\"]}").path("polling").toString())
        .isEqualTo("[\"poll\",\"wait\"]");
  }

  /// A run of an agent that asks a model again and again.
  private static void send(String project, int number, int calls, long agoMs) {
    var root =
        SentSpan.root(number, "invoke_agent ops")
            .with("gen_ai.operation.name", "invoke_agent")
            .with("gen_ai.agent.name", "ops")
            .ago(agoMs + calls);
    var spans = new ArrayList<SentSpan>();
    spans.add(root);
    for (int call = 1; call <= calls; call++) {
      spans.add(SentSpan.chat(root, call, "gpt-4o", 2_000, 10).ago(agoMs + calls - call));
    }
    API.send(project, spans.toArray(SentSpan[]::new));
  }

  private static JsonNode findings(String project, int trace) {
    var answer = API.get(project, "/traces/" + "0".repeat(31) + trace + "/findings");
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("findings");
  }

  private static JsonNode issues(String project, String... parameters) {
    for (int trace = 1; trace <= 3; trace++) {
      // Makes the ledgers that are waited for.
      var _ = API.get(project, "/traces/" + "0".repeat(31) + trace + "/findings");
    }
    var answer = API.get(project, "/findings", parameters);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("issues");
  }

  private static JsonNode set(String project, String id, String status, String note) {
    var body = "{\"status\":\"%s\",\"note\":\"%s\"}".formatted(status, note);
    var answer = API.post(project, "/findings/" + id, body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("issue");
  }

  private static JsonNode put(String project, String body) {
    var answer = API.put(project, "/findings/thresholds", body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static JsonNode of(JsonNode list, String rule) {
    for (var one : list) {
      if (one.path("rule").asText().equals(rule)) {
        return one;
      }
    }
    throw new AssertionError(rule + " is not among " + list);
  }

  private static JsonNode threshold(JsonNode answer, String rule, @Nullable String agent) {
    for (var one : answer.path("thresholds")) {
      if (one.path("rule").asText().equals(rule)
          && (agent == null
              ? one.path("agent").isNull()
              : one.path("agent").asText().equals(agent))) {
        return one;
      }
    }
    throw new AssertionError(rule + " of " + agent + " is not among " + answer);
  }
}
