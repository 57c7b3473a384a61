// SPDX-License-Identifier: Apache-2.0
package dev.clew.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Encodes an export request in OTLP's JSON as protobuf (opentelemetry-proto, `trace.proto`,
/// `common.proto`), without sharing a line with what decodes it.
final class OtlpProtobuf {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private OtlpProtobuf() {}

  static byte[] encode(JsonNode request) {
    var body = new OtlpProtobuf();
    body.each(1, request.path("resourceSpans"), OtlpProtobuf::resourceSpans);
    return body.out.toByteArray();
  }

  private interface Fields {
    void write(OtlpProtobuf out, JsonNode node);
  }

  private static void resourceSpans(OtlpProtobuf out, JsonNode node) {
    out.message(1, node.path("resource"), OtlpProtobuf::withAttributes);
    out.each(2, node.path("scopeSpans"), OtlpProtobuf::scopeSpans);
  }

  private static void withAttributes(OtlpProtobuf out, JsonNode node) {
    out.each(1, node.path("attributes"), OtlpProtobuf::keyValue);
  }

  private static void scopeSpans(OtlpProtobuf out, JsonNode node) {
    out.message(
        1,
        node.path("scope"),
        (scope, fields) -> {
          scope.text(1, fields.path("name"));
          scope.text(2, fields.path("version"));
        });
    out.each(2, node.path("spans"), OtlpProtobuf::span);
  }

  private static void span(OtlpProtobuf out, JsonNode node) {
    out.id(1, node.path("traceId"));
    out.id(2, node.path("spanId"));
    out.text(3, node.path("traceState"));
    out.id(4, node.path("parentSpanId"));
    out.text(5, node.path("name"));
    out.number(6, node.path("kind").asLong());
    out.fixed64(7, node.path("startTimeUnixNano").asLong());
    out.fixed64(8, node.path("endTimeUnixNano").asLong());
    out.each(9, node.path("attributes"), OtlpProtobuf::keyValue);
    out.each(11, node.path("events"), OtlpProtobuf::event);
    out.each(13, node.path("links"), OtlpProtobuf::link);
    out.message(
        15,
        node.path("status"),
        (status, fields) -> {
          status.text(2, fields.path("message"));
          status.number(3, fields.path("code").asLong());
        });
    out.tag(16, 5);
    out.littleEndian(4, node.path("flags").asLong());
  }

  private static void event(OtlpProtobuf out, JsonNode node) {
    out.fixed64(1, node.path("timeUnixNano").asLong());
    out.text(2, node.path("name"));
    out.each(3, node.path("attributes"), OtlpProtobuf::keyValue);
  }

  private static void link(OtlpProtobuf out, JsonNode node) {
    out.id(1, node.path("traceId"));
    out.id(2, node.path("spanId"));
    out.each(4, node.path("attributes"), OtlpProtobuf::keyValue);
  }

  private static void keyValue(OtlpProtobuf out, JsonNode node) {
    out.text(1, node.path("key"));
    out.message(2, node.path("value"), OtlpProtobuf::anyValue);
  }

  /// A oneof: what is set is written, default or not.
  private static void anyValue(OtlpProtobuf out, JsonNode any) {
    any.properties()
        .forEach(
            field -> {
              var value = field.getValue();
              switch (field.getKey()) {
                case "stringValue" -> out.bytes(1, utf8(value));
                case "boolValue" -> {
                  out.tag(2, 0);
                  out.varint(value.booleanValue() ? 1 : 0);
                }
                case "intValue" -> {
                  out.tag(3, 0);
                  out.varint(value.asLong());
                }
                case "doubleValue" -> out.fixed64(4, Double.doubleToLongBits(value.asDouble()));
                case "arrayValue" ->
                    out.message(
                        5,
                        value,
                        (list, node) -> list.each(1, node.path("values"), OtlpProtobuf::anyValue));
                case "kvlistValue" ->
                    out.message(
                        6,
                        value,
                        (list, node) -> list.each(1, node.path("values"), OtlpProtobuf::keyValue));
                case "bytesValue" -> out.bytes(7, Base64.getDecoder().decode(value.textValue()));
                default -> throw new IllegalArgumentException("AnyValue: " + field.getKey());
              }
            });
  }

  private void each(int field, JsonNode nodes, Fields fields) {
    nodes.forEach(node -> message(field, node, fields));
  }

  private void message(int field, JsonNode node, Fields fields) {
    if (!node.isMissingNode()) {
      var inner = new OtlpProtobuf();
      fields.write(inner, node);
      bytes(field, inner.out.toByteArray());
    }
  }

  private void text(int field, JsonNode node) {
    if (node.isTextual()) {
      bytes(field, utf8(node));
    }
  }

  private void id(int field, JsonNode node) {
    if (node.isTextual()) {
      bytes(field, HexFormat.of().parseHex(node.textValue()));
    }
  }

  private static byte[] utf8(JsonNode node) {
    return node.textValue().getBytes(StandardCharsets.UTF_8);
  }

  private void bytes(int field, byte[] value) {
    tag(field, 2);
    varint(value.length);
    out.writeBytes(value);
  }

  private void number(int field, long value) {
    tag(field, 0);
    varint(value);
  }

  private void fixed64(int field, long value) {
    tag(field, 1);
    littleEndian(8, value);
  }

  private void littleEndian(int size, long value) {
    var bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    out.write(bytes.array(), 0, size);
  }

  private void tag(int field, int wireType) {
    varint((long) field << 3 | wireType);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
