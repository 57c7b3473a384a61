// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import dev.clew.http.TimeRange;
import java.util.List;

/// When alerts changed their state. Whoever knows alerts implements it.
@FunctionalInterface
public interface AlertMoments {

  /// @param at ISO 8601
  /// @param phase `firing` or `resolved`
  /// @param link a path of the web UI
  record Moment(String id, String at, String phase, String title, String link) {}

  /// The latest first.
  List<Moment> within(String project, TimeRange range, int most);
}
