// SPDX-License-Identifier: Apache-2.0
package dev.clew.prometheus;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/// Requests of remote-write, as their specifications lay them out.
final class RemoteWrites {

  static final long TIME_MS = 1_795_521_600_000L;

  private RemoteWrites() {}

  interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  static byte[] message(Body body) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = CodedOutputStream.newInstance(bytes);
    body.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  /// A counter with a value and a stale marker, and a gauge that only its metadata tells from one.
  static byte[] first(long timeMs) throws IOException {
    var series =
        message(
            out -> {
              out.writeByteArray(1, label("__name__", "http_requests_total"));
              out.writeByteArray(1, label("job", "shop"));
              out.writeByteArray(2, sample(5, timeMs));
              out.writeByteArray(
                  2, sample(Double.longBitsToDouble(0x7ff0000000000002L), timeMs + 1));
            });
    var gauge =
        message(
            out -> {
              out.writeByteArray(1, label("__name__", "queue_count"));
              out.writeByteArray(2, sample(-3, timeMs));
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

  /// A native histogram: buckets 1, 2 and 4 with counts 2, 3 and 1, as differences.
  static byte[] second(long timeMs) throws IOException {
    var symbols = List.of("", "__name__", "rpc_seconds", "job", "shop", "Time", "s");
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
              out.writeInt64(15, timeMs);
            });
    return message(
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

  private static byte[] span(int offset, int length) throws IOException {
    return message(
        out -> {
          out.writeSInt32(1, offset);
          out.writeUInt32(2, length);
        });
  }
}
