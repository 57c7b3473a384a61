// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was read for one rule and one moment: of each window, each group's readings.
final class Readings {

  /// Groups that a rule judges.
  static final int MAX_GROUPS = 100;

  private final AlertRule rule;
  private final Map<Window, Map<String, List<Reading>>> byWindow = new HashMap<>();

  Readings(AlertRule rule) {
    this.rule = rule;
  }

  /// @param groups readings of the parts of the window, by the name of the group, largest first
  void put(Window window, Map<String, List<Reading>> groups) {
    byWindow.put(window, groups);
  }

  /// The groups to judge, the largest of the rule's first window first. Without grouping there is
  /// one, even when nothing came.
  Set<String> members() {
    if (rule.grouping() == Grouping.NONE && rule.source() != Source.BUDGETS) {
      return Set.of("");
    }
    var members = new LinkedHashSet<String>();
    for (var window : rule.windows()) {
      for (var member : byWindow.getOrDefault(window, Map.of()).keySet()) {
        if (members.size() < MAX_GROUPS) {
          members.add(member);
        }
      }
    }
    return Collections.unmodifiableSet(members);
  }

  /// The only reading of a window.
  Reading one(Window window, String member) {
    return all(window, member).getFirst();
  }

  /// One reading for each part of a window, the earliest first.
  List<Reading> all(Window window, String member) {
    var found = byWindow.getOrDefault(window, Map.of()).get(member);
    return found == null
        ? Collections.nCopies(window.count(), Reading.none(rule.measure()))
        : found;
  }
}
