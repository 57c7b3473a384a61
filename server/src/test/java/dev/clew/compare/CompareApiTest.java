// SPDX-License-Identifier: Apache-2.0
package dev.clew.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.traces.SentSpan;
import dev.clew.traces.TestApi;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// Comparisons over HTTP.
class CompareApiTest {

  private static final TestApi API = TestApi.shared();

  @Test
  void whatFailedTracesHaveInCommonComesFirst() {
    var project = "compare-sets";
    var spans = new ArrayList<SentSpan>();
    for (int i = 1; i <= 40; i++) {
      boolean bad = i % 4 == 0;
      var root = SentSpan.root(i, "ask").taking(bad ? 900 : 100).with("app.build", bad ? "7" : "6");
      spans.add(bad ? root.failing() : root);
      spans.add(SentSpan.chat(root, 1, bad ? "gpt-4o-mini" : "gpt-4o", 100, 10));
    }
    API.send(project, spans.toArray(SentSpan[]::new));

    var found = API.get(project, "/compare", "q", "has:error", "from", "now-1h").body();

    assertThat(found.path("a").asInt()).isEqualTo(10);
    assertThat(found.path("b").asInt()).isEqualTo(30);
    var build = difference(found, "attr.app.build", "7");
    assertThat(build.path("separation").asDouble()).isEqualTo(1);
    assertThat(build.path("a_share").asDouble()).isEqualTo(1);
    assertThat(build.path("b_share").asDouble()).isZero();
    assertThat(build.path("q").asText()).isEqualTo("attr.app.build:\"7\"");
    var model = difference(found, "model", "gpt-4o-mini");
    assertThat(model.path("sentence").asText())
        .isEqualTo("model is gpt-4o-mini in 100 % of the first, 0 % of the second");
    assertThat(model.path("given").asBoolean()).isFalse();
    assertThat(difference(found, "status", "error").path("given").asBoolean())
        .as("what the sets were chosen by is no news")
        .isTrue();
    var duration = difference(found, "duration_ms", "");
    assertThat(duration.path("separation").asDouble()).isEqualTo(1);
    assertThat(duration.path("a_median").asDouble()).isEqualTo(900);
    var same = API.get(project, "/traces", "q", model.path("q").asText(), "from", "now-1h").body();
    assertThat(same.path("traces")).hasSize(10);
  }

  @Test
  void setsThatDoNotDifferHaveNoDifferences() {
    var project = "compare-same";
    var spans = new ArrayList<SentSpan>();
    for (int i = 1; i <= 20; i++) {
      spans.add(SentSpan.root(i, i % 2 == 0 ? "one" : "two").with("k", "v"));
    }
    API.send(project, spans.toArray(SentSpan[]::new));

    var found =
        API.get(project, "/compare", "q", "name:one", "other", "name:two", "from", "now-1h").body();

    assertThat(found.path("differences").findValuesAsText("field")).containsOnly("name");
  }

  @Test
  void nothingToCompareIsExplained() {
    var all = API.get("compare-none", "/compare");
    assertThat(all.status()).isEqualTo(400);
    assertThat(all.body().path("detail").asText()).startsWith("q: missing");
    assertThat(API.get("compare-none", "/compare", "q", "has:error").body().path("differences"))
        .isEmpty();
    assertThat(API.get("compare-none", "/compare/traces", "a", "x").status()).isEqualTo(400);
    assertThat(
            API.get("compare-none", "/compare/traces", "a", "1".repeat(32), "b", "2".repeat(32))
                .status())
        .isEqualTo(404);
  }

  @Test
  void aLoopOfThreeIsOneRowAgainstOne() {
    var project = "compare-traces";
    var a = SentSpan.root(1, "ask").taking(500);
    var b = SentSpan.root(2, "ask").taking(900);
    API.send(
        project,
        a,
        SentSpan.tool(a, 1, "search"),
        b,
        SentSpan.tool(b, 1, "search"),
        SentSpan.tool(b, 2, "search"),
        SentSpan.tool(b, 3, "search").failing(),
        SentSpan.tool(b, 4, "write"));

    var rows =
        API.get(project, "/compare/traces", "a", a.trace(), "b", b.trace()).body().path("rows");

    assertThat(rows).hasSize(3);
    assertThat(rows.path(1).path("a").path("spans").asInt()).isEqualTo(1);
    assertThat(rows.path(1).path("b").path("spans").asInt()).isEqualTo(3);
    assertThat(rows.path(1).path("b").path("errors").asInt()).isEqualTo(1);
    assertThat(rows.path(2).path("a").isNull()).isTrue();
    assertThat(rows.path(2).path("name").asText()).isEqualTo("execute_tool write");
  }

  @Test
  void beginningsAndModelsOfOtherNamesStandTogetherOtherStepsDoNot() {
    var project = "compare-renamed";
    var a = SentSpan.root(1, "ask").taking(500);
    var b = SentSpan.root(2, "refund").taking(900);
    API.send(
        project,
        a,
        SentSpan.chat(a, 1, "gpt-4o", 10, 5),
        SentSpan.tool(a, 2, "search"),
        b,
        SentSpan.chat(b, 1, "gpt-4o-mini", 10, 5),
        SentSpan.tool(b, 2, "write"));

    var rows =
        API.get(project, "/compare/traces", "a", a.trace(), "b", b.trace()).body().path("rows");

    assertThat(rows.findValuesAsText("name"))
        .containsExactly("ask", "chat gpt-4o", "execute_tool search", "execute_tool write");
    assertThat(rows.path(0).path("other_name").asText()).isEqualTo("refund");
    assertThat(rows.path(1).path("other_name").asText()).isEqualTo("chat gpt-4o-mini");
    assertThat(rows.path(1).path("op_group").asText()).isEqualTo("model");
    assertThat(rows.path(2).path("b").isNull()).isTrue();
  }

  @Test
  void whatChanceWouldDoIsLeftOut() {
    var project = "compare-chance";
    var spans = new ArrayList<SentSpan>();
    for (int i = 1; i <= 60; i++) {
      spans.add(
          SentSpan.root(i, i <= 30 ? "one" : "two").with("lucky", i == 5 || i == 9 ? "7" : "no"));
    }
    API.send(project, spans.toArray(SentSpan[]::new));

    var found =
        API.get(project, "/compare", "q", "name:one", "other", "name:two", "from", "now-1h").body();

    assertThat(found.path("differences").findValuesAsText("field")).containsOnly("name");
  }

  private static JsonNode difference(JsonNode found, String field, String value) {
    for (var difference : found.path("differences")) {
      if (difference.path("field").asText().equals(field)
          && (value.isEmpty() || difference.path("value").asText().equals(value))) {
        return difference;
      }
    }
    throw new AssertionError("no %s %s in %s".formatted(field, value, found));
  }
}
