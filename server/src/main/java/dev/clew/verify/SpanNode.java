// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// A span in OTLP's JSON, put together field by field.
final class SpanNode {

  static final int INTERNAL = 1;
  static final int SERVER = 2;
  static final int CLIENT = 3;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final ObjectNode node = NODES.objectNode();

  SpanNode(String traceId, String spanId, String name, int kind) {
    node.put("traceId", traceId).put("spanId", spanId).put("name", name).put("kind", kind);
    node.put("flags", 0x101).put("traceState", "clew=canary");
  }

  SpanNode parent(String spanId) {
    node.put("parentSpanId", spanId);
    return this;
  }

  /// 64-bit integers are strings in protobuf's JSON.
  SpanNode time(long startNs, long durationNs) {
    node.put("startTimeUnixNano", Long.toString(startNs));
    node.put("endTimeUnixNano", Long.toString(startNs + durationNs));
    return this;
  }

  SpanNode status(int code, String message) {
    var status = node.putObject("status").put("code", code);
    if (!message.isEmpty()) {
      status.put("message", message);
    }
    return this;
  }

  SpanNode attribute(String key, Object value) {
    add(node.withArray("attributes"), key, value);
    return this;
  }

  SpanNode event(String name, long timeNs, Map<String, ?> attributes) {
    node.withArray("events")
        .addObject()
        .put("timeUnixNano", Long.toString(timeNs))
        .put("name", name)
        .set("attributes", attributes(attributes));
    return this;
  }

  SpanNode link(String traceId, String spanId, Map<String, ?> attributes) {
    node.withArray("links")
        .addObject()
        .put("traceId", traceId)
        .put("spanId", spanId)
        .set("attributes", attributes(attributes));
    return this;
  }

  ObjectNode node() {
    return node;
  }

  static ArrayNode attributes(Map<String, ?> values) {
    var list = NODES.arrayNode();
    values.forEach((key, value) -> add(list, key, value));
    return list;
  }

  private static void add(ArrayNode list, String key, Object value) {
    list.addObject().put("key", key).set("value", value(value));
  }

  private static ObjectNode value(Object value) {
    var any = NODES.objectNode();
    switch (value) {
      case String text -> any.put("stringValue", text);
      case Boolean flag -> any.put("boolValue", flag);
      case Integer number -> any.put("intValue", Integer.toString(number));
      case Long number -> any.put("intValue", Long.toString(number));
      case Double number -> any.put("doubleValue", number);
      case byte[] bytes -> any.put("bytesValue", Base64.getEncoder().encodeToString(bytes));
      case List<?> items -> {
        var array = any.putObject("arrayValue").putArray("values");
        items.forEach(item -> array.add(value(item)));
      }
      case Map<?, ?> fields -> {
        var list = any.putObject("kvlistValue").putArray("values");
        fields.forEach((key, field) -> add(list, key.toString(), field));
      }
      default -> throw new IllegalArgumentException("value: " + value.getClass());
    }
    return any;
  }
}
