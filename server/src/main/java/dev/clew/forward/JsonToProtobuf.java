// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clew.forward.OtlpShapes.Field;
import dev.clew.forward.Wire.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/// Turns an OTLP request in JSON into one in protobuf, which every server of OTLP takes
/// (opentelemetry-proto, `docs/specification.md`, "JSON Protobuf Encoding"). What has no place
/// there, or is not what its place holds, is left out.
final class JsonToProtobuf {

  private static final int MAX_DEPTH = 200;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(MAX_DEPTH)
                      .maxStringLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private JsonToProtobuf() {}

  /// @throws IOException when it is not JSON
  static byte[] of(byte[] request) throws IOException {
    return message(OtlpShapes.REQUEST, JSON.readTree(request)).toBytes();
  }

  private static Message message(String shape, JsonNode object) {
    var out = new Message();
    var fields = OtlpShapes.fields(shape);
    for (var entry : object.properties()) {
      var field = fields.get(entry.getKey());
      var value = entry.getValue();
      if (field == null || value.isNull()) {
        continue;
      }
      if (!value.isArray()) {
        write(field, value, out);
      } else if (field.isPacked()) {
        var packed = new Message();
        value.forEach(one -> scalar(field, one, packed));
        out.message(field.number(), packed);
      } else {
        value.forEach(one -> write(field, one, out));
      }
    }
    return out;
  }

  private static void write(Field field, JsonNode value, Message out) {
    switch (field.type()) {
      case "string" -> {
        if (value.isTextual()) {
          out.bytes(field.number(), value.textValue().getBytes(StandardCharsets.UTF_8));
        }
      }
      case "hex", "base64" -> {
        var bytes = bytes(field.type(), value.asText());
        if (bytes.length > 0) {
          out.bytes(field.number(), bytes);
        }
      }
      case "bool", "varint", "sint", "fixed32", "fixed64", "double" -> {
        var number = new Message();
        scalar(field, value, number);
        if (number.size() > 0) {
          out.tag(field.number(), field.wireType());
          out.raw(number);
        }
      }
      default -> {
        if (value.isObject()) {
          out.message(field.number(), message(field.type(), value));
        }
      }
    }
  }

  /// A number without its tag; nothing when it is none.
  private static void scalar(Field field, JsonNode value, Message out) {
    try {
      switch (field.type()) {
        case "double" -> out.fixed64(Double.doubleToRawLongBits(real(value)));
        case "bool" -> out.varint(value.asBoolean() ? 1 : 0);
        case "sint" -> {
          long number = whole(value);
          out.varint((number << 1) ^ (number >> 63));
        }
        case "fixed32" -> out.fixed32((int) whole(value));
        case "fixed64" -> out.fixed64(whole(value));
        default -> out.varint(whole(value));
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // Not a number, or none that fits: the record goes without it.
    }
  }

  /// The bits of a number of 64 bits, signed or not, that may be written as text.
  private static long whole(JsonNode value) {
    var number = new BigDecimal(value.asText());
    if (number.precision() - number.scale() > 20 || number.scale() > 400) {
      throw new ArithmeticException("out of range");
    }
    return number.toBigIntegerExact().longValue();
  }

  private static double real(JsonNode value) {
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.asText());
  }

  private static byte[] bytes(String type, String text) {
    try {
      return type.equals("hex")
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
