// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.filter.Fields;
import dev.clew.http.Input;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads a dashboard that somebody sends, strictly: what is misspelt would be an empty chart.
final class DashboardInput {

  private static final int COLUMNS = 12;
  private static final int MAX_ROW = 1_000;
  private static final int MAX_HEIGHT = 20;
  private static final int MAX_TITLE = 120;
  private static final int MAX_TEXT = 4_000;
  private static final int MAX_VARIABLES = 10;
  private static final int MAX_LINES = 8;
  private static final int MAX_TAGS = 10;

  static final List<String> UNITS =
      List.of(
          "",
          "count",
          "per_second",
          "ms",
          "s",
          "percent",
          "ratio",
          "bytes",
          "bytes_per_second",
          "tokens",
          "tokens_per_second",
          "usd",
          "celsius",
          "watts");

  private DashboardInput() {}

  static Dashboard read(JsonNode body) {
    var input =
        Input.of(body, "title", "description", "tags", "annotation_tags", "variables", "panels");
    var title = input.text("title", MAX_TITLE);
    var description = input.text("description", "", MAX_TEXT);
    var _ = input.texts("tags", MAX_TAGS);
    var _ = input.texts("annotation_tags", MAX_TAGS);
    var names = variables(input);
    var panels = new ArrayList<Panel>();
    Set<String> ids = new HashSet<>();
    for (var panel :
        input.objects(
            "panels",
            Dashboard.MOST_PANELS,
            "id",
            "title",
            "kind",
            "unit",
            "place",
            "queries",
            "text",
            "needs")) {
      panels.add(panel(panel, ids, names));
    }
    if (!(body instanceof ObjectNode document)) {
      throw new AppException(ErrorCode.INVALID, "dashboard: (expected: a JSON object)");
    }
    return new Dashboard(title, description, panels, document);
  }

  private static Set<String> variables(Input input) {
    Set<String> names = new HashSet<>();
    for (var variable : input.objects("variables", MAX_VARIABLES, "name", "label", "from")) {
      var name = variable.text("name", 40);
      if (!name.matches("[a-z][a-z0-9_]*") || !names.add(name)) {
        throw variable.invalid("name", name, "a word of its own, such as service");
      }
      var _ = variable.text("label", "", MAX_TITLE);
      var from = variable.object("from", "field", "metric", "label");
      if (from.has("metric")) {
        var _ = from.text("metric", QueryInput.MAX_METRIC);
        var _ = from.text("label", QueryInput.MAX_METRIC);
      } else if (Fields.find(from.text("field", 200)) == null) {
        throw from.invalid("field", from.text("field", 200), "a field of the filter language");
      }
    }
    return names;
  }

  private static Panel panel(Input input, Set<String> ids, Set<String> variables) {
    var id = input.text("id", 60);
    if (!id.matches("[A-Za-z0-9_-]+") || !ids.add(id)) {
      throw input.invalid("id", id, "letters, digits, - and _, and no other panel's");
    }
    var kind = input.one("kind", Panel.Kind.values(), Panel.Kind::label);
    var title = input.text("title", "", MAX_TITLE);
    if (title.isEmpty() && kind != Panel.Kind.TEXT) {
      throw input.invalid("title", "", "1 to %d characters".formatted(MAX_TITLE));
    }
    if (input.has("unit")) {
      var _ = input.one("unit", UNITS.toArray(String[]::new), unit -> unit);
    }
    place(input.object("place", "x", "y", "w", "h"));
    var lines = new ArrayList<Panel.Line>();
    for (var query : input.objects("queries", MAX_LINES, QueryInput.FIELDS)) {
      lines.add(QueryInput.line(query, variables));
    }
    boolean isText = kind == Panel.Kind.TEXT;
    if (isText != lines.isEmpty()) {
      throw input.invalid(
          "queries", "", isText ? "none, a text has no queries" : "at least one query");
    }
    if (isText) {
      var _ = input.text("text", MAX_TEXT);
    }
    return new Panel(id, kind, lines, input.text("needs", "", MAX_TEXT));
  }

  private static void place(Input place) {
    int x = place.whole("x", 0, 0, COLUMNS - 1);
    int width = place.whole("w", COLUMNS, 1, COLUMNS);
    var _ = place.whole("y", 0, 0, MAX_ROW);
    var _ = place.whole("h", 4, 1, MAX_HEIGHT);
    if (x + width > COLUMNS) {
      throw place.invalid(
          "w", Integer.toString(width), "at most %d at x %d".formatted(COLUMNS - x, x));
    }
  }
}
