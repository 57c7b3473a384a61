// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.ingest.Decompression;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Metric;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteWriteTest {

  private static final long TIME_MS = RemoteWrites.TIME_MS;

  private static byte[] first() throws IOException {
    return RemoteWrites.first(TIME_MS);
  }

  private static List<Metric> decode(RemoteWriteDecoder decoder, byte[] body) {
    return decoder.decode("p", ByteBuffer.wrap(body)).metrics();
  }

  @Test
  void readsSeriesOfTheFirstVersion() throws IOException {
    var metrics = decode(RemoteWriteDecoder.first(), first());
    var requests = metrics.getFirst();
    assertThat(requests.name()).isEqualTo("http_requests_total");
    assertThat(requests.monotonic()).isTrue();
    assertThat(requests.resource().service()).isEqualTo("shop");
    assertThat(requests.points().getFirst().timeNs()).isEqualTo(TIME_MS * 1_000_000);
    assertThat(requests.points().get(0).value()).isEqualTo(new PointValue.Scalar(5));
    assertThat(requests.points().get(1).value()).as("stale").isEqualTo(PointValue.NO_VALUE);
    var queue = metrics.get(1);
    assertThat(queue.type()).as("what the metadata says").isEqualTo(MetricType.GAUGE);
    assertThat(queue.description()).isEqualTo("Waiting");
  }

  @Test
  void readsNativeHistogramsOfTheSecondVersion() throws IOException {
    var body = RemoteWrites.second(TIME_MS);
    var metric = decode(RemoteWriteDecoder.second(), body).getFirst();
    assertThat(metric.name()).isEqualTo("rpc_seconds");
    assertThat(metric.unit()).isEqualTo("s");
    assertThat(metric.points().getFirst().value())
        .isEqualTo(
            new PointValue.ExponentialHistogram(
                7,
                12.5,
                Double.NaN,
                Double.NaN,
                2,
                1,
                0,
                new Buckets(0, List.of(2L, 3L, 0L, 1L)),
                Buckets.NONE));
  }

  @Test
  void inflatesSnappyWithinALimit() throws IOException {
    var compressed = ByteBuffer.wrap(Snappy.compress(first()));
    assertThat(Decompression.inflate(compressed, Compression.SNAPPY, 1 << 20))
        .isEqualTo(ByteBuffer.wrap(first()));
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(() -> Decompression.inflate(compressed, Compression.SNAPPY, 10))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
    assertThatExceptionOfType(AppException.class)
        .isThrownBy(
            () ->
                Decompression.inflate(
                    ByteBuffer.wrap(new byte[] {(byte) 0xFF, (byte) 0xFF, 0x7F, 1}),
                    Compression.SNAPPY,
                    1 << 30))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID));
  }

  @Test
  void damagedRequestsAreReadOrInvalid() throws IOException {
    var random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      var body = first();
      for (int change = random.nextInt(4); change >= 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      for (var decoder : List.of(RemoteWriteDecoder.first(), RemoteWriteDecoder.second())) {
        try {
          decode(decoder, body);
        } catch (AppException refused) {
          assertThat(refused.code()).isEqualTo(ErrorCode.INVALID);
        }
      }
    }
  }
}
