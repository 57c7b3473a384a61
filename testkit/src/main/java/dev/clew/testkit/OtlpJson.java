// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// Writes OTLP messages in OTLP's JSON: protobuf's JSON but ids in hexadecimal and enums as numbers
/// (opentelemetry-proto, `docs/specification.md`).
public final class OtlpJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

  private OtlpJson() {}

  public static String of(Message message) {
    return object(message).toString();
  }

  private static JsonNode object(Message message) {
    var object = NODES.objectNode();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (value instanceof List<?> items) {
                var array = object.putArray(field.getJsonName());
                items.forEach(item -> array.add(scalar(field, item)));
              } else {
                object.set(field.getJsonName(), scalar(field, value));
              }
            });
    return object;
  }

  private static JsonNode scalar(FieldDescriptor field, Object value) {
    return switch (value) {
      case Message message -> object(message);
      case EnumValueDescriptor number -> NODES.numberNode(number.getNumber());
      case ByteString bytes when IDS.contains(field.getJsonName()) ->
          NODES.textNode(HexFormat.of().formatHex(bytes.toByteArray()));
      case ByteString bytes ->
          NODES.textNode(Base64.getEncoder().encodeToString(bytes.toByteArray()));
      case Boolean bool -> NODES.booleanNode(bool);
      case Double real when Double.isFinite(real) -> NODES.numberNode(real);
      case Double real -> NODES.textNode(Double.toString(real));
      case Integer signed when field.getType() == FieldDescriptor.Type.SINT32 ->
          NODES.numberNode(signed);
      case Integer count -> NODES.numberNode(Integer.toUnsignedLong(count));
      case Long whole
          when field.getType() == FieldDescriptor.Type.FIXED64
              || field.getType() == FieldDescriptor.Type.UINT64 ->
          NODES.textNode(Long.toUnsignedString(whole));
      case Long whole -> NODES.textNode(Long.toString(whole));
      default -> NODES.textNode(value.toString());
    };
  }
}
