// SPDX-License-Identifier: Apache-2.0
package dev.clew.notify;

import org.jspecify.annotations.Nullable;

/// What a channel is told. Webhooks get it as it is, with `snake_case` names.
///
/// @param alert the rule and its group: what belongs together at the other side
/// @param state `firing`, `resolved` or `test`
/// @param severity `critical`, `warning` or `info`
/// @param group empty without grouping
/// @param value `null` when it is not known, as `threshold`
/// @param since ISO 8601, as `at`
/// @param link to the view that shows it
public record Notification(
    String project,
    String alert,
    String state,
    String severity,
    String ruleId,
    String rule,
    String group,
    @Nullable Double value,
    @Nullable Double threshold,
    String since,
    String at,
    String sentence,
    String link) {

  static Notification test(String project, String channel, String at, String link) {
    return new Notification(
        project,
        "test " + channel,
        "test",
        "info",
        "",
        "Test",
        "",
        null,
        null,
        at,
        at,
        "This is a test: alerts of Clew reach this channel.",
        link);
  }
}
