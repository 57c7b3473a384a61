// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A trace whose every field is known.
///
/// @param name what kind of trace it is, for people
/// @param request an `ExportTraceServiceRequest` in OTLP's JSON, with one resource and one scope
/// @param meaning by span id: fields of the API's `Span` that the server must have understood
record Canary(String name, ObjectNode request, Map<String, JsonNode> meaning) {

  Canary {
    meaning = Map.copyOf(meaning);
  }

  String traceId() {
    return spans().getFirst().path("traceId").textValue();
  }

  List<JsonNode> spans() {
    var spans = new ArrayList<JsonNode>();
    scoped().path("spans").forEach(spans::add);
    return spans;
  }

  JsonNode resource() {
    return request.path("resourceSpans").path(0).path("resource");
  }

  JsonNode scope() {
    return scoped().path("scope");
  }

  private JsonNode scoped() {
    return request.path("resourceSpans").path(0).path("scopeSpans").path(0);
  }
}
