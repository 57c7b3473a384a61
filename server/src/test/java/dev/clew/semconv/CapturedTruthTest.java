// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clew.model.Operation;
import dev.clew.model.Span;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import dev.clew.testkit.GoldenCase;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the model server counted is what the spans say. Which of several spans of one call is to be
/// charged is decided later, over whole runs; here each figure must be right where it stands.
class CapturedTruthTest {

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  /// Streamed calls count one token too many in this instrumentation; the SDK's own span beside it
  /// has the right figure.
  private static final String OFF_BY_ONE = "opentelemetry.instrumentation.anthropic";

  /// What these captures hold elsewhere than in attributes of the dialects read here: in events of
  /// LlamaIndex's own tracer, in log records, and nowhere in spans.
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "jvm-springai1-micrometer", Set.of("449/33", "524/13", "515/13"),
          "py1-llamaindex-li-otel", Set.of("337/40", "285/40", "5/0", "2/0"),
          "py1-llamaindex-otel-genai", Set.of("2/0"),
          "py2-haystack-openinference", Set.of("275/13", "339/16", "416/19", "516/40"),
          "py2-mcp1-stdio-openinference", Set.of("query_metrics"),
          "py2-adk-native", Set.of("u-1001"),
          "py2-litellm-sdk", Set.of("book_table", "get_weather", "search_trails"));

  /// Sums of a tool loop: run analysis takes them apart.
  private static final Map<String, Set<String>> SUMS =
      Map.of("jvm-springai1-micrometer", Set.of("817/65", "1341/78", "884/78"));

  /// A span that the captured program wrote by hand, of a call that reached no model.
  private static final String BY_HAND = "manual-rerank";

  @ParameterizedTest
  @MethodSource("cases")
  void everyReportedUsageIsThatOfACall(GoldenCase captured) {
    var truth = new HashSet<String>();
    captured.truth().forEach(call -> truth.add(tuple(call)));
    truth.addAll(SUMS.getOrDefault(captured.name(), Set.of()));
    for (var span : CapturedSpansTest.spans(captured)) {
      var usage = span.usage();
      boolean isExact =
          !span.raw().scope().name().equals(OFF_BY_ONE) && !span.raw().name().equals(BY_HAND);
      if (isExact && span.op().isModelCall() && usage.input() != null && usage.output() != null) {
        assertThat(truth).as(span.raw().name()).contains(tuple(usage));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyHeldCallIsReported(GoldenCase captured) {
    var reported = new HashSet<String>(ELSEWHERE.getOrDefault(captured.name(), Set.of()));
    for (var span : CapturedSpansTest.spans(captured)) {
      if (span.op().isModelCall() && span.usage().isKnown()) {
        reported.add(tuple(span.usage()));
      }
    }
    var held = new HashSet<String>();
    captured.truth().stream().filter(call -> call.has("input")).forEach(c -> held.add(tuple(c)));
    captured.expected().path("unheld").forEach(call -> held.remove(tuple(call)));
    assertThat(reported).containsAll(held);
  }

  @Test
  void anAgentWhoseCallsHaveNoSpansReportsTheirSum() {
    var haystack =
        cases().stream().filter(c -> c.name().equals("py2-haystack-openinference")).findFirst();
    assertThat(CapturedSpansTest.spans(haystack.orElseThrow()))
        .filteredOn(span -> span.op() == Operation.AGENT_INVOKE)
        .singleElement()
        .extracting(Span::usage)
        .isEqualTo(
            new Usage(
                1546L,
                88L,
                896L,
                null,
                0L,
                UsageBasis.AGGREGATE,
                null,
                new Usage.Details(null, 0L, 0L, null, null)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void namesAreThoseThatTheTelemetryHolds(GoldenCase captured) {
    var spans = CapturedSpansTest.spans(captured);
    var expected = captured.expected();
    assertThat(names(spans, span -> span.identity().sessionId()))
        .containsAll(texts(expected.path("sessions")));
    var elsewhere = ELSEWHERE.getOrDefault(captured.name(), Set.of());
    var users = names(spans, span -> span.identity().userId());
    users.addAll(elsewhere);
    assertThat(users).containsAll(texts(expected.path("users")));
    assertThat(names(spans, span -> span.identity().agentName()))
        .containsAll(texts(expected.path("agents")));
    var tools = names(spans, CapturedTruthTest::toolName);
    tools.addAll(elsewhere);
    assertThat(tools).containsAll(texts(expected.path("tools")));
  }

  private static String toolName(Span span) {
    boolean isTool = span.op() == Operation.TOOL_CALL || span.op() == Operation.MCP_CALL;
    return isTool && span.tool().name() != null ? span.tool().name() : "";
  }

  private static Set<String> names(List<Span> spans, Function<Span, @Nullable String> name) {
    var names = new TreeSet<String>();
    spans.stream().map(name).filter(Objects::nonNull).forEach(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode list) {
    var texts = new TreeSet<String>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static String tuple(JsonNode call) {
    return call.path("input").asLong() + "/" + call.path("output").asLong();
  }

  private static String tuple(Usage usage) {
    return (usage.input() == null ? 0 : usage.input())
        + "/"
        + (usage.output() == null ? 0 : usage.output());
  }
}
