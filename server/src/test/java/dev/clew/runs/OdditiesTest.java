// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.Operation;
import dev.clew.model.SpanId;
import dev.clew.model.TraceId;
import dev.clew.model.Usage;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What is odd about the tree of a run.
class OdditiesTest {

  private static final long SECOND = 1_000_000_000;
  private static final long BEGIN = 1_700_000_000 * SECOND;

  @Test
  void anOrdinaryTreeIsNotOdd() {
    assertThat(of(true, span(1, 0, 0), span(2, 1, 1), span(3, 2, 2))).isEmpty();
  }

  @Test
  void aParentThatIsNotHereIsOddOnceItCannotComeAnyMore() {
    assertThat(of(true, span(2, 1, 1))).containsExactly("missing_parent");
    assertThat(of(false, span(2, 1, 1))).isEmpty();
  }

  @Test
  void aTraceBeginsOnce() {
    assertThat(of(true, span(1, 0, 0), span(2, 0, 1))).containsExactly("several_roots");
  }

  @Test
  void aSpanMayStartALittleBeforeItsParentAsClocksDiffer() {
    assertThat(of(true, span(1, 0, 60), span(2, 1, 0))).isEmpty();
    assertThat(of(true, span(1, 0, 61), span(2, 1, 0))).containsExactly("child_before_parent");
  }

  @Test
  void circlesAreFoundWhereverTheyAre() {
    assertThat(of(true, span(1, 1, 0))).containsExactly("parent_cycle");
    assertThat(of(true, span(1, 0, 0), span(2, 3, 0), span(3, 4, 0), span(4, 2, 0), span(5, 4, 0)))
        .containsExactly("parent_cycle");
  }

  @Test
  void aChainOfAHundredThousandSpansIsNoCircle() {
    var chain =
        LongStream.rangeClosed(1, 100_000)
            .mapToObj(id -> span(id, id == 1 ? 0 : id - 1, 0))
            .toArray(RunSpan[]::new);
    assertThat(of(true, chain)).isEmpty();
  }

  @Test
  void whatIsOddAboutASpanIsOddAboutItsRun() {
    assertThat(of(true, span(1, 0, 0, "json_cut"), span(2, 1, 0, "json_cut", "clipped")))
        .containsExactly("json_cut", "clipped");
  }

  private static Set<String> of(boolean done, RunSpan... spans) {
    var run = new Run("default", new TraceId(1, 1), List.of(spans), spans.length);
    return Oddities.of(run, new Run.Tree(run), done);
  }

  private static RunSpan span(long id, long parent, long second, String... quirks) {
    return new RunSpan(
        new SpanId(id),
        new SpanId(parent),
        new RunSpan.Emitter("shop", "", "app", "otel", ""),
        "span",
        RunSpan.Side.NEITHER,
        0,
        BEGIN + second * SECOND,
        SECOND,
        1,
        "",
        Operation.OTHER,
        new RunSpan.Model("", "", "", "", -1, -1, -1, false, RunSpan.Bill.NONE),
        Usage.UNKNOWN,
        new RunSpan.Whose("", "", "", "", "", ""),
        RunSpan.Tool.NONE,
        "",
        "",
        false,
        List.of(quirks));
  }
}
