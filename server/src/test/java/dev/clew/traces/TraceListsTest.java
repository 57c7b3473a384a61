// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TraceListsTest {

  private static final String PROJECT = "trace-lists";
  private static final TestApi API = TestApi.shared();

  @BeforeAll
  static void send() {
    for (int i = 1; i <= 5; i++) {
      var root = SentSpan.root(i, "ask").taking(i * 100L).ago(60_000L * i);
      root = i == 5 ? root.failing().of("billing") : root;
      API.send(PROJECT, root, SentSpan.chat(root, 1, i < 3 ? "gpt-a" : "gpt-b", 10, 5));
    }
  }

  @Test
  void histogramCountsEveryTraceOnceByOutcome() {
    var body = API.get(PROJECT, "/traces/histogram", "from", "now-1h", "buckets", "30").body();
    long ok = 0;
    long error = 0;
    for (var bucket : body.path("buckets")) {
      ok += bucket.path("ok").asLong();
      error += bucket.path("error").asLong();
    }
    assertThat(body.path("step_ms").asLong()).isEqualTo(120_000);
    assertThat(ok).isEqualTo(4);
    assertThat(error).isEqualTo(1);
  }

  @Test
  void heatmapPutsEachTraceBetweenItsBounds() {
    var body = API.get(PROJECT, "/traces/heatmap", "from", "now-1h", "buckets", "10").body();
    long traces = 0;
    for (var cell : body.path("cells")) {
      traces += cell.get(2).asLong();
      assertThat(cell.get(0).asInt()).isBetween(0, 9);
      assertThat(cell.get(1).asInt()).isBetween(0, body.path("bounds_ms").size() - 2);
    }
    assertThat(traces).isEqualTo(5);
    assertThat(body.path("bounds_ms").get(0).asDouble()).isLessThanOrEqualTo(100);
  }

  @Test
  void facetsCountTracesByFieldsOfTracesAndOfSpans() {
    var body =
        API.get(PROJECT, "/traces/facets", "fields", "status,model,provider", "q", "model:gpt-b")
            .body();
    assertThat(body.path("facets").toString())
        .isEqualTo(
            "[{\"field\":\"status\",\"values\":[{\"value\":\"ok\",\"count\":2},{\"value\":\"error\",\"count\":1}]},"
                + "{\"field\":\"model\",\"values\":[{\"value\":\"gpt-b\",\"count\":3}]},"
                + "{\"field\":\"provider\",\"values\":[{\"value\":\"openai\",\"count\":3}]}]");
  }

  @Test
  void spansComeNewestFirstInPagesThatNeitherRepeatNorSkip() {
    var seen = new ArrayList<String>();
    var cursor = "";
    do {
      var body = API.get(PROJECT, "/spans", "q", "op:chat", "limit", "2", "cursor", cursor).body();
      body.path("spans").forEach(span -> seen.add(span.path("trace_id").asText().substring(31)));
      cursor = body.path("next_cursor").asText("null").replace("null", "");
    } while (!cursor.isEmpty());
    assertThat(seen).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void spansHaveTheirFactsFromTheAnalysis() {
    var span = API.get(PROJECT, "/spans", "q", "op:chat", "limit", "1").body().path("spans").get(0);
    assertThat(span.path("billable").asBoolean()).isTrue();
    assertThat(span.path("op_group").asText()).isEqualTo("model");
    assertThat(span.path("input_tokens").asLong()).isEqualTo(10);
  }

  @Test
  void fieldsOfferTheirValues() {
    assertThat(API.get(PROJECT, "/fields").body().path("fields").size()).isGreaterThan(30);
    assertThat(values("model", "gpt"))
        .isEqualTo("[{\"value\":\"gpt-b\",\"count\":3},{\"value\":\"gpt-a\",\"count\":2}]");
    assertThat(values("provider", "")).isEqualTo("[{\"value\":\"openai\",\"count\":5}]");
    assertThat(values("attr.gen_ai.request.model", "gpt-a"))
        .isEqualTo("[{\"value\":\"gpt-a\",\"count\":2}]");
    assertThat(values("resource.service.name", ""))
        .isEqualTo("[{\"value\":\"shop\",\"count\":8},{\"value\":\"billing\",\"count\":2}]");
    assertThat(values("duration_ms", "")).isEqualTo("[]");
  }

  private static String values(String field, String prefix) {
    return API.get(PROJECT, "/fields/" + field + "/values", "prefix", prefix)
        .body()
        .path("values")
        .toString();
  }

  @Test
  void attributeKeysAreCountedInSpans() {
    var keys = API.get(PROJECT, "/attributes", "prefix", "gen_ai.usage").body().path("keys");
    assertThat(keys.toString())
        .isEqualTo(
            "[{\"key\":\"gen_ai.usage.input_tokens\",\"count\":5},{\"key\":\"gen_ai.usage.output_tokens\",\"count\":5}]");
  }

  @Test
  void aTraceInWhichNothingWasSaidHasAnEmptyConversationAndAnUnknownOneNone() {
    var silent = SentSpan.root(77, "silent");
    API.send("silent", silent);
    var conversation = API.get("silent", "/traces/" + silent.trace() + "/conversation");
    assertThat(conversation.status()).isEqualTo(200);
    assertThat(conversation.body().path("calls")).isEmpty();
    assertThat(API.get("other", "/traces/" + silent.trace() + "/conversation").status())
        .isEqualTo(404);
  }

  @Test
  void whatWasOddAboutASpanIsToldAndFound() {
    var root = SentSpan.root(79, "odd");
    var call = SentSpan.chat(root, 1, "gpt-a", -3, 5);
    API.send("odd", root, call, SentSpan.root(80, "plain"));

    var span = API.get("odd", "/traces/" + root.trace() + "/spans/" + call.id()).body();
    assertThat(span.path("quirks").toString()).isEqualTo("[\"negative_tokens\"]");
    var traces = API.get("odd", "/traces", "q", "quirk:negative_tokens").body().path("traces");
    assertThat(traces.findValuesAsText("name")).containsExactly("odd");
    assertThat(API.get("odd", "/spans", "q", "has:quirks").body().path("spans")).hasSize(1);
    assertThat(API.get("odd", "/traces/facets", "fields", "quirk").body().toString())
        .contains("{\"value\":\"negative_tokens\",\"count\":1}");
  }

  @Test
  void aTraceOfAnOddShapeIsMarkedAndFoundByIt() {
    var whole = SentSpan.root(81, "whole");
    var twice = SentSpan.root(82, "twice");
    var late = SentSpan.root(83, "late");
    API.send("shapes", whole, twice, twice.child(1, "again").under(""));
    API.send("shapes", late, late.child(1, "early").ago(3_600_000 * 50));

    assertThat(API.get("shapes", "/traces/" + whole.trace()).body().at("/trace/quirks")).isEmpty();
    var roots = API.get("shapes", "/traces/" + twice.trace()).body().at("/trace/quirks");
    assertThat(roots.toString()).isEqualTo("[\"several_roots\"]");
    var found =
        API.get("shapes", "/traces", "q", "quirk:child_before_parent", "from", "now-7d").body();
    assertThat(found.path("traces").findValuesAsText("name")).containsExactly("late");
  }

  @Test
  void aTraceIsFollowedByWhatArrivedSinceAnEarlierAnswer() {
    var root = SentSpan.root(78, "long");
    API.send("followed", root);
    var path = "/traces/" + root.trace();
    var asOf = API.get("followed", path).body().path("as_of").asText();
    API.send("followed", root.child(1, "early").ago(3_600_000));

    var since = API.get("followed", path, "since", asOf).body();
    assertThat(since.path("spans").findValuesAsText("name")).contains("early");

    var later = API.get("followed", path, "since", "2100-01-01T00:00:00Z").body();
    assertThat(later.path("spans")).isEmpty();
    assertThat(later.path("trace").path("name").asText()).isEqualTo("long");
    assertThat(API.get("followed", path, "since", "soon").status()).isEqualTo(400);
  }

  @Test
  void anotherProjectSeesNothing() {
    var facets = API.get("other", "/traces/facets", "fields", "service").body();
    assertThat(facets.path("facets").get(0).path("values")).isEmpty();
    assertThat(API.get("other", "/spans").body().path("spans")).isEmpty();
    assertThat(API.get("other", "/fields/model/values").body().path("values")).isEmpty();
  }

  @Test
  void wrongParametersAreNamed() {
    assertThat(API.get(PROJECT, "/traces/facets", "fields", "bogus").body().path("detail").asText())
        .startsWith("fields: bogus");
    assertThat(API.get(PROJECT, "/traces/histogram", "buckets", "0").status()).isEqualTo(400);
    assertThat(API.get(PROJECT, "/spans", "cursor", "xyz").status()).isEqualTo(400);
    assertThat(API.get(PROJECT, "/fields/bogus/values").status()).isEqualTo(404);
  }
}
