// SPDX-License-Identifier: Apache-2.0
package dev.clew.dashboards;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One chart of a dashboard, as far as the server must know it.
///
/// @param lines drawn together; none when the panel is text
/// @param needs what to send for it, and how to switch that on; may be empty
record Panel(String id, Kind kind, List<Line> lines, String needs) {

  Panel {
    lines = List.copyOf(lines);
  }

  /// How a panel is drawn.
  enum Kind {
    LINES,
    STAT,
    BARS,
    TABLE,
    TEXT;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    static List<String> labels() {
      return Arrays.stream(values()).map(Kind::label).toList();
    }
  }

  /// Alternatives, of which the first that has data is asked.
  record Line(List<PanelQuery> alternatives) {

    Line {
      alternatives = List.copyOf(alternatives);
    }
  }
}
