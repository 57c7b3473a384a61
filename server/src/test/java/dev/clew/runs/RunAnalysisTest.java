// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.traces.SentSpan;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs over time, with a clock that the test moves.
class RunAnalysisTest {

  private final RunsOverTime runs;

  RunAnalysisTest(@TempDir Path folder) {
    runs = new RunsOverTime(folder);
  }

  @AfterEach
  void close() {
    runs.close();
  }

  @Test
  void aRunIsSeenSoonAndDoneWhenItIsQuiet() {
    var root = SentSpan.root(1, "ask");
    runs.send(root, SentSpan.chat(root, 1, "m", 10, 2));
    runs.tickAfter(500);
    assertThat(runs.states()).isEmpty();
    runs.tickAfter(700);
    assertThat(runs.states()).containsExactly("running");
    runs.tickAfter(5_000);
    assertThat(runs.states()).containsExactly("done");
    assertThat(runs.inputTokens()).isEqualTo(10);
  }

  @Test
  void aLateSpanOpensTheRunAgain() {
    var root = SentSpan.root(1, "ask");
    runs.send(root, SentSpan.chat(root, 1, "m", 10, 2));
    runs.tickAfter(6_000);
    runs.send(SentSpan.chat(root, 2, "m", 5, 1));
    runs.tickAfter(1_500);
    assertThat(runs.inputTokens()).isEqualTo(15);
    runs.tickAfter(6_000);
    assertThat(runs.states()).containsExactly("done");
    assertThat(runs.inputTokens()).isEqualTo(15);
  }

  @Test
  void aLateCallerReplacesTheEdgesThatWereFoundWithoutIt() {
    var root = SentSpan.root(1, "ask");
    var call = root.child(1, "POST /search");
    runs.send(call.child(2, "search").of("search"));
    runs.tickAfter(1_500);
    assertThat(runs.edges()).containsExactly(" > search 1");
    runs.send(root, call);
    runs.tickAfter(6_000);
    assertThat(runs.edges()).containsExactly(" > shop 1", "shop > search 1");
  }

  @Test
  void aSpanFromBeforeTheKnownBeginningMovesTheRunInsteadOfDoublingIt() {
    var root = SentSpan.root(1, "ask");
    runs.send(SentSpan.chat(root, 1, "m", 10, 2));
    runs.tickAfter(1_500);
    runs.send(root.ago(600_000).taking(500_000));
    runs.tickAfter(6_000);
    assertThat(runs.states()).containsExactly("done");
    assertThat(runs.inputTokens()).isEqualTo(10);
  }

  @Test
  void anAbsurdStartLeavesOneRunHoweverOftenItIsAnalysed() {
    var root = SentSpan.root(1, "ask").ago(RunsOverTime.NOW);
    runs.send(root);
    runs.tickAfter(1_500);
    runs.pass(600_000);
    runs.send(SentSpan.root(1, "ask").child(7, "late").ago(RunsOverTime.NOW));
    runs.tickAfter(6_000);
    assertThat(runs.states()).hasSize(1);
  }

  @Test
  void aRestartPicksUpWhatWasNotAnalysed() {
    var root = SentSpan.root(1, "ask");
    runs.send(root, SentSpan.chat(root, 1, "m", 10, 2));
    runs.restart();
    runs.analysis().pickUp();
    runs.tickAfter(6_000);
    assertThat(runs.states()).containsExactly("done");
    assertThat(runs.inputTokens()).isEqualTo(10);
    runs.analysis().pickUp();
    assertThat(runs.analysis().waiting()).as("nothing is left to do").isZero();
  }

  @Test
  void analysingAgainChangesNothing() {
    var root = SentSpan.root(1, "ask");
    runs.send(root, SentSpan.chat(root, 1, "m", 10, 2));
    for (int i = 0; i < 3; i++) {
      runs.tellOfRootAgain();
      runs.tickAfter(6_000);
    }
    assertThat(runs.states()).containsExactly("done");
    assertThat(runs.inputTokens()).isEqualTo(10);
  }

  @Test
  void aCallOfARunThatGoesOnIsNotLeftWaitingWhereSomebodyWaits() {
    var root = SentSpan.root(1, "ask");
    runs.send(SentSpan.chat(root, 1, "m", 10, 2));
    runs.tickAfter(1_500);
    runs.send(SentSpan.chat(root, 2, "m", 5, 1));
    runs.tickAfter(3_000);
    assertThat(runs.inputTokens()).isEqualTo(10);
    runs.someoneWaits();
    runs.tickAfter(250);
    assertThat(runs.inputTokens()).isEqualTo(15);
  }

  @Test
  void aLongRunIsAnalysedEveryFiveCalls() {
    var root = SentSpan.root(1, "ask");
    runs.send(SentSpan.chat(root, 1, "m", 1, 1));
    runs.tickAfter(1_500);
    for (int call = 2; call <= 6; call++) {
      runs.send(SentSpan.chat(root, call, "m", 1, 1));
    }
    runs.tickAfter(10);
    assertThat(runs.inputTokens()).isEqualTo(6);
    assertThat(runs.states()).containsExactly("running");
  }
}
