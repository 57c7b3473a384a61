// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// With `JAZZER_FUZZ=1` each method searches for new inputs, one at a time; without it they run the
/// captures.
class DecoderFuzzTest {

  private final ProtobufDecoder protobuf = new ProtobufDecoder(DifferentialTest.WHOLE);
  private final JsonDecoder json = new JsonDecoder(DecodeLimits.DEFAULT, 1 << 24);

  static List<Arguments> protobuf() {
    return Payloads.protobuf().stream().map(DecoderFuzzTest::seed).toList();
  }

  static List<Arguments> json() {
    return Payloads.json().stream().map(DecoderFuzzTest::seed).toList();
  }

  private static Arguments seed(byte[] payload) {
    return Arguments.of((Object) payload);
  }

  @MethodSource("protobuf")
  @FuzzTest(maxDuration = "5m")
  void protobufAgreesWithProtobufJava(byte[] body) {
    DifferentialTest.assertAgrees(protobuf, body, "fuzz");
  }

  @MethodSource("json")
  @FuzzTest(maxDuration = "5m")
  void jsonIsReadOrInvalid(byte[] body) {
    try {
      json.decode("p", ByteBuffer.wrap(body));
    } catch (AppException refused) {
      if (refused.code() != ErrorCode.INVALID) {
        throw refused;
      }
    }
  }
}
