// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;

/// A position in a JSON document. Reads objects and arrays by calling back for each member, which
/// consumes exactly its value; `null` stands for "not sent" everywhere, as in protobuf's JSON.
final class JsonCursor {

  private static final int SHOWN_CHARACTERS = 64;

  /// Consumes the value of one member.
  @FunctionalInterface
  interface Member {
    void read(String name) throws IOException;
  }

  /// Consumes one item.
  @FunctionalInterface
  interface Item {
    void read() throws IOException;
  }

  private static final Hasher64 HASHER = Hashing.xxh3_64();

  private final JsonParser parser;
  private final byte[] document;

  /// @param document what `parser` reads
  JsonCursor(JsonParser parser, byte[] document) {
    this.parser = parser;
    this.document = document;
  }

  JsonParser parser() {
    return parser;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  void object(Member member) throws IOException {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      parser.nextToken();
      member.read(name);
    }
  }

  void array(Item item) throws IOException {
    if (isNull()) {
      return;
    }
    expect(JsonToken.START_ARRAY, "an array");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      item.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  /// Where the current token starts, in bytes.
  int tokenStart() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /// Where the parser stands behind the current token, in bytes.
  int tokenEnd() {
    return (int) parser.currentLocation().getByteOffset();
  }

  /// Hash of the bytes from `from` to the end of the current token.
  long hash(int from) {
    return HASHER.hashBytesToLong(document, from, tokenEnd() - from);
  }

  void expect(JsonToken token, String what) throws IOException {
    if (parser.currentToken() != token) {
      throw unexpected(what);
    }
  }

  /// INVALID, with the offending value, the field and the place in the document.
  AppException unexpected(String expected) throws IOException {
    var token = parser.currentToken();
    var text =
        token == null ? "nothing" : token.isScalarValue() ? parser.getText() : token.asString();
    return invalid(
        (text.length() > SHOWN_CHARACTERS ? text.substring(0, SHOWN_CHARACTERS) + "…" : text)
            + " (expected: "
            + expected
            + ")");
  }

  AppException invalid(String what) {
    var place = parser.currentTokenLocation();
    return new AppException(
        ErrorCode.INVALID,
        "not an OTLP JSON request: "
            + parser.getParsingContext().pathAsPointer()
            + ": "
            + what
            + " at line "
            + place.getLineNr()
            + ", column "
            + place.getColumnNr());
  }
}
