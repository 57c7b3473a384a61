// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.CodedOutputStream;
import dev.clew.ingest.Decompression;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import dev.clew.model.Metric;
import dev.clew.model.MetricType;
import dev.clew.model.PointValue;
import dev.clew.model.PointValue.Buckets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

class RemoteWriteTest {

  private static final long TIME_MS = 1_795_521_600_000L;

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    body.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] label(String name, String value) throws IOException {
    return message(
        out -> {
          out.writeString(1, name);
          out.writeString(2, value);
        });
  }

  private static byte[] sample(double value, long timeMs) throws IOException {
    return message(
        out -> {
          out.writeDouble(1, value);
          out.writeInt64(2, timeMs);
        });
  }

  private static byte[] first() throws IOException {
    var series =
        message(
            out -> {
              out.writeByteArray(1, label("__name__", "http_requests_total"));
              out.writeByteArray(1, label("job", "shop"));
              out.writeByteArray(2, sample(5, TIME_MS));
              out.writeByteArray(
                  2, sample(Double.longBitsToDouble(0x7ff0000000000002L), TIME_MS + 1));
            });
    var gauge =
        message(
            out -> {
              out.writeByteArray(1, label("__name__", "queue_count"));
              out.writeByteArray(2, sample(-3, TIME_MS));
            });
    return message(
        out -> {
          out.writeByteArray(1, series);
          out.writeByteArray(1, gauge);
          out.writeByteArray(
              3,
              message(
                  metadata -> {
                    metadata.writeEnum(1, 2);
                    metadata.writeString(2, "queue_count");
                    metadata.writeString(4, "Waiting");
                  }));
        });
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
    var symbols = List.of("", "__name__", "rpc_seconds", "job", "shop", "Time", "s");
    // Buckets 1, 2 and 4: counts 2, 3 and 1, as differences.
    var histogram =
        message(
            out -> {
              out.writeUInt64(1, 7);
              out.writeDouble(3, 12.5);
              out.writeSInt32(4, 2);
              out.writeUInt64(6, 1);
              out.writeByteArray(11, span(1, 2));
              out.writeByteArray(11, span(1, 1));
              out.writeByteArray(
                  12,
                  message(
                      deltas -> {
                        deltas.writeSInt64NoTag(2);
                        deltas.writeSInt64NoTag(1);
                        deltas.writeSInt64NoTag(-2);
                      }));
              out.writeInt64(15, TIME_MS);
            });
    var body =
        message(
            out -> {
              for (var symbol : symbols) {
                out.writeString(4, symbol);
              }
              out.writeByteArray(
                  5,
                  message(
                      series -> {
                        series.writeByteArray(1, new byte[] {1, 2, 3, 4});
                        series.writeByteArray(3, histogram);
                        series.writeByteArray(
                            5,
                            message(
                                metadata -> {
                                  metadata.writeEnum(1, 3);
                                  metadata.writeUInt32(3, 5);
                                  metadata.writeUInt32(4, 6);
                                }));
                      }));
            });
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

  private static byte[] span(int offset, int length) throws IOException {
    return message(
        out -> {
          out.writeSInt32(1, offset);
          out.writeUInt32(2, length);
        });
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
