// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What of an OTLP request in JSON has certain attributes; see [ProtobufMatch].
final class JsonMatch {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> RESOURCES =
      List.of("resourceSpans", "resourceMetrics", "resourceLogs");
  private static final List<String> SCOPES = List.of("scopeSpans", "scopeMetrics", "scopeLogs");
  private static final List<String> RECORDS = List.of("spans", "logRecords");

  private final Map<String, String> wanted;

  JsonMatch(Map<String, String> wanted) {
    this.wanted = wanted;
  }

  /// The request without what does not match; empty when nothing does.
  byte[] of(byte[] request) throws IOException {
    var tree = JSON.readTree(request);
    boolean any = false;
    for (var resource : lists(tree, RESOURCES)) {
      keep(resource, this::resource);
      any |= !resource.isEmpty();
    }
    return any ? JSON.writeValueAsBytes(tree) : new byte[0];
  }

  private boolean resource(JsonNode resource) {
    var missing = new HashMap<>(wanted);
    remove(missing, resource.path("resource"));
    if (missing.isEmpty()) {
      return true;
    }
    boolean any = false;
    for (var scopes : lists(resource, SCOPES)) {
      keep(scopes, scope -> scope(scope, missing));
      any |= !scopes.isEmpty();
    }
    return any;
  }

  private static boolean scope(JsonNode scope, Map<String, String> missing) {
    boolean any = false;
    for (var records : lists(scope, RECORDS)) {
      keep(
          records,
          record -> {
            var left = new HashMap<>(missing);
            remove(left, record);
            return left.isEmpty();
          });
      any |= !records.isEmpty();
    }
    return any;
  }

  private static void remove(Map<String, String> missing, JsonNode holder) {
    for (var attribute : holder.path("attributes")) {
      var value = attribute.path("value").elements();
      missing.remove(attribute.path("key").asText(), value.hasNext() ? value.next().asText() : "");
    }
  }

  private static List<ArrayNode> lists(JsonNode holder, List<String> names) {
    return names.stream()
        .map(holder::path)
        .filter(ArrayNode.class::isInstance)
        .map(ArrayNode.class::cast)
        .toList();
  }

  private static void keep(ArrayNode list, Predicate<JsonNode> rule) {
    for (var all = list.iterator(); all.hasNext(); ) {
      if (!rule.test(all.next())) {
        all.remove();
      }
    }
  }
}
