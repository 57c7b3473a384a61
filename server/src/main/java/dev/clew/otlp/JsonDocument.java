// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.function.Function;

/// Reads the JSON encoding of export requests (opentelemetry-proto, `docs/specification.md`): ids
/// in hexadecimal, enums as numbers, lowerCamelCase names only, unknown members ignored, repeated
/// members refused. Safe for use by many threads.
final class JsonDocument {

  // 64 levels of values take six levels of JSON each at most, and the envelope a dozen. Far beyond
  // that, so that a value that nests too deep costs its record only; what it nests is skipped.
  private static final int MAX_NESTING = 10_000;
  private static final int MAX_NUMBER_LENGTH = 1_000;

  private final DecodeLimits limits;
  private final JsonFactory factory;

  /// @param maxBytes the longest document, and so the longest string, that is ever given
  JsonDocument(DecodeLimits limits, int maxBytes) {
    this.limits = limits;
    factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_NESTING)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .maxStringLength(maxBytes)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /// @param records made for what is read; an empty body has none
  /// @throws AppException INVALID when the bytes are not an export request
  void read(ByteBuffer body, Function<JsonInput, JsonRecords> records) {
    int length = body.remaining();
    if (length == 0) {
      return;
    }
    var document = new byte[length];
    body.duplicate().get(document);
    boolean malformed = !isUtf8(document);
    if (malformed) {
      document = new String(document, UTF_8).getBytes(UTF_8);
    }
    refuseOtherCharsets(document);
    try (var parser = factory.createParser(document)) {
      var input = JsonInput.of(new JsonCursor(parser, document), limits, malformed);
      new JsonRequest(input, records.apply(input)).read();
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new AppException(
          ErrorCode.INVALID,
          "not an OTLP JSON request: "
              + e.getOriginalMessage()
              + (place == null
                  ? ""
                  : " at line " + place.getLineNr() + ", column " + place.getColumnNr()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The parser would guess UTF-16 and UTF-32 from zero bytes; OTLP/JSON is UTF-8.
  private static void refuseOtherCharsets(byte[] document) {
    for (int i = 0; i < Math.min(4, document.length); i++) {
      if (document[i] == 0) {
        throw new AppException(
            ErrorCode.INVALID, "not an OTLP JSON request: NUL at byte " + i + " (expected: UTF-8)");
      }
    }
  }

  private static boolean isUtf8(byte[] document) {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var bytes = ByteBuffer.wrap(document);
    var ignored = CharBuffer.allocate(8 << 10);
    while (true) {
      var result = decoder.decode(bytes, ignored, true);
      if (result.isError()) {
        return false;
      }
      if (result.isUnderflow()) {
        return true;
      }
      ignored.clear();
    }
  }
}
