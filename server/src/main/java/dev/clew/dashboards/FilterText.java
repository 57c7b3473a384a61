// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A filter in which a value may be a variable of the dashboard, such as `service:$service`.
final class FilterText {

  private static final Pattern VARIABLE = Pattern.compile("\\$([a-z][a-z0-9_]*)");
  private static final Pattern TERM = Pattern.compile("-?[\\w.]+:\"?\\$[a-z][a-z0-9_]*\"?");

  private FilterText() {}

  /// The variables in it, without `$`.
  static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /// What holds whichever values are chosen: a variable without a value leaves its term out.
  static String withoutVariables(String text) {
    return TERM.matcher(text).replaceAll("").strip();
  }
}
