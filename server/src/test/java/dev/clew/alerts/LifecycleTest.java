// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.alerts.AlertState.Phase;
import dev.clew.alerts.Lifecycle.Step;
import org.junit.jupiter.api.Test;

/// How an alert goes from well to firing and back, a minute at a time.
class LifecycleTest {

  private static final long MINUTE = 60_000;
  private static final Observation BAD = new Observation(9, 5, true);
  private static final Observation WELL = new Observation(1, 5, false);

  private Step last = new Step(null, null, null);
  private long now;

  private Step minute(AlertRule rule, Observation seen, boolean isSilenced) {
    now += MINUTE;
    last = Lifecycle.step(rule, "shop", last.after(), seen, now, isSilenced);
    return last;
  }

  private Step minute(AlertRule rule, Observation seen) {
    return minute(rule, seen, false);
  }

  @Test
  void firesAtOnceAndIsTellingOnceWhenItNeedsNotLast() {
    var rule = Rules.with("for_minutes", 0);
    assertThat(minute(rule, BAD).told()).isEqualTo(Phase.FIRING);
    assertThat(minute(rule, BAD).told()).isNull();
    assertThat(minute(rule, WELL).told()).isEqualTo(Phase.RESOLVED);
    assertThat(last.after()).isNull();
    assertThat(minute(rule, WELL)).isEqualTo(new Step(null, null, null));
  }

  @Test
  void isPendingUntilItWasBadForLongEnough() {
    var rule = Rules.with("for_minutes", 3);
    assertThat(minute(rule, BAD).entered()).isEqualTo(Phase.PENDING);
    assertThat(minute(rule, BAD).entered()).isNull();
    assertThat(minute(rule, BAD).entered()).isNull();
    assertThat(minute(rule, BAD).entered()).isEqualTo(Phase.FIRING);
    assertThat(last.told()).isEqualTo(Phase.FIRING);
  }

  @Test
  void aGoodMinuteWhilePendingBeginsAnew() {
    var rule = Rules.with("for_minutes", 2);
    minute(rule, BAD);
    minute(rule, BAD);
    assertThat(minute(rule, WELL)).isEqualTo(new Step(null, null, null));
    minute(rule, BAD);
    minute(rule, BAD);
    assertThat(last.told()).isNull();
    assertThat(minute(rule, BAD).told()).isEqualTo(Phase.FIRING);
  }

  @Test
  void whatFlapsStaysFiringAndIsToldOnce() {
    var rule = Rules.with("keep_minutes", 5);
    assertThat(minute(rule, BAD).told()).isEqualTo(Phase.FIRING);
    for (int i = 0; i < 10; i++) {
      assertThat(minute(rule, WELL).told()).isNull();
      assertThat(minute(rule, BAD).told()).isNull();
    }
    for (int i = 0; i < 4; i++) {
      assertThat(minute(rule, WELL).after()).isNotNull();
    }
    assertThat(minute(rule, WELL).told()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void nobodyIsToldWhileItIsSilencedButAfterwardsWhenItStillFires() {
    var rule = Rules.with("for_minutes", 0);
    assertThat(minute(rule, BAD, true).told()).isNull();
    assertThat(last.entered()).isEqualTo(Phase.FIRING);
    assertThat(minute(rule, BAD, true).told()).isNull();
    assertThat(minute(rule, BAD, false).told()).isEqualTo(Phase.FIRING);
  }

  @Test
  void whatBeganAndEndedInASilenceIsNeverTold() {
    var rule = Rules.with("for_minutes", 0);
    minute(rule, BAD, true);
    assertThat(minute(rule, WELL, true)).isEqualTo(new Step(null, Phase.RESOLVED, null));
  }

  @Test
  void whoWasToldThatItFiresIsToldThatItDoesNotAlsoInASilence() {
    var rule = Rules.with("for_minutes", 0);
    minute(rule, BAD, false);
    assertThat(minute(rule, WELL, true).told()).isEqualTo(Phase.RESOLVED);
  }

  @Test
  void whatIsNotKnownIsNotBad() {
    assertThat(minute(Rules.with("for_minutes", 0), Observation.unknown()).after()).isNull();
  }
}
