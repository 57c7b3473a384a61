// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Usage;
import dev.clew.model.UsageBasis;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallsTest {

  @Test
  void chargesACallThatOnlyOneSpanSaw() {
    assertThat(charged(chat(1, 0).tokens(10, 2))).containsExactly(1L);
  }

  @Test
  void chargesTheSdksSpanInsideAFrameworksSpan() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 1).tokens(10, 2).scope("sdk")))
        .containsExactly(2L);
  }

  @Test
  void chargesTheOuterSpanWhenTheInnerKnowsNoTokens() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 1).answered())).containsExactly(1L);
  }

  @Test
  void chargesTheOuterSpanWhenOnlyItTellsOfTheFailure() {
    assertThat(charged(chat(1, 0).failed(), chat(2, 1).answered())).containsExactly(1L);
    assertThat(charged(chat(1, 0).failed(), chat(2, 1).answered().scope("sdk")))
        .containsExactly(2L);
  }

  @Test
  void chargesTheApplicationNotTheGatewayBelowIt() {
    assertThat(
            charged(
                chat(1, 0).tokens(10, 2),
                chat(2, 1).tokens(10, 2).service("gateway"),
                chat(3, 2).tokens(10, 2).service("model-server")))
        .containsExactly(1L);
  }

  @Test
  void chargesAStreamOfLogfireWhereItsAnswerIsTold() {
    assertThat(charged(chat(1, 0).scope("logfire.openai"))).isEmpty();
    assertThat(charged(chat(1, 0).answered().scope("logfire.openai"))).containsExactly(1L);
  }

  @Test
  void countsASpanAroundSeveralCallsAsTheirSum() {
    var calls =
        decide(chat(1, 0).tokens(30, 6), chat(2, 1).tokens(10, 2), chat(3, 1).tokens(20, 4));
    assertThat(charged(calls)).containsExactly(2L, 3L);
    assertThat(call(calls, 1).aggregateOf()).isEqualTo(2);
    assertThat(call(calls, 1).note()).isEqualTo("aggregate of 2 calls");
  }

  @Test
  void neverChargesAnAgentsTotalBesideItsCalls() {
    var calls = decide(agent(1, 0).tokens(10, 2), chat(2, 1).tokens(10, 2));
    assertThat(charged(calls)).containsExactly(2L);
    assertThat(call(calls, 1).note()).isEqualTo("aggregate of 1 call");
  }

  @Test
  void chargesATotalWhoseCallsNobodyReported() {
    var calls = decide(agent(1, 0).tokens(30, 6), agent(2, 1).tokens(30, 6));
    assertThat(charged(calls)).containsExactly(2L);
    assertThat(call(calls, 2).span().usage().basis()).isEqualTo(UsageBasis.DERIVED);
  }

  /// Work that grows with the square of the spans would keep these from ending.
  @Test
  void decidesRunsOfManyThousandCallsWhateverTheirShape() {
    int many = 50_000;
    var beside = IntStream.range(0, many).mapToObj(i -> chat(i + 2, 1).at(i).tokens(10, 2));
    assertThat(charged(beside.toArray(Draft[]::new))).hasSize(many);
    var silent = IntStream.range(0, many).mapToObj(i -> chat(i + 2, 1).at(i));
    assertThat(charged(silent.toArray(Draft[]::new))).hasSize(many);
    var within = IntStream.range(0, many).mapToObj(i -> chat(i + 1, i).at(i).tokens(10, 2));
    assertThat(charged(within.toArray(Draft[]::new))).containsExactly((long) many);
    var totals = IntStream.range(0, many).mapToObj(i -> agent(i + 1, i).at(i).tokens(10, 2));
    assertThat(charged(totals.toArray(Draft[]::new))).containsExactly((long) many);
  }

  @Test
  void findsTheOtherRecordOfEachOfManyThousandCalls() {
    int many = 20_000;
    var twice =
        IntStream.range(0, 2 * many)
            .mapToObj(
                i -> chat(i + 1, 0).at(i / 2 * 1_000L).tokens(10, 2).scope(i % 2 == 0 ? "a" : "b"));
    assertThat(charged(twice.toArray(Draft[]::new))).hasSize(many);
  }

  @Test
  void chargesOneOfTwoSiblingsWithTheSameAnswer() {
    assertThat(
            charged(
                chat(1, 0).tokens(10, 3).response("r1").dialect("openllmetry"),
                chat(2, 0).tokens(10, 2).response("r1").scope("sdk")))
        .containsExactly(2L);
  }

  @Test
  void chargesEmbeddingsOfWhichNothingIsTold() {
    assertThat(charged(embedding(1, 0), chat(2, 0).tokens(10, 2))).containsExactly(1L, 2L);
    assertThat(charged(embedding(1, 0), embedding(2, 1), chat(3, 0).tokens(10, 2)))
        .containsExactly(2L, 3L);
  }

  @Test
  void knowsTheFirstTokenThatAnotherRecordOfTheCallSaw() {
    var calls =
        decide(
            chat(1, 0).tokens(10, 2).response("r1"),
            chat(2, 0).tokens(10, 2).response("r1").scope("sdk").firstToken(120));
    assertThat(charged(calls)).containsExactly(1L);
    assertThat(call(calls, 1).span().model().ttftMs()).isEqualTo(120);
    assertThat(call(calls, 1).span().model().stream()).isEqualTo(1);
  }

  @Test
  void doesNotTakeTheFirstTokenOfAModelServerForTheClients() {
    var calls =
        decide(
            chat(1, 0).tokens(10, 2),
            chat(2, 1).tokens(10, 2).service("model-server").firstToken(120));
    assertThat(charged(calls)).containsExactly(1L);
    assertThat(call(calls, 1).span().model().ttftMs()).isEqualTo(-1);
  }

  @Test
  void chargesOneOfTwoSiblingsWithEqualFiguresAtTheSameTime() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 0).tokens(10, 2).scope("other")))
        .containsExactly(1L);
  }

  @Test
  void chargesTwoCallsThatHappenToBeEqual() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 0).tokens(10, 2).at(5_000)))
        .containsExactly(1L, 2L);
  }

  @Test
  void doesNotChargeAPreparationThatMadeNoCall() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 0))).containsExactly(1L);
  }

  @Test
  void chargesAStreamThatLeftTheProcessThoughNobodySawItsAnswer() {
    assertThat(charged(chat(1, 0).tokens(10, 2), chat(2, 0).client())).containsExactly(1L, 2L);
  }

  @Test
  void chargesEachAttemptOfAFailedCall() {
    assertThat(charged(chat(1, 0).failed(), chat(2, 0).failed().at(5_000), chat(3, 0).tokens(1, 1)))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void chargesACallAndThoseOfTheToolsAndAgentsThatItAskedFor() {
    assertThat(
            charged(
                chat(1, 0).tokens(322, 15),
                agent(2, 1),
                chat(3, 2).tokens(371, 18),
                new Draft(4, 1, Operation.TOOL_CALL),
                chat(5, 4).tokens(40, 7)))
        .containsExactly(1L, 3L, 5L);
  }

  @Test
  void chargesAnAgentThatAnotherServiceOffersAsAModelByItsCalls() {
    assertThat(
            charged(
                chat(1, 0).tokens(30, 6),
                agent(2, 1).service("agents"),
                chat(3, 2).tokens(10, 2).service("agents"),
                chat(4, 2).tokens(20, 4).service("agents")))
        .containsExactly(3L, 4L);
  }

  @Test
  void chargesAFailureOnceWhereTheSpanAroundItSaysNothing() {
    assertThat(charged(chat(1, 0).named(), chat(2, 1).named().failed())).containsExactly(2L);
  }

  @Test
  void chargesAFailureOfAGatewayBesideItsCallersCallOnce() {
    assertThat(
            charged(
                agent(1, 0),
                chat(2, 1).failed(),
                new Draft(3, 1, Operation.OTHER).service("gateway"),
                chat(4, 3).failed().service("gateway")))
        .containsExactly(2L);
  }

  @Test
  void chargesTwoFailuresOfServicesThatDoNotAskOneAnother() {
    assertThat(
            charged(
                agent(1, 0),
                chat(2, 1).failed(),
                agent(3, 0).service("other"),
                chat(4, 3).failed().service("other")))
        .containsExactly(2L, 4L);
  }

  @Test
  void chargesACallThatFailedAndNotItsRequests() {
    assertThat(charged(chat(1, 0).failed(), request(2, 1).failed())).containsExactly(1L);
    assertThat(charged(chat(1, 0).failed(), request(2, 1).failed(), request(3, 1).failed().at(2)))
        .containsExactly(1L);
    assertThat(charged(agent(1, 0), request(2, 1).failed())).containsExactly(2L);
  }

  @Test
  void chargesTheCallsOfAStreamedToolLoopThoughAllHaveTheLastAnswer() {
    assertThat(
            charged(
                chat(1, 0).answered().response("last"),
                request(2, 1),
                chat(3, 1).answered().response("last"),
                request(4, 3)))
        .containsExactly(1L, 3L);
    assertThat(
            charged(
                chat(1, 0).answered().response("one"),
                chat(2, 1).answered().response("one"),
                request(3, 2)))
        .containsExactly(2L);
  }

  @Test
  void countsTheTokensOfAStreamedToolLoopOnce() {
    var calls =
        decide(
            chat(1, 0).tokens(956, 78).response("last"),
            request(2, 1),
            chat(3, 1).tokens(956, 78).response("last"),
            request(4, 3));
    assertThat(charged(calls)).containsExactly(1L, 3L);
    assertThat(call(calls, 1).span().usage()).isEqualTo(Usage.UNKNOWN);
    assertThat(call(calls, 1).note()).isEqualTo("counted with the call that it led to");
    assertThat(call(calls, 3).span().usage().input()).isEqualTo(956);
  }

  @Test
  void takesEarlierCallsOutOfTheFiguresOfAToolLoop() {
    var calls =
        decide(
            agent(1, 0),
            chat(2, 1).dialect("spring_ai").tokens(368, 32),
            springTool(3, 1, "tool_call get-weather"),
            chat(4, 1).dialect("spring_ai").tokens(817, 65).at(3_000),
            springTool(5, 1, "tool_call search-logs"),
            chat(6, 1).dialect("spring_ai").tokens(1341, 78).at(5_000));
    assertThat(call(calls, 2).span().usage().input()).isEqualTo(368);
    assertThat(call(calls, 4).span().usage())
        .isEqualTo(new Usage(449L, 33L, null, null, null, UsageBasis.DERIVED, null));
    assertThat(call(calls, 6).span().usage().input()).isEqualTo(524);
    assertThat(call(calls, 6).span().usage().output()).isEqualTo(13);
  }

  @Test
  void leavesFiguresOfAToolLoopThatAreNoSums() {
    var each =
        decide(
            agent(1, 0),
            chat(2, 1).dialect("spring_ai").tokens(368, 32),
            springTool(3, 1, "tool_call get-weather"),
            chat(4, 1).dialect("spring_ai").tokens(449, 33).at(3_000));
    assertThat(call(each, 4).span().usage().input()).isEqualTo(449);
    var second =
        decide(
            agent(1, 0),
            chat(2, 1).dialect("spring_ai").tokens(60, 5),
            springTool(3, 1, "execute_tool getWeather"),
            chat(4, 1).dialect("spring_ai").tokens(900, 33).at(3_000));
    assertThat(call(second, 4).span().usage().input()).isEqualTo(900);
  }

  @Test
  void comesToAnEndWhenSpansAreTheirOwnAncestors() {
    assertThat(charged(chat(1, 1).tokens(10, 2), chat(2, 3).tokens(1, 1), chat(3, 2).tokens(2, 2)))
        .isNotEmpty();
  }

  @Test
  void saysWhyTokensAreMissing() {
    var calls = decide(chat(1, 0).answered());
    assertThat(call(calls, 1).note()).isEqualTo("the instrumentation reported no tokens");
  }

  private static List<Long> charged(Draft... drafts) {
    return charged(decide(drafts));
  }

  private static List<Long> charged(Map<Long, Call> calls) {
    return calls.values().stream()
        .filter(Call::billable)
        .map(call -> call.span().id().value())
        .sorted()
        .toList();
  }

  private static Call call(Map<Long, Call> calls, long id) {
    var call = calls.get(id);
    assertThat(call).isNotNull();
    return Objects.requireNonNull(call);
  }

  private static Map<Long, Call> decide(Draft... drafts) {
    var spans = Arrays.stream(drafts).map(Draft::build).toList();
    var run = new Run("default", new TraceId(1, 1), spans, spans.size());
    return Calls.of(run, new Run.Tree(run)).stream()
        .collect(Collectors.toMap(call -> call.span().id().value(), Function.identity()));
  }

  private static Draft chat(long id, long parent) {
    return new Draft(id, parent, Operation.CHAT);
  }

  private static Draft embedding(long id, long parent) {
    return new Draft(id, parent, Operation.EMBEDDINGS);
  }

  private static Draft request(long id, long parent) {
    return chat(id, parent).dialect("otel").scope("http").client();
  }

  private static Draft springTool(long id, long parent, String name) {
    return new Draft(id, parent, Operation.TOOL_CALL)
        .dialect("spring_ai")
        .spanName(name)
        .at(id * 1_000 - 500);
  }

  private static Draft agent(long id, long parent) {
    return new Draft(id, parent, Operation.AGENT_INVOKE);
  }

  private static final class Draft {
    private final long id;
    private final long parent;
    private final Operation op;
    private String scope = "framework";
    private String service = "app";
    private String dialect = "otel_genai";
    private String response = "";
    private String name = "";
    private long startMs = 1_000;
    private int status;
    private RunSpan.Side side = RunSpan.Side.NEITHER;
    private boolean answered;
    private boolean named;
    private @Nullable Long input;
    private @Nullable Long output;
    private double ttftMs = -1;

    Draft(long id, long parent, Operation op) {
      this.id = id;
      this.parent = parent;
      this.op = op;
    }

    Draft tokens(long in, long out) {
      input = in;
      output = out;
      answered = true;
      return this;
    }

    Draft scope(String name) {
      scope = name;
      return this;
    }

    Draft service(String name) {
      service = name;
      return this;
    }

    Draft spanName(String text) {
      name = text;
      return this;
    }

    Draft dialect(String name) {
      dialect = name;
      return this;
    }

    Draft response(String responseId) {
      response = responseId;
      return this;
    }

    Draft at(long ms) {
      startMs = ms;
      return this;
    }

    Draft firstToken(double ms) {
      ttftMs = ms;
      return this;
    }

    Draft answered() {
      answered = true;
      return this;
    }

    /// The model that was asked for stands as the one that answered.
    Draft named() {
      named = true;
      return this;
    }

    Draft client() {
      side = new RunSpan.Side(true, false, "");
      return this;
    }

    Draft failed() {
      status = RunSpan.STATUS_ERROR;
      return this;
    }

    RunSpan build() {
      var basis = op.isModelCall() ? UsageBasis.REPORTED : UsageBasis.AGGREGATE;
      return new RunSpan(
          new SpanId(id),
          new SpanId(parent),
          new RunSpan.Emitter(service, "", "app", dialect, scope),
          name.isEmpty() ? "span " + id : name,
          side,
          0,
          startMs * 1_000_000,
          500_000_000,
          status,
          "",
          op,
          new RunSpan.Model(
              "openai",
              "m",
              answered || named ? "m" : "",
              response,
              ttftMs > 0 ? 1 : -1,
              ttftMs,
              -1,
              answered,
              RunSpan.Bill.NONE),
          new Usage(input, output, null, null, null, input == null ? null : basis, null),
          new RunSpan.Whose("", "", "", "", "", ""),
          RunSpan.Tool.NONE,
          "",
          "",
          answered,
          List.of());
    }
  }
}
