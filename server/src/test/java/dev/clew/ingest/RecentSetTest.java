// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentSetTest {

  @Test
  void remembersAtLeastItsCapacityAndForgetsTheOldest() {
    var set = new RecentSet(64);
    for (long i = 1; i <= 1_000; i++) {
      set.add(i);
      for (long recent = Math.max(1, i - 63); recent <= i; recent++) {
        assertThat(set.contains(recent)).as("%d after %d", recent, i).isTrue();
      }
    }
    assertThat(set.contains(1)).isFalse();
  }

  @Test
  void growsWithoutForgetting() {
    var set = new RecentSet(1 << 14);
    for (long i = 1; i <= 3 << 14; i++) {
      set.add(i);
    }
    for (long i = (2 << 14) + 1; i <= 3 << 14; i++) {
      assertThat(set.contains(i)).isTrue();
    }
    assertThat(set.contains(1)).isFalse();
  }

  @Test
  void knowsZeroAndDoesNotKnowWhatWasNeverAdded() {
    var set = new RecentSet(1024);
    assertThat(set.contains(0)).isFalse();
    set.add(0);
    assertThat(set.contains(0)).isTrue();
    var random = new Random(3);
    for (int i = 0; i < 500; i++) {
      set.add(random.nextLong());
    }
    for (int i = 0; i < 10_000; i++) {
      assertThat(set.contains(random.nextLong())).isFalse();
    }
  }
}
