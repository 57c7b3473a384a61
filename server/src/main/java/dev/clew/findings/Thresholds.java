// SPDX-License-Identifier: Apache-2.0
package dev.clew.findings;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a project has set: the first of these that says something holds.
///
/// 1. what is set for the rule and the agent; 2. what is set for the rule; 3. what was learned of
///    the agent; 4. the rule's own threshold.
///
/// @param polling tools that are called again and again by design
record Thresholds(Map<Key, Setting> settings, Set<String> polling) {

  static final Thresholds NONE = new Thresholds(Map.of(), Set.of());

  Thresholds {
    settings = Map.copyOf(settings);
    polling = Set.copyOf(polling);
  }

  /// @param agent empty for every agent
  record Key(Rule rule, String agent) {}

  /// What is set; `null` where nothing is.
  record Setting(@Nullable Double warning, @Nullable Double critical, @Nullable Boolean isEnabled) {

    static final Setting NOTHING = new Setting(null, null, null);

    Threshold over(Threshold other) {
      return new Threshold(
          other.side(),
          warning == null ? other.warning() : warning,
          critical == null ? other.critical() : critical,
          isEnabled == null ? other.isEnabled() : isEnabled);
    }
  }

  Threshold of(Rule rule, String agent, Baseline baseline) {
    var all = settings.getOrDefault(new Key(rule, ""), Setting.NOTHING);
    var own = settings.getOrDefault(new Key(rule, agent), Setting.NOTHING);
    return own.over(all.over(learned(rule, baseline)));
  }

  /// What is usual for an agent is no finding, however much it is.
  private static Threshold learned(Rule rule, Baseline baseline) {
    double usual = baseline.isLearned() ? usual(rule, baseline) : 0;
    return usual > 0 ? Threshold.above(2 * usual, 4 * usual) : rule.threshold();
  }

  /// Of the rules whose thresholds are learned.
  private static double usual(Rule rule, Baseline baseline) {
    return rule == Rule.FAN_OUT
        ? baseline.p95Calls()
        : rule == Rule.TOOL_FAN_OUT ? baseline.p95ToolCalls() : 0;
  }
}
