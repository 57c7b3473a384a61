// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A log record as a sender writes it. Happened a minute before now, unless told otherwise; copies
/// differ in one thing.
///
/// @param body text, a number, or a map of these
record SentLog(
    String service,
    Object body,
    int severity,
    String event,
    String trace,
    String span,
    long agoMs,
    Map<String, Object> attributes) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static SentLog of(Object body) {
    return new SentLog("shop", body, 9, "", "", "", 60_000, Map.of());
  }

  SentLog severity(int number) {
    return new SentLog(service, body, number, event, trace, span, agoMs, attributes);
  }

  SentLog event(String name) {
    return new SentLog(service, body, severity, name, trace, span, agoMs, attributes);
  }

  SentLog in(String traceId, String spanId) {
    return new SentLog(service, body, severity, event, traceId, spanId, agoMs, attributes);
  }

  SentLog from(String otherService) {
    return new SentLog(otherService, body, severity, event, trace, span, agoMs, attributes);
  }

  SentLog ago(long millis) {
    return new SentLog(service, body, severity, event, trace, span, millis, attributes);
  }

  SentLog with(String key, Object value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new SentLog(service, body, severity, event, trace, span, agoMs, more);
  }

  /// An OTLP/JSON request.
  static String request(SentLog... logs) {
    var request = NODES.objectNode();
    var resources = request.putArray("resourceLogs");
    long now = Instant.now().toEpochMilli();
    for (var log : logs) {
      var resource = resources.addObject();
      attribute(resource.putObject("resource"), "service.name", log.service());
      log.write(resource.putArray("scopeLogs").addObject().putArray("logRecords").addObject(), now);
    }
    return request.toString();
  }

  private void write(ObjectNode json, long now) {
    json.put("timeUnixNano", (now - agoMs) + "000000");
    json.put("severityNumber", severity);
    json.put("eventName", event);
    json.put("traceId", trace);
    json.put("spanId", span);
    json.set("body", value(body));
    attributes.forEach((key, attribute) -> attribute(json, key, attribute));
  }

  private static void attribute(ObjectNode owner, String key, Object value) {
    owner.withArray("attributes").addObject().put("key", key).set("value", value(value));
  }

  private static JsonNode value(Object value) {
    var json = NODES.objectNode();
    switch (value) {
      case Map<?, ?> fields -> {
        var values = json.putObject("kvlistValue").putArray("values");
        fields.forEach(
            (key, field) ->
                values.addObject().put("key", String.valueOf(key)).set("value", value(field)));
      }
      case Long number -> json.put("intValue", Long.toString(number));
      default -> json.put("stringValue", String.valueOf(value));
    }
    return json;
  }
}
