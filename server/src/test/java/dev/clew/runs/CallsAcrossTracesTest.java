// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.SentSpan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A call that several traces tell of is charged in one of them; calls that are only alike, in
/// each.
class CallsAcrossTracesTest {

  private static final String MODEL = "gen_ai.request.model";

  private final RunsOverTime runs;

  CallsAcrossTracesTest(@TempDir Path folder) {
    runs = new RunsOverTime(folder);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aCallThatAnotherTraceHasToldOfIsChargedOnce() {
    var root = SentSpan.root(1, "ask");
    runs.send(root, answer(SentSpan.chat(root, 1, "m", 10, 2)));
    runs.tickAfter(6_000);
    var lost = SentSpan.root(2, "lost its context");
    runs.send(lost, answer(SentSpan.chat(lost, 1, "m", 10, 2).taking(90)));
    runs.tickAfter(6_000);
    assertThat(runs.inputTokens()).isEqualTo(10);
    assertThat(
            runs.values(
                "SELECT note AS v FROM %s.calls FINAL WHERE NOT billable", r -> r.string("v")))
        .containsExactly("charged already in trace " + root.trace());
  }

  @Test
  void telemetryThatIsReplayedUnderOtherIdsIsChargedAgain() {
    var root = SentSpan.root(1, "ask");
    var again = SentSpan.root(2, "ask");
    var later = SentSpan.root(3, "ask").ago(60_000);
    runs.send(
        root,
        answer(SentSpan.chat(root, 1, "m", 10, 2)),
        again,
        answer(SentSpan.chat(again, 1, "m", 10, 2)),
        later,
        answer(SentSpan.chat(later, 1, "m", 10, 2).taking(90)));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).hasSize(3);
  }

  @Test
  void aFailureThatTwoInstrumentationsSawInTwoTracesIsChargedOnce() {
    var root = SentSpan.root(1, "ask");
    runs.send(
        root,
        asked(root.child(1, "ChatOpenAI")).by("framework").failing(),
        asked(SentSpan.root(2, "openai.chat")).by("sdk").ago(119_990).taking(80).failing());
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
  }

  @Test
  void aRecordWithoutTokensIsNotChargedBesideTheAnswerThatIsKnownElsewhere() {
    var root = SentSpan.root(1, "ask");
    runs.send(
        root,
        SentSpan.chat(root, 1, "m", 10, 2).by("framework").taking(60_000),
        asked(SentSpan.root(2, "stream_chat")).by("sdk").ago(119_990).taking(5));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
    runs.send(asked(SentSpan.root(3, "stream_chat")).by("sdk").ago(90_000).taking(5));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).as("also when it comes later").containsExactly("framework");
  }

  @Test
  void whoKnowsTheTokensKeepsTheCallAlsoWhenItComesLater() {
    runs.send(asked(SentSpan.root(2, "stream_chat")).by("sdk").ago(90_000).taking(5));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("sdk");
    var root = SentSpan.root(1, "ask");
    runs.send(root, SentSpan.chat(root, 1, "m", 10, 2).by("framework").taking(60_000));
    runs.tickAfter(6_000);
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactly("framework");
  }

  @Test
  void failuresThatNeedNotBeOneCallAreChargedApart() {
    var root = SentSpan.root(1, "ask");
    runs.send(
        root,
        asked(root.child(1, "ChatOpenAI")).by("framework").failing(),
        asked(SentSpan.root(2, "same eyes")).by("framework").taking(80).failing(),
        asked(SentSpan.root(3, "another time")).by("sdk").ago(110_000).failing(),
        asked(SentSpan.root(4, "another program")).by("sdk").of("mail").taking(80).failing(),
        SentSpan.chat(SentSpan.root(5, "answered"), 1, "n", 10, 2).by("framework"),
        asked(SentSpan.root(6, "tried before")).with(MODEL, "n").by("sdk").taking(20).failing());
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).hasSize(6);
  }

  /// LangSmith with the span of Anthropic's SDK, of whose first call the client is made within.
  @Test
  void aTraceThatBeginsWithTheCallIsItHoweverLongTheFrameworkTookBefore() {
    var root = SentSpan.root(1, "ask");
    runs.send(
        root,
        SentSpan.chat(root, 1, "m", 10, 2).by("framework"),
        counted(asked(SentSpan.root(2, "messages.create"))).by("sdk").ago(119_930).taking(20),
        counted(asked(SentSpan.root(3, "other model")).with(MODEL, "n")).by("tool").taking(20));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactlyInAnyOrder("framework", "tool");
  }

  @Test
  void equalFiguresElsewhereAreTheSameCallInOneServiceOrBehindAGateway() {
    var root = SentSpan.root(1, "ask");
    runs.send(
        root,
        SentSpan.chat(root, 1, "m", 10, 2).by("framework"),
        SentSpan.chat(SentSpan.root(2, "lost"), 1, "m", 10, 2).by("sdk"),
        SentSpan.chat(SentSpan.root(3, "passed on").of("agentgateway"), 1, "m", 10, 2).by("proxy"),
        SentSpan.chat(SentSpan.root(4, "asked the same").of("mail"), 1, "m", 10, 2).by("library"),
        SentSpan.chat(SentSpan.root(5, "meanwhile"), 1, "m", 10, 2).by("tool").taking(10));
    runs.tickAfter(6_000);
    assertThat(chargedScopes()).containsExactlyInAnyOrder("framework", "library", "tool");
  }

  private static SentSpan asked(SentSpan span) {
    return span.with("gen_ai.operation.name", "chat").with(MODEL, "m");
  }

  private static SentSpan counted(SentSpan span) {
    return span.with("gen_ai.usage.input_tokens", 10L).with("gen_ai.usage.output_tokens", 2L);
  }

  private List<String> chargedScopes() {
    return runs.values(
        "SELECT toString(scope) AS v FROM %s.calls FINAL WHERE billable", r -> r.string("v"));
  }

  private static SentSpan answer(SentSpan chat) {
    return chat.with("gen_ai.response.id", "answer-1");
  }
}
