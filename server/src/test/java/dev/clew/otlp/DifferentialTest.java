// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.model.AppException;
import dev.clew.testkit.OtlpJson;
import dev.clew.testkit.OtlpRequests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Our protobuf decoder against protobuf-java, and JSON against protobuf.
class DifferentialTest {

  /// protobuf-java cuts nothing; only the depth of values is limited.
  static final DecodeLimits WHOLE =
      new DecodeLimits(
          DecodeLimits.DEFAULT.spans(),
          1 << 24,
          1 << 24,
          1 << 24,
          1 << 24,
          1 << 24,
          DecodeLimits.DEFAULT.depth(),
          1 << 24,
          1 << 24);

  private static final int MUTATIONS = 20_000;

  private final ProtobufDecoder protobuf = new ProtobufDecoder(WHOLE);
  private final JsonDecoder json = new JsonDecoder(WHOLE, 1 << 24);

  @Test
  void readsCapturesAsProtobufJavaDoes() {
    for (var payload : Payloads.protobuf()) {
      // Twice: the second reading finds attributes that the first one remembered.
      for (int i = 0; i < 3; i++) {
        assertThat(Decoded.by(protobuf, payload))
            .isNotNull()
            .isEqualTo(ProtobufOracle.decode(payload));
      }
    }
  }

  @Test
  void readsAnythingAsProtobufJavaDoes() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      var payload = OtlpRequests.anything(random).toByteArray();
      assertThat(Decoded.by(protobuf, payload)).isEqualTo(ProtobufOracle.decode(payload));
    }
  }

  @Test
  void agreesWithProtobufJavaOnDamagedRequests() {
    var random = new Random(42);
    var mutation = new WireMutation(random);
    var payloads = Payloads.protobuf();
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      var original =
          i % 4 == 0
              ? OtlpRequests.anything(random).toByteArray()
              : payloads.get(random.nextInt(payloads.size()));
      var damaged = mutation.apply(original, payloads.get(random.nextInt(payloads.size())));
      assertAgrees(protobuf, damaged, "mutation " + i);
      accepted += Decoded.by(protobuf, damaged) == null ? 0 : 1;
    }
    // The comparison is worth something only while both outcomes are common.
    assertThat(accepted).isBetween(MUTATIONS / 5, MUTATIONS * 4 / 5);
  }

  /// Also what the fuzz test asks.
  static void assertAgrees(ProtobufDecoder decoder, byte[] body, String name) {
    var theirs = ProtobufOracle.decode(body);
    Decoded ours = null;
    try {
      ours = Decoded.of(decoder.decode("p", ByteBuffer.wrap(body)));
    } catch (AppException refused) {
      // protobuf-java 4.36 looks only at the lowest bit of a tenth byte when at least ten bytes are
      // left, so it takes numbers that the specification, and itself elsewhere, calls malformed.
      if (refused.detail().contains("more than 10 bytes")) {
        return;
      }
    }
    if (ours == null ? theirs != null : !ours.equals(theirs)) {
      assertThat(ours).as("%s: %s", name, HexFormat.of().formatHex(body)).isEqualTo(theirs);
    }
  }

  @Test
  void readsTheSameFromJsonAsFromProtobuf() {
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      var request = OtlpRequests.anything(random);
      var text = OtlpJson.of(request);
      assertThat(Decoded.by(json, text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isEqualTo(Decoded.by(protobuf, request.toByteArray()));
    }
  }

  @Test
  void readsCapturedJson() {
    for (var payload : Payloads.json()) {
      assertThat(Decoded.by(json, payload)).isNotNull();
    }
  }
}
