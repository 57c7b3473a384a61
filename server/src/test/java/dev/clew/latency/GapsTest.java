// SPDX-License-Identifier: Apache-2.0
package dev.clew.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.latency.Gaps.Pause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Gaps between the chunks of a stream.
class GapsTest {

  private static final long MS = 1_000_000;

  @Test
  void anEvenStreamHasNoPauses() {
    var gaps = gaps(every(20, 100, 300));
    assertThat(gaps.chunks()).isEqualTo(100);
    assertThat(gaps.typicalMs()).isEqualTo(20);
    assertThat(gaps.longestMs()).isEqualTo(20);
    assertThat(gaps.pauses()).isEmpty();
  }

  @Test
  void aStreamThatStandsStillIsSeenToWhicheverOrderItsChunksCome() {
    var chunks = every(20, 50, 300);
    chunks.addAll(every(20, 50, 300 + 49 * 20 + 2_000));
    Collections.shuffle(chunks, new Random(1));
    var gaps = gaps(chunks);
    assertThat(gaps.pauses()).containsExactly(new Pause(300 + 49 * 20, 2_000));
  }

  @Test
  void whatIsLongForAFastStreamIsUsualForASlowOne() {
    var slow = every(800, 10, 100);
    slow.addAll(every(800, 10, 100 + 9 * 800 + 3_900));
    var gaps = gaps(slow);
    assertThat(gaps.pauses()).isEmpty();
  }

  @Test
  void theLongestPausesAreKeptInOrderOfTime() {
    var chunks = new ArrayList<Long>();
    long at = 0;
    for (int i = 0; i < 60; i++) {
      chunks.addAll(every(10, 10, at));
      at += 90 + 600 + i;
    }
    var gaps = gaps(chunks);
    assertThat(gaps.pauses()).hasSize(Gaps.MOST);
    assertThat(gaps.pauses().getFirst().ms()).isEqualTo(600 + 39);
    assertThat(gaps.pauses().getLast().ms()).isEqualTo(600 + 58);
  }

  @Test
  void twoChunksTellNothing() {
    assertThat(Gaps.of(every(20, 2, 0))).isNull();
  }

  private static Gaps gaps(List<Long> chunks) {
    return Objects.requireNonNull(Gaps.of(chunks));
  }

  private static List<Long> every(long ms, int count, long from) {
    var chunks = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      chunks.add((from + i * ms) * MS);
    }
    return chunks;
  }
}
