// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// A span in OTLP's JSON, being written.
final class OtlpSpan {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int INTERNAL = 1;
  private static final int ERROR = 2;

  private final Source source;
  private final ObjectNode span = JSON.objectNode();
  private final ArrayNode attributes;

  /// Where spans come from.
  ///
  /// @param service of the resource
  /// @param scope by which its dialect is known
  record Source(String service, String scope, String version) {}

  /// @param traceId in hexadecimal, like `spanId` and `parentId`
  /// @param parentId `null` for a root
  OtlpSpan(Source source, String traceId, String spanId, @Nullable String parentId) {
    this.source = source;
    span.put("traceId", traceId).put("spanId", spanId);
    if (parentId != null && !parentId.equals(spanId)) {
      span.put("parentSpanId", parentId);
    }
    span.put("kind", INTERNAL);
    attributes = span.putArray("attributes");
  }

  Source source() {
    return source;
  }

  ObjectNode json() {
    return span;
  }

  /// @param startNs nanoseconds since 1970, as `endNs`
  OtlpSpan named(String name, long startNs, long endNs) {
    span.put("name", name);
    span.put("startTimeUnixNano", Long.toString(startNs));
    span.put("endTimeUnixNano", Long.toString(Math.max(startNs, endNs)));
    return this;
  }

  /// @param kind as OTLP numbers it
  OtlpSpan kind(int kind) {
    span.put("kind", kind);
    return this;
  }

  /// What the work was, in OpenTelemetry's words.
  ///
  /// @param kind in the words that LangSmith, Langfuse and Opik share
  OtlpSpan operation(String kind) {
    return text(
        "gen_ai.operation.name",
        switch (kind) {
          case "llm" -> "chat";
          case "tool" -> "execute_tool";
          case "retriever" -> "retrieval";
          case "guardrail" -> "apply_guardrail";
          default -> "chain";
        });
  }

  OtlpSpan failed(String message) {
    span.putObject("status").put("code", ERROR).put("message", message);
    return this;
  }

  OtlpSpan text(String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      value(key).put("stringValue", value);
    }
    return this;
  }

  /// Text as it is, anything else as JSON; nothing for what is missing or empty.
  OtlpSpan text(String key, JsonNode value) {
    return text(key, Pieces.text(value));
  }

  /// With the type that the value has.
  OtlpSpan typed(String key, JsonNode value) {
    if (value.isIntegralNumber()) {
      value(key).put("intValue", value.asText());
    } else if (value.isNumber()) {
      value(key).put("doubleValue", value.asDouble());
    } else if (value.isBoolean()) {
      value(key).put("boolValue", value.asBoolean());
    } else {
      text(key, value);
    }
    return this;
  }

  /// A link to a trace of which only the id is known.
  OtlpSpan linkedTo(String traceId) {
    span.putArray("links").addObject().put("traceId", traceId).put("spanId", "0000000000000000");
    return this;
  }

  OtlpSpan event(String name, long timeNs) {
    span.withArray("events")
        .addObject()
        .put("name", name)
        .put("timeUnixNano", Long.toString(timeNs));
    return this;
  }

  private ObjectNode value(String key) {
    return attributes.addObject().put("key", key).putObject("value");
  }
}
