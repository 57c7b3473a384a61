// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.ingest.ExportRequest.Compression;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A request as the write-ahead log keeps it: everything needed to take it through the line again
/// after a crash.
///
/// @param receivedAt seconds since 1970: absurd span times are filed under it, so it must not
///   change when the request is replayed
public record LoggedRequest<R>(
    String project, long receivedAt, Decoder<R> decoder, Compression compression, ByteBuffer body) {

  private static final byte VERSION = 1;

  ByteBuffer encode(List<Decoder<R>> decoders) {
    var name = project.getBytes(StandardCharsets.UTF_8);
    var record = ByteBuffer.allocate(1 + 8 + 1 + 1 + 2 + name.length + body.remaining());
    record.put(VERSION).putLong(receivedAt);
    record.put((byte) decoders.indexOf(decoder)).put(code(compression));
    record.putShort((short) name.length).put(name).put(body.duplicate());
    return record.flip();
  }

  static <R> LoggedRequest<R> decode(ByteBuffer record, List<Decoder<R>> decoders) {
    var in = record.duplicate();
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalStateException(
          "write-ahead log record version: %d (expected: %d)".formatted(version, VERSION));
    }
    long receivedAt = in.getLong();
    var decoder = decoders.get(in.get());
    var compression = compression(in.get());
    var name = new byte[in.getShort()];
    in.get(name);
    return new LoggedRequest<>(
        new String(name, StandardCharsets.UTF_8), receivedAt, decoder, compression, in.slice());
  }

  private static byte code(Compression compression) {
    return switch (compression) {
      case NONE -> 0;
      case GZIP -> 1;
      case ZSTD -> 2;
      case SNAPPY -> 3;
    };
  }

  private static Compression compression(byte code) {
    return switch (code) {
      case 0 -> Compression.NONE;
      case 1 -> Compression.GZIP;
      case 2 -> Compression.ZSTD;
      case 3 -> Compression.SNAPPY;
      default -> throw new IllegalStateException("write-ahead log compression: " + code);
    };
  }
}
