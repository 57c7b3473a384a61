// SPDX-License-Identifier: Apache-2.0
package dev.clew.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.TraceId;
import org.junit.jupiter.api.Test;

/// Which traces a reader has analysed before lists are read.
final class ActivityTest {

  private static final int LIMIT = 3;
  private final Activity activity = new Activity(5_000, 60_000);

  @Test
  void tracesThatWereNeverAnalysedAreTakenOnce() {
    grow("mine", LIMIT);
    grow("other", LIMIT);
    assertThat(activity.hasMoreUnseenThan(LIMIT, "mine")).isFalse();
    assertThat(activity.takeUnseen("mine", LIMIT)).hasSize(LIMIT);
    assertThat(activity.takeUnseen("mine", LIMIT)).isEmpty();
    assertThat(activity.takeUnseen("other", LIMIT)).hasSize(LIMIT);
  }

  @Test
  void noneIsTakenWhereMoreWait() {
    grow("mine", LIMIT + 1);
    grow("other", 1);
    assertThat(activity.hasMoreUnseenThan(LIMIT, "mine")).isTrue();
    assertThat(activity.takeUnseen("mine", LIMIT)).isEmpty();
    assertThat(activity.hasMoreUnseenThan(LIMIT, "other")).isFalse();
    assertThat(activity.takeUnseen("other", LIMIT)).hasSize(1);
  }

  private void grow(String project, int traces) {
    for (int i = 1; i <= traces; i++) {
      activity.grew(new Activity.Key(project, new TraceId(0, i)), true, false, 1_000);
    }
  }
}
