// SPDX-License-Identifier: Apache-2.0
package dev.clew.alerts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clew.http.Reply;

/// Rules for tests.
final class Rules {

  private Rules() {}

  /// A rule that fires when more than half of the calls fail.
  static ObjectNode document() {
    var json = Reply.MAPPER.createObjectNode();
    json.put("name", "Errors").put("source", "calls").put("measure", "error_rate");
    json.putObject("condition")
        .put("kind", "threshold")
        .put("direction", "above")
        .put("value", 0.5);
    return json;
  }

  static AlertRule with(String field, int value) {
    return read("one", document().put(field, value));
  }

  static AlertRule read(String id, ObjectNode document) {
    return RuleInput.read(document, id, "2026-01-01T00:00:00Z");
  }

  static ObjectNode slo(double objective, int days) {
    var json = document();
    json.putObject("condition").put("kind", "slo").put("objective", objective).put("days", days);
    return json;
  }
}
