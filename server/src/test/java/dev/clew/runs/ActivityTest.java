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

  @Test
  void whatWasAnalysedIsNotWaitedForUntilItBeginsAnew() {
    grow("mine", LIMIT);
    assertThat(activity.takeDue(10_000, LIMIT - 1, _ -> false).get("mine")).hasSize(LIMIT - 1);
    assertThat(activity.hasMoreUnseenThan(1, "mine")).isFalse();
    grow("mine", LIMIT);
    assertThat(activity.takeUnseen("mine", LIMIT))
        .extracting(Activity.Due::trace)
        .as("the oldest first")
        .containsExactly(new TraceId(0, 3), new TraceId(0, 1), new TraceId(0, 2));
    assertThat(activity.takeDue(10_000, LIMIT, _ -> false).get("mine")).hasSize(LIMIT);
    assertThat(activity.hasMoreUnseenThan(0, "mine")).isFalse();
  }

  @Test
  void whatWasForgottenIsNotWaitedFor() {
    grow("mine", LIMIT);
    grow("other", Activity.MAX_TRACES - 1);
    assertThat(activity.hasMoreUnseenThan(0, "mine")).isTrue();
    assertThat(activity.hasMoreUnseenThan(1, "mine")).isFalse();
    assertThat(activity.takeUnseen("mine", LIMIT)).hasSize(1);
  }

  private void grow(String project, int traces) {
    for (int i = 1; i <= traces; i++) {
      activity.grew(new Activity.Key(project, new TraceId(0, i)), true, false, 1_000);
    }
  }
}
