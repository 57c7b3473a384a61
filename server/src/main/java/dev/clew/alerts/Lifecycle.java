// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import dev.clew.alerts.AlertState.Phase;
import org.jspecify.annotations.Nullable;

/// How an alert goes on: pending when it is bad, firing when it stays so, resolved when it has been
/// well for long enough. Pure: what follows depends on what was and what is seen.
final class Lifecycle {

  private Lifecycle() {}

  /// What became of it.
  ///
  /// @param after `null` when it is well
  /// @param entered the phase that it came into; `null` when it stays in its own
  /// @param told what channels are to be told; `null` for nothing
  record Step(@Nullable AlertState after, @Nullable Phase entered, @Nullable Phase told) {}

  /// @param before `null` when it was well
  static Step step(
      AlertRule rule,
      String member,
      @Nullable AlertState before,
      Observation seen,
      long nowMs,
      boolean isSilenced) {
    if (seen.isBad()) {
      return before == null
          ? begin(rule, member, seen, nowMs, isSilenced)
          : goOn(rule, before, seen, nowMs, isSilenced);
    }
    if (before == null) {
      return new Step(null, null, null);
    }
    if (before.phase() == Phase.FIRING
        && nowMs - before.lastBadMs() < minutes(rule.keepMinutes())) {
      return told(with(before, before.phase(), before.lastBadMs(), seen), isSilenced, null);
    }
    return before.phase() == Phase.FIRING
        ? new Step(null, Phase.RESOLVED, before.isTold() ? Phase.RESOLVED : null)
        : new Step(null, null, null);
  }

  private static Step begin(
      AlertRule rule, String member, Observation seen, long nowMs, boolean isSilenced) {
    var phase = rule.forMinutes() == 0 ? Phase.FIRING : Phase.PENDING;
    var state =
        new AlertState(
            rule.id(), member, phase, nowMs, nowMs, seen.value(), seen.threshold(), false);
    return told(state, isSilenced, phase);
  }

  private static Step goOn(
      AlertRule rule, AlertState before, Observation seen, long nowMs, boolean isSilenced) {
    boolean fires =
        before.phase() == Phase.PENDING && nowMs - before.sinceMs() >= minutes(rule.forMinutes());
    var phase = fires ? Phase.FIRING : before.phase();
    return told(with(before, phase, nowMs, seen), isSilenced, fires ? phase : null);
  }

  /// Who fires is told once: at once, or when a silence ends.
  private static Step told(AlertState state, boolean isSilenced, @Nullable Phase entered) {
    if (state.phase() != Phase.FIRING || state.isTold() || isSilenced) {
      return new Step(state, entered, null);
    }
    var told =
        new AlertState(
            state.rule(),
            state.member(),
            state.phase(),
            state.sinceMs(),
            state.lastBadMs(),
            state.value(),
            state.threshold(),
            true);
    return new Step(told, entered, Phase.FIRING);
  }

  private static AlertState with(AlertState state, Phase phase, long lastBadMs, Observation seen) {
    return new AlertState(
        state.rule(),
        state.member(),
        phase,
        state.sinceMs(),
        lastBadMs,
        seen.value(),
        seen.threshold(),
        state.isTold());
  }

  private static long minutes(int minutes) {
    return minutes * 60_000L;
  }
}
