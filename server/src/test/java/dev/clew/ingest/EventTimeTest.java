// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

  private static final long NOW = 1_795_000_000L;
  private static final long DAY = 86_400;

  @Test
  void filesASpanUnderItsOwnMinuteAndDay() {
    var filed = EventTime.of((NOW - 90) * 1_000_000_000L + 5, NOW);
    assertThat(filed.minute()).isEqualTo((NOW - 90) / 60 * 60);
    assertThat(filed.day()).isEqualTo((NOW - 90) / DAY);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 900_000_000_000_000_000L})
  void filesAnAbsurdStartUnderTheTimeOfArrival(long startNs) {
    assertThat(EventTime.of(startNs, NOW)).isEqualTo(EventTime.of(NOW * 1_000_000_000L, NOW));
  }

  @Test
  void keepsTheMinuteOfAnOldSpanButNotItsPartition() {
    long old = NOW - 400 * DAY;
    var filed = EventTime.of(old * 1_000_000_000L, NOW);
    assertThat(filed.minute()).isEqualTo(old - old % 60);
    assertThat(filed.day()).isEqualTo(NOW / DAY);
  }
}
