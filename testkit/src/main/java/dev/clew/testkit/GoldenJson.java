// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads OTLP/JSON as the SDKs write it, for captures only.
final class GoldenJson {

  private GoldenJson() {}

  static ExportTraceServiceRequest request(JsonNode json) {
    var request = ExportTraceServiceRequest.newBuilder();
    for (var resourceSpans : json.path("resourceSpans")) {
      var builder =
          ResourceSpans.newBuilder()
              .setResource(
                  Resource.newBuilder()
                      .addAllAttributes(
                          attributes(resourceSpans.path("resource").path("attributes"))));
      for (var scopeSpans : resourceSpans.path("scopeSpans")) {
        builder.addScopeSpans(scopeSpans(scopeSpans));
      }
      request.addResourceSpans(builder);
    }
    return request.build();
  }

  private static ScopeSpans scopeSpans(JsonNode json) {
    var scope = json.path("scope");
    var builder =
        ScopeSpans.newBuilder()
            .setScope(
                InstrumentationScope.newBuilder()
                    .setName(scope.path("name").asText())
                    .setVersion(scope.path("version").asText()));
    for (var span : json.path("spans")) {
      builder.addSpans(span(span));
    }
    return builder.build();
  }

  private static Span span(JsonNode json) {
    var span =
        Span.newBuilder()
            .setTraceId(id(json.path("traceId")))
            .setSpanId(id(json.path("spanId")))
            .setParentSpanId(id(json.path("parentSpanId")))
            .setName(json.path("name").asText())
            .setKindValue(json.path("kind").asInt())
            .setStartTimeUnixNano(json.path("startTimeUnixNano").asLong())
            .setEndTimeUnixNano(json.path("endTimeUnixNano").asLong())
            .addAllAttributes(attributes(json.path("attributes")))
            .setStatus(
                Status.newBuilder()
                    .setCodeValue(json.path("status").path("code").asInt())
                    .setMessage(json.path("status").path("message").asText()));
    for (var event : json.path("events")) {
      span.addEvents(
          Span.Event.newBuilder()
              .setName(event.path("name").asText())
              .setTimeUnixNano(event.path("timeUnixNano").asLong())
              .addAllAttributes(attributes(event.path("attributes"))));
    }
    return span.build();
  }

  private static ByteString id(JsonNode hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex.asText()));
  }

  private static List<KeyValue> attributes(JsonNode json) {
    var attributes = new ArrayList<KeyValue>();
    for (var entry : json) {
      attributes.add(
          KeyValue.newBuilder()
              .setKey(entry.path("key").asText())
              .setValue(value(entry.path("value")))
              .build());
    }
    return attributes;
  }

  private static AnyValue value(JsonNode json) {
    var value = AnyValue.newBuilder();
    for (var field : json.properties()) {
      var content = field.getValue();
      switch (field.getKey()) {
        case "stringValue" -> value.setStringValue(content.asText());
        case "intValue" -> value.setIntValue(content.asLong());
        case "doubleValue" -> value.setDoubleValue(content.asDouble());
        case "boolValue" -> value.setBoolValue(content.asBoolean());
        case "arrayValue" -> {
          var items = ArrayValue.newBuilder();
          content.path("values").forEach(item -> items.addValues(value(item)));
          value.setArrayValue(items);
        }
        case "kvlistValue" ->
            value.setKvlistValue(
                KeyValueList.newBuilder().addAllValues(attributes(content.path("values"))));
        default -> throw new IllegalArgumentException("value: " + json + " (expected: AnyValue)");
      }
    }
    return value.build();
  }
}
