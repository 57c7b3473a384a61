// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HoldingTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Holding.Limits PATIENT =
      new Holding.Limits(Duration.ofHours(1), Duration.ofHours(1), 1 << 20);
  private static final Holding.Limits HASTY =
      new Holding.Limits(Duration.ofMillis(1), Duration.ofMillis(1), 1 << 20);
  private static final String START =
      "{'id':'r1','name':'ask','run_type':'llm','start_time':'2026-01-01T00:00:00','inputs':{'q':'hello'},'trace_id':'r1'}";
  private static final String END =
      "{'id':'r1','end_time':'2026-01-01T00:00:02Z','outputs':{'a':'world'},'trace_id':'r1'}";

  @TempDir private Path folder;
  private final BlockingQueue<JsonNode> stored = new LinkedBlockingQueue<>();

  @Test
  void whatIsWholeIsStoredAtOnce() throws Exception {
    try (var holding = holding(PATIENT)) {
      holding.take("p", "langsmith", runs(merged()));
      assertThat(spans()).singleElement().satisfies(HoldingTest::isTheWholeRun);
    }
  }

  @Test
  void startAndEndInTwoRequestsAreOneSpanInEitherOrder() throws Exception {
    for (var order : List.of(List.of(START, END), List.of(END, START))) {
      try (var holding = holding(PATIENT)) {
        holding.take("p", "langsmith", runs(order.get(0)));
        assertThat(stored).isEmpty();
        holding.take("p", "langsmith", runs(order.get(1)));
        assertThat(spans()).singleElement().satisfies(HoldingTest::isTheWholeRun);
      }
    }
  }

  @Test
  void whatIsHeldIsThereAfterACrash() throws Exception {
    // Never closed, as when the process is killed.
    holding(PATIENT).take("p", "langsmith", runs(START));
    try (var holding = holding(PATIENT)) {
      holding.take("p", "langsmith", runs(END));
      assertThat(spans()).singleElement().satisfies(HoldingTest::isTheWholeRun);
    }
  }

  @Test
  void whatNeverEndsIsStoredAsItIs() throws Exception {
    try (var holding = holding(HASTY)) {
      holding.take("p", "langsmith", runs(START));
      holding.start();
      var span = stored.poll(10, TimeUnit.SECONDS).findValue("spans").get(0);
      assertThat(span.path("name").asText()).isEqualTo("ask");
    }
  }

  @Test
  void aLateUpdateMakesTheSpanAgainWithTheSameId() throws Exception {
    try (var holding = holding(HASTY)) {
      holding.take("p", "langsmith", runs(merged()));
      var first = spans().getFirst();
      holding.take("p", "langsmith", runs("{'id':'r1','error':'too late'}"));
      holding.start();
      var second = stored.poll(10, TimeUnit.SECONDS).findValue("spans").get(0);
      assertThat(second.path("spanId")).isEqualTo(first.path("spanId"));
      assertThat(second.path("status").path("message").asText()).isEqualTo("too late");
      assertThat(second.path("endTimeUnixNano")).isEqualTo(first.path("endTimeUnixNano"));
    }
  }

  @Test
  void theSameAgainIsNotStoredAgain() throws Exception {
    try (var holding = holding(PATIENT)) {
      holding.take("p", "langsmith", runs(merged()));
      holding.take("p", "langsmith", runs(merged()));
      assertThat(spans()).hasSize(1);
    }
  }

  @Test
  void whatCouldNotBeStoredIsTakenWhenItIsSentAgain() throws Exception {
    var fails = new boolean[] {true};
    Holding.Sink sink =
        (_, body) -> {
          if (fails[0]) {
            throw AppException.retry(ErrorCode.BUSY, "busy", Duration.ofSeconds(1));
          }
          stored.add(read(body));
        };
    try (var holding = new Holding(folder.resolve("held"), sink, PATIENT)) {
      assertThatThrownBy(() -> holding.take("p", "langsmith", runs(merged())))
          .isInstanceOf(AppException.class);
      fails[0] = false;
      holding.take("p", "langsmith", runs(merged()));
      assertThat(spans()).singleElement().satisfies(HoldingTest::isTheWholeRun);
    }
  }

  @Test
  void whatTheDiskDidNotTakeIsNotTakenForHeldWhenItIsSentAgain() throws Exception {
    var holding = holding(PATIENT);
    holding.close();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> holding.take("p", "langsmith", runs(START)))
          .isInstanceOf(AppException.class)
          .hasMessageContaining("disk");
    }
  }

  @Test
  void aScoreWhoseSpanNobodyKnowsStandsBelowItAllTheSame() throws Exception {
    try (var holding = holding(HASTY)) {
      var score = (ObjectNode) JSON.readTree("{\"id\":\"s1\",\"name\":\"tone\",\"value\":1}");
      holding.take("p", "opik", List.of(new Piece(OpikSpans.SPAN_SCORE, "s1 tone", score)));
      holding.start();
      var span = stored.poll(10, TimeUnit.SECONDS).findValue("spans").get(0);
      assertThat(span.path("parentSpanId").asText()).isEqualTo(Ids.span("s1"));
      assertThat(span.path("traceId").asText()).isEqualTo(Ids.trace("s1"));
    }
  }

  @Test
  void theSameIdInAnotherProjectIsAnotherObject() throws Exception {
    try (var holding = holding(PATIENT)) {
      holding.take("p", "langsmith", runs(START));
      holding.take("q", "langsmith", runs(END));
      assertThat(stored).isEmpty();
    }
  }

  private Holding holding(Holding.Limits limits) throws Exception {
    return new Holding(folder.resolve("held"), (_, body) -> stored.add(read(body)), limits);
  }

  private List<JsonNode> spans() {
    var spans = new ArrayList<JsonNode>();
    for (var request : stored) {
      request.findValue("spans").forEach(spans::add);
    }
    stored.clear();
    return spans;
  }

  private static void isTheWholeRun(JsonNode span) {
    assertThat(span.path("name").asText()).isEqualTo("ask");
    assertThat(span.path("startTimeUnixNano").asText()).isEqualTo("1767225600000000000");
    assertThat(span.path("endTimeUnixNano").asText()).isEqualTo("1767225602000000000");
    assertThat(span.toString()).contains("hello", "world");
  }

  private static String merged() throws Exception {
    var whole = (ObjectNode) JSON.readTree(START.replace('\'', '"'));
    return whole.setAll((ObjectNode) JSON.readTree(END.replace('\'', '"'))).toString();
  }

  private static List<Piece> runs(String json) throws Exception {
    var run = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
    return List.of(new Piece("run", run.path("id").asText(), run));
  }

  private static JsonNode read(ByteBuffer body) {
    try {
      return JSON.readTree(StandardCharsets.UTF_8.decode(body.duplicate()).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
