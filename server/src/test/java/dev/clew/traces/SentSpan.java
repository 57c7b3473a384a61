// SPDX-License-Identifier: Apache-2.0
package dev.clew.traces;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// A span as a sender writes it. Begins two minutes before now and takes 100 ms, unless told
/// otherwise; copies differ in one thing.
public record SentSpan(
    String service,
    String trace,
    String id,
    String parent,
    String name,
    long agoMs,
    long durationMs,
    boolean failed,
    Map<String, Object> attributes) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Sent as the scope's name, not as an attribute.
  private static final String SCOPE = "scope";

  /// Sent as the span's kind.
  private static final String KIND = "kind";

  private static final long INTERNAL = 1;
  private static final long SERVER = 2;
  private static final long CLIENT = 3;

  public SentSpan {
    attributes = Map.copyOf(attributes);
  }

  /// @param number of its trace, from 1
  public static SentSpan root(int number, String name) {
    return new SentSpan(
        "shop", hex(number, 32), hex(number * 1000L, 16), "", name, 120_000, 100, false, Map.of());
  }

  /// A provider call.
  public static SentSpan chat(SentSpan parent, int number, String model, long input, long output) {
    return parent
        .child(number, "chat " + model)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.provider.name", "openai")
        .with("gen_ai.request.model", model)
        .with("gen_ai.response.model", model)
        .with("gen_ai.usage.input_tokens", input)
        .with("gen_ai.usage.output_tokens", output);
  }

  public static SentSpan tool(SentSpan parent, int number, String tool) {
    return parent
        .child(number, "execute_tool " + tool)
        .with("gen_ai.operation.name", "execute_tool")
        .with("gen_ai.tool.name", tool);
  }

  /// @param number of the span in its trace, from 1
  public SentSpan child(int number, String childName) {
    return new SentSpan(
        service,
        trace,
        hex(Long.parseLong(trace.substring(16), 16) * 1000 + number, 16),
        id,
        childName,
        agoMs,
        100,
        false,
        Map.of());
  }

  public SentSpan with(String key, Object value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new SentSpan(service, trace, id, parent, name, agoMs, durationMs, failed, more);
  }

  public SentSpan of(String otherService) {
    return new SentSpan(
        otherService, trace, id, parent, name, agoMs, durationMs, failed, attributes);
  }

  /// @param parentId in hexadecimal; empty for a root
  public SentSpan under(String parentId) {
    return new SentSpan(service, trace, id, parentId, name, agoMs, durationMs, failed, attributes);
  }

  public SentSpan ago(long millis) {
    return new SentSpan(service, trace, id, parent, name, millis, durationMs, failed, attributes);
  }

  public SentSpan taking(long millis) {
    return new SentSpan(service, trace, id, parent, name, agoMs, millis, failed, attributes);
  }

  /// As another instrumentation recorded it.
  public SentSpan by(String scope) {
    return with(SCOPE, scope);
  }

  /// A request as whoever answers it sees it.
  public SentSpan asServer() {
    return with(KIND, SERVER);
  }

  /// A request as whoever sends it sees it.
  public SentSpan asClient() {
    return with(KIND, CLIENT);
  }

  public SentSpan failing() {
    return new SentSpan(service, trace, id, parent, name, agoMs, durationMs, true, attributes);
  }

  private static String hex(long number, int digits) {
    var text = Long.toHexString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /// An OTLP/JSON request.
  public static String request(SentSpan... spans) {
    var request = NODES.objectNode();
    var resources = request.putArray("resourceSpans");
    long now = Instant.now().toEpochMilli();
    for (var span : spans) {
      var resource = resources.addObject();
      attribute(resource.putObject("resource"), "service.name", span.service());
      var scope = resource.putArray("scopeSpans").addObject();
      if (span.attributes().get(SCOPE) instanceof String name) {
        scope.putObject("scope").put("name", name);
      }
      span.write(scope.putArray("spans").addObject(), now);
    }
    return request.toString();
  }

  private void write(ObjectNode json, long now) {
    json.put("traceId", trace);
    json.put("spanId", id);
    json.put("parentSpanId", parent);
    json.put("name", name);
    json.put("kind", attributes.get(KIND) instanceof Long kind ? kind.longValue() : INTERNAL);
    json.put("startTimeUnixNano", (now - agoMs) + "000000");
    json.put("endTimeUnixNano", (now - agoMs + durationMs) + "000000");
    json.putObject("status").put("code", failed ? 2 : 1);
    attributes.forEach(
        (key, value) -> {
          if (!key.equals(SCOPE) && !key.equals(KIND)) {
            attribute(json, key, value);
          }
        });
  }

  private static void attribute(ObjectNode owner, String key, Object value) {
    var item = owner.withArray("attributes").addObject().put("key", key).putObject("value");
    if (value instanceof Long whole) {
      item.put("intValue", whole.toString());
    } else if (value instanceof Double real) {
      item.put("doubleValue", real);
    } else {
      item.put("stringValue", value.toString());
    }
  }
}
