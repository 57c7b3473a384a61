// SPDX-License-Identifier: Apache-2.0
package dev.clew.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.testkit.Awaiting;
import dev.clew.testkit.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Budgets, from the wire to the answers of the API.
class BudgetsServerTest {

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aRunningRunIsSeenToExceedBudgetsAndARestartStillKnows(@TempDir Path data) throws Exception {
    // Runs stay open for as long as the test runs.
    var settings = Map.of("CLEW_ANALYSIS_QUIET_WITHOUT_ROOT", "1h");
    try (var server = ServerProcess.start(data, settings)) {
      var whole = add(server, "project", "", "day", "usd", 5);
      var each = add(server, "service", "*", "month", "tokens", 2_000_000);
      var other = add(server, "service", "quiet", "hour", "tokens", 10);
      var run = add(server, "project", "", "run", "usd", 5);
      var model = add(server, "model", "*", "day", "usd", 100);
      var key = add(server, "key", "team-desk", "month", "tokens", 1_000_000);
      call(server, "shop", 1, 1, "gpt-4o");
      call(server, "desk", 2, 1, "gpt-4o");
      // Each of the two runs is below the limit; together they are not.
      var found = await(server, whole, "exceeded");
      var all = found.path("members").path(0);
      assertThat(all.path("used").asDouble()).isCloseTo(7, within(1e-9));
      assertThat(all.path("share").asDouble()).isCloseTo(1.4, within(1e-9));
      assertThat(all.path("forecast").asDouble()).isGreaterThanOrEqualTo(7);
      assertThat(all.path("exceeded_at").asText()).isEqualTo(found.path("evaluated_at").asText());
      assertThat(all.path("traces")).hasSize(2);
      var use = get(server, "/api/v1/budgets/" + whole + "/use", "default");
      var used = use.path("members").path(0).path("used");
      assertThat(used).hasSize(use.path("times").size());
      assertThat(used.path(used.size() - 1).asDouble()).isCloseTo(7, within(1e-9));
      assertThat(await(server, each, "ok").path("members")).hasSize(2);
      var team = await(server, key, "exceeded").path("members").path(0);
      assertThat(team.path("used").asInt()).isEqualTo(1_100_000);
      var theirs = get(server, "/api/v1/traces?q=key:team-desk", "default").path("traces");
      assertThat(theirs.findValuesAsText("service")).containsExactly("desk");
      assertThat(await(server, other, "ok").path("members").path(0).path("used").asInt()).isZero();
      assertThat(await(server, run, "ok").path("members")).hasSize(2);
      // The second call of a run that goes on.
      call(server, "shop", 1, 2, "gpt-4o");
      var runs = await(server, run, "exceeded").path("members");
      assertThat(runs.path(0).path("trace_id").asText()).isEqualTo("%032x".formatted(1));
      assertThat(runs.path(0).path("forecast").isNull()).isTrue();
      assertThat(runs.path(1).path("state").asText()).isEqualTo("ok");
      var worst = await(server, each, "exceeded").path("members").path(0);
      assertThat(worst.path("member").asText()).isEqualTo("shop");
      assertThat(worst.path("used").asInt()).isEqualTo(2_200_000);
      // What has no price is not free.
      call(server, "desk", 3, 1, "nobody-knows");
      var unknown = await(server, model, "unknown").path("members");
      assertThat(unknown.findValuesAsText("member")).contains("nobody-knows");
      assertThat(unknown.path(1).path("unknown_calls").asInt()).isEqualTo(1);
    }
    try (var server = ServerProcess.start(data, settings)) {
      var budgets = get(server, "/api/v1/budgets", "default").path("budgets");
      assertThat(budgets.findValuesAsText("state")).contains("exceeded", "unknown");
      var whole = budgets.path(0);
      assertThat(whole.path("state").asText()).isEqualTo("exceeded");
      var history = "/api/v1/budgets/" + whole.path("id").asText() + "/history";
      var change = get(server, history, "default").path("history").path(0);
      assertThat(change.path("to").asText()).isEqualTo("exceeded");
      assertThat(change.path("limit").asInt()).isEqualTo(5);
    }
  }

