// SPDX-License-Identifier: Apache-2.0
package dev.clew.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.ingest.Decoder;
import dev.clew.model.AppException;
import dev.clew.model.MetricBatch;
import dev.clew.testkit.OtlpJson;
import dev.clew.testkit.OtlpMetrics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Our decoder of metrics against protobuf-java, and JSON against protobuf.
class MetricsDifferentialTest {

  private static final int MUTATIONS = 10_000;

  private final ProtobufMetricsDecoder protobuf =
      new ProtobufMetricsDecoder(DifferentialTest.WHOLE);
  private final JsonMetricsDecoder json = new JsonMetricsDecoder(DifferentialTest.WHOLE, 1 << 24);

  private static List<byte[]> captures() {
    return Stream.of("dify", "javaagent", "telemetrygen-exponential")
        .map(name -> resource(name + ".metrics.pb"))
        .toList();
  }

  private static byte[] resource(String name) {
    try (InputStream in = MetricsDifferentialTest.class.getResourceAsStream("/otlp/" + name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MetricsOracle.@Nullable Decoded by(Decoder<MetricBatch> decoder, byte[] body) {
    try {
      var batch = decoder.decode("p", ByteBuffer.wrap(body));
      return new MetricsOracle.Decoded(batch.metrics(), batch.rejections().size());
    } catch (AppException refused) {
      // See DifferentialTest.
      return refused.detail().contains("more than 10 bytes") ? MetricsOracle.decode(body) : null;
    }
  }

  @Test
  void readsCapturesAsProtobufJavaDoes() {
    for (var capture : captures()) {
      assertThat(by(protobuf, capture)).isNotNull().isEqualTo(MetricsOracle.decode(capture));
    }
  }

  @Test
  void readsAnythingAsProtobufJavaDoes() {
    var random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      var payload = OtlpMetrics.anything(random).toByteArray();
      assertThat(by(protobuf, payload)).isEqualTo(MetricsOracle.decode(payload));
    }
  }

  @Test
  void agreesWithProtobufJavaOnDamagedRequests() {
    var random = new Random(42);
    var mutation = new WireMutation(random);
    var captures = captures();
    int accepted = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      var original =
          i % 2 == 0
              ? OtlpMetrics.anything(random).toByteArray()
              : captures.get(random.nextInt(captures.size()));
      var damaged = mutation.apply(original, captures.get(random.nextInt(captures.size())));
      var theirs = MetricsOracle.decode(damaged);
      var ours = by(protobuf, damaged);
      if (!Objects.equals(ours, theirs)) {
        assertThat(ours)
            .as("mutation %d: %s", i, HexFormat.of().formatHex(damaged))
            .isEqualTo(theirs);
      }
      accepted += ours == null ? 0 : 1;
    }
    assertThat(accepted).isBetween(MUTATIONS / 5, MUTATIONS * 4 / 5);
  }

  @Test
  void readsTheSameFromJsonAsFromProtobuf() {
    var random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      var request = OtlpMetrics.anything(random);
      var text = OtlpJson.of(request);
      assertThat(by(json, text.getBytes(StandardCharsets.UTF_8)))
          .as(text)
          .isEqualTo(by(protobuf, request.toByteArray()));
    }
  }
}
