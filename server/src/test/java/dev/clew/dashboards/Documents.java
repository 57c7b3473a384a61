// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

/// Dashboards to send.
final class Documents {

  private Documents() {}

  /// One with a panel that asks this.
  static String asking(String queries) {
    return """
    {"title": "Mine", "variables": [{"name": "service", "label": "Service", "from": {"field": "service"}}],
     "panels": [{"id": "one", "title": "One", "kind": "lines", "place": {"x": 0, "y": 0, "w": 6, "h": 4}, "queries": %s}]}
    """
        .formatted(queries);
  }

  static String plain(String title) {
    return asking("[{\"source\": \"usage\", \"measure\": \"calls\"}]").replace("Mine", title);
  }
}