  @Test
  void aRuleOverBudgetsIsPreviewedOverThePast(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      var each = add(server, "service", "*", "month", "tokens", 1_000_000);
      var whole = add(server, "project", "", "month", "tokens", 10_000_000);
      var run = add(server, "project", "", "run", "tokens", 10);
      call(server, "shop", 1, 1, "gpt-4o");
      call(server, "shop", 1, 2, "gpt-4o");
      call(server, "desk", 2, 1, "gpt-4o");
      await(server, each, "exceeded");
      await(server, whole, "ok");

      var one = preview(server, "default", each);
      assertThat(one.path("step_seconds").asInt()).isEqualTo(60);
      var groups = one.path("groups");
      assertThat(groups.findValuesAsText("member"))
          .containsExactly("service month · shop", "service month · desk");
      var shop = groups.path(0);
      assertThat(shop.path("points")).hasSize(180);
      var first = shop.path("points").path(0);
      assertThat(first.path("value").asDouble()).isZero();
      assertThat(first.path("bad").asBoolean()).isFalse();
      var last = shop.path("points").path(179);
      assertThat(last.path("value").asDouble()).isCloseTo(2.2, within(1e-9));
      assertThat(last.path("threshold").asDouble()).isEqualTo(2);
      assertThat(last.path("phase").asText()).isEqualTo("firing");
      assertThat(shop.path("fired")).hasSize(1);
      assertThat(shop.path("fired").path(0).path("to").isNull()).isTrue();
      assertThat(groups.path(1).path("fired")).isEmpty();

      assertThat(preview(server, "default", "").path("groups").findValuesAsText("member"))
          .containsExactly("service month · shop", "service month · desk", "project month");
      // Single runs have no past, and other projects have other budgets.
      assertThat(preview(server, "default", run).path("groups")).isEmpty();
      addOtherProject(server);
      assertThat(preview(server, "other", each).path("groups")).isEmpty();
    }
  }

  private void addOtherProject(ServerProcess server) throws Exception {
    var other = "{\"id\":\"other\",\"name\":\"Other\"}";
    send(server, "POST", "/api/v1/projects", "default", other, 200);
  }

  /// Of a rule that fires above twice a budget's limit.
  private JsonNode preview(ServerProcess server, String project, String budget) throws Exception {
    var rule =
        """
        {"name":"Twice","source":"budgets","measure":"budget_use","of":"%s","condition":{"kind":"threshold","direction":"above","value":2}}
        """
            .formatted(budget);
    return send(server, "POST", "/api/v1/alerts/preview?from=now-3h&to=now", project, rule, 200);
  }

  @Test
  void aBudgetCanBeChangedAndRemovedAndBelongsToOneProject(@TempDir Path data) throws Exception {
    try (var server = ServerProcess.start(data)) {
      addOtherProject(server);
      var id = add(server, "project", "", "day", "tokens", 1_000_000);
      call(server, "shop", 1, 1, "gpt-4o");
      await(server, id, "exceeded");
      assertThat(get(server, "/api/v1/budgets", "other").path("budgets")).isEmpty();
      var path = "/api/v1/budgets/" + id;
      var raised = body("project", "", "day", "tokens", 10_000_000);
      send(server, "PUT", path, "other", raised, 404);
      send(server, "DELETE", path, "other", "", 404);
      send(server, "GET", path + "/history", "other", "", 404);
      send(server, "PUT", path, "default", "{}", 400);
      send(server, "PUT", path, "default", raised, 200);
      assertThat(await(server, id, "ok").path("limit").asLong()).isEqualTo(10_000_000);
      var history = get(server, path + "/history", "default").path("history");
      assertThat(history.findValuesAsText("to")).containsExactly("ok", "exceeded");

      // The same budget in the other project sees none of this.
      var answer =
          send(
              server,
              "POST",
              "/api/v1/budgets",
              "other",
              body("project", "", "day", "tokens", 1),
              200);
      var others =
          Awaiting.until(
              () -> get(server, "/api/v1/budgets", "other").path("budgets").path(0),
              budget -> budget.path("state").isTextual(),
              "the evaluation in the other project");
      assertThat(others.path("id")).isEqualTo(answer.path("budget").path("id"));
      assertThat(others.path("members").path(0).path("used").asInt()).isZero();

      send(server, "DELETE", path, "default", "", 200);
      assertThat(get(server, "/api/v1/budgets", "default").path("budgets")).isEmpty();
      send(server, "GET", path + "/history", "default", "", 404);
    }
  }

  private String add(
      ServerProcess server, String kind, String value, String period, String unit, double limit)
      throws Exception {
    var body = body(kind, value, period, unit, limit);
    return send(server, "POST", "/api/v1/budgets", "default", body, 200)
        .path("budget")
        .path("id")
        .asText();
  }

  private static String body(String kind, String value, String period, String unit, double limit) {
    return """
    {"name":"%s","scope":{"kind":"%s","value":"%s"},"period":"%s","unit":"%s","limit":%s}
    """
        .formatted(kind + " " + period, kind, value, period, unit, limit);
  }

  private void call(ServerProcess server, String service, int trace, int span, String model)
      throws Exception {
    long now = Instant.now().getEpochSecond() * 1_000_000_000L;
    var body =
        """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"%1$s"}}]},"scopeSpans":[{"spans":[
          {"traceId":"%2$032x","spanId":"%3$016x","parentSpanId":"00000000000000ff","name":"chat","kind":3,"startTimeUnixNano":"%4$d","endTimeUnixNano":"%4$d","attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},
            {"key":"metadata.user_api_key_alias","value":{"stringValue":"team-%1$s"}},
            {"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
            {"key":"gen_ai.request.model","value":{"stringValue":"%5$s"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000000"}},
            {"key":"gen_ai.usage.output_tokens","value":{"intValue":"100000"}}]}]}]}]}
        """
            .formatted(service, trace, trace * 16 + span, now, model);
    var request =
        HttpRequest.newBuilder(server.otlp("/v1/traces"))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    read(request.build(), 200);
  }

  private JsonNode await(ServerProcess server, String id, String state) throws Exception {
    return Awaiting.until(
        () -> budget(get(server, "/api/v1/budgets", "default"), id),
        budget -> budget.path("state").asText().equals(state),
        "the budget to be " + state);
  }

  private static JsonNode budget(JsonNode answer, String id) {
    for (var budget : answer.path("budgets")) {
      if (budget.path("id").asText().equals(id)) {
        return budget;
      }
    }
    throw new AssertionError("no budget " + id);
  }

  private JsonNode get(ServerProcess server, String path, String project) throws Exception {
    return send(server, "GET", path, project, "", 200);
  }

  private JsonNode send(
      ServerProcess server, String method, String path, String project, String body, int status)
      throws Exception {
    URI uri = server.api(path);
    var request =
        HttpRequest.newBuilder(uri)
            .header("content-type", "application/json")
            .header("x-clew-project", project)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return read(request.build(), status);
  }

  private JsonNode read(HttpRequest request, int status) throws Exception {
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json.readTree(answer.body());
  }
}
