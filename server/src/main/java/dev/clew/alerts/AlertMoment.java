// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

/// When a group of a rule began to fire, or was well again.
///
/// @param member the group; empty without grouping
/// @param time ISO 8601
/// @param phase `firing` or `resolved`
public record AlertMoment(String rule, String member, String time, String phase, String name) {}
