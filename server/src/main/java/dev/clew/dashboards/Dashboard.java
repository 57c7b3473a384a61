// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A dashboard: the document that people send and get ([docs/dashboards.md]), and what the server
/// reads in it.
///
/// @param document read strictly, so it holds nothing that is not known
record Dashboard(String title, String description, List<Panel> panels, ObjectNode document) {

  /// Panels of one dashboard.
  static final int MOST_PANELS = 60;

  Dashboard {
    panels = List.copyOf(panels);
    document = document.deepCopy();
  }

  /// @throws dev.clew.model.AppException INVALID, naming the field and its place
  static Dashboard read(JsonNode body) {
    return DashboardInput.read(body);
  }

  /// Panels that show data, as opposed to text.
  List<Panel> charts() {
    return panels.stream().filter(panel -> panel.kind() != Panel.Kind.TEXT).toList();
  }
}
