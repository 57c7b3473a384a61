// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;

/// Reads strings, numbers and ids the way OTLP/JSON writes them (opentelemetry-proto,
/// `docs/specification.md`, "JSON Protobuf Encoding"). Nothing is rounded: a number that is not
/// exactly representable is refused.
final class JsonScalars {

  private static final BigInteger UNSIGNED_64 = BigInteger.ONE.shiftLeft(64);
  private static final long UNSIGNED_32_MAX = 0xFFFF_FFFFL;
  // Longer numbers in strings are an attack on arithmetic; real ones have at most 20 digits or 17
  // significant ones and an exponent.
  private static final int MAX_NUMBER_LENGTH = 400;

  private final JsonCursor in;
  private final Losses losses;
  private final DecodeLimits limits;
  private final boolean repaired;

  /// @param repaired malformed UTF-8 of the document was replaced by U+FFFD before
  JsonScalars(JsonCursor in, DecodeLimits limits, Losses losses, boolean repaired) {
    this.in = in;
    this.limits = limits;
    this.losses = losses;
    this.repaired = repaired;
  }

  /// A name or version.
  String name() throws IOException {
    return string(limits.nameBytes());
  }

  /// The key of an attribute.
  String key() throws IOException {
    var key = string(limits.nameBytes());
    if (key.indexOf('\0') >= 0) {
      throw in.invalid("NUL in a key");
    }
    return key;
  }

  String text() throws IOException {
    return string(limits.textBytes());
  }

  private String string(int maxBytes) throws IOException {
    if (in.isNull()) {
      return "";
    }
    in.expect(JsonToken.VALUE_STRING, "a string");
    var text = in.parser().getText();
    if (repaired && text.indexOf('\uFFFD') >= 0) {
      losses.cut();
    }
    return Utf8.clip(text, maxBytes, losses);
  }

  void id(DraftId into) throws IOException {
    if (in.isNull()) {
      into.clear();
      return;
    }
    in.expect(JsonToken.VALUE_STRING, "hexadecimal digits");
    if (!into.setHex(in.parser().getText())) {
      throw in.unexpected("hexadecimal digits");
    }
  }

  boolean bool() throws IOException {
    return switch (in.parser().currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw in.unexpected("true or false");
    };
  }

  /// A signed 64-bit integer, as a number or a string.
  long whole() throws IOException {
    var exact = exact("a 64-bit integer");
    if (exact.bitLength() > 63) {
      throw in.unexpected("a 64-bit integer");
    }
    return exact.longValue();
  }

  /// Nanoseconds; unsigned 64 bits, clamped to the signed range.
  long time() throws IOException {
    return Counts.time(unsigned64());
  }

  /// The bits of an unsigned 64-bit integer, as a number or a string.
  long unsigned64() throws IOException {
    var exact = exact("an unsigned 64-bit integer");
    if (exact.signum() < 0 || exact.compareTo(UNSIGNED_64) >= 0) {
      throw in.unexpected("an unsigned 64-bit integer");
    }
    return exact.longValue();
  }

  /// A signed 32-bit integer, as a number or a string.
  int whole32() throws IOException {
    long value = whole();
    if (value != (int) value) {
      throw in.unexpected("a 32-bit integer");
    }
    return (int) value;
  }

  /// The bits of an unsigned 32-bit integer.
  int unsigned32() throws IOException {
    long value = whole();
    if (value < 0 || value > UNSIGNED_32_MAX) {
      throw in.unexpected("an unsigned 32-bit integer");
    }
    return (int) value;
  }

  int enumNumber() throws IOException {
    if (in.parser().currentToken() == JsonToken.VALUE_STRING) {
      throw in.unexpected("the number of the enum value");
    }
    long value = whole();
    if (value != (int) value) {
      throw in.unexpected("the number of the enum value");
    }
    return (int) value;
  }

  private BigInteger exact(String expected) throws IOException {
    var token = in.parser().currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return BigInteger.ZERO;
    }
    if (token != JsonToken.VALUE_NUMBER_INT
        && token != JsonToken.VALUE_NUMBER_FLOAT
        && token != JsonToken.VALUE_STRING) {
      throw in.unexpected(expected);
    }
    var number = decimal(expected);
    // The exponent is looked at before any digit is produced from it: 1e999999999 is refused, not
    // computed.
    long integerDigits = (long) number.precision() - number.scale();
    if (number.signum() != 0 && (integerDigits > 20 || integerDigits <= 0)) {
      throw in.unexpected(expected);
    }
    try {
      return number.signum() == 0 ? BigInteger.ZERO : number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw in.unexpected(expected);
    }
  }

  double real() throws IOException {
    var token = in.parser().currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return 0;
    }
    if (token == JsonToken.VALUE_STRING) {
      switch (in.parser().getText()) {
        case "NaN" -> {
          return Double.NaN;
        }
        case "Infinity" -> {
          return Double.POSITIVE_INFINITY;
        }
        case "-Infinity" -> {
          return Double.NEGATIVE_INFINITY;
        }
        default -> {}
      }
    } else if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw in.unexpected("a number");
    }
    double value = parseReal();
    if (Double.isInfinite(value)) {
      throw in.unexpected("a number that a double can hold");
    }
    return value;
  }

  private double parseReal() throws IOException {
    try {
      return Double.parseDouble(digits("a number"));
    } catch (NumberFormatException e) {
      throw in.unexpected("a number");
    }
  }

  byte[] bytes() throws IOException {
    if (in.isNull()) {
      return new byte[0];
    }
    in.expect(JsonToken.VALUE_STRING, "base64");
    // Both alphabets are allowed in protobuf's JSON, padded or not.
    var standard = in.parser().getText().replace('-', '+').replace('_', '/');
    try {
      return Base64.getDecoder().decode(standard);
    } catch (IllegalArgumentException e) {
      throw in.unexpected("base64");
    }
  }

  private BigDecimal decimal(String expected) throws IOException {
    try {
      return new BigDecimal(digits(expected));
    } catch (NumberFormatException e) {
      throw in.unexpected(expected);
    }
  }

  /// The text of a number, which in a string may be anything.
  private String digits(String expected) throws IOException {
    var text = in.parser().getText();
    if (text.isEmpty() || text.length() > MAX_NUMBER_LENGTH) {
      throw in.unexpected(expected);
    }
    for (int i = 0; i < text.length(); i++) {
      if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
        throw in.unexpected(expected);
      }
    }
    return text;
  }
}
