// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/// Inflates the body of a request. No size that the sender declares is believed: memory grows with
/// what was really inflated, and stops one byte beyond the limit.
public final class Decompression {

  private static final int FIRST_CHUNK = 64 << 10;

  // The window that a zstd frame may ask for, as a power of two: 16 MiB, what senders' "better"
  // level uses. The format allows 2 GiB.
  private static final int ZSTD_WINDOW_LOG_MAX = 24;

  private Decompression() {}

  /// Returns the inflated body; the buffer may share memory with `compressed`.
  ///
  /// @throws AppException TOO_LARGE when there are more than `limitBytes`, INVALID when the body is
  ///   not what its encoding says
  public static ByteBuffer inflate(
      ByteBuffer compressed, Compression compression, long limitBytes) {
    var body = compressed.duplicate();
    int limit = (int) Math.min(limitBytes, Integer.MAX_VALUE - 16);
    if (!body.hasRemaining()) {
      return body;
    }
    return switch (compression) {
      case NONE -> {
        if (body.remaining() > limit) {
          throw tooLarge(limit);
        }
        yield body;
      }
      case GZIP -> gunzip(body.order(ByteOrder.LITTLE_ENDIAN), new Output(limit));
      case ZSTD -> unzstd(body, new Output(limit));
      case SNAPPY -> unsnappy(body, limit);
    };
  }

  /// A block says how long it becomes; what it really becomes is checked against that.
  private static ByteBuffer unsnappy(ByteBuffer in, int limit) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    try {
      int length = Snappy.uncompressedLength(bytes);
      if (length > limit) {
        throw tooLarge(limit);
      }
      // At most 64 times: a longer claim is a lie that must not cost memory.
      if (length < 0 || length / 64 > bytes.length) {
        throw new AppException(ErrorCode.INVALID, "not snappy: a length of " + length);
      }
      return ByteBuffer.wrap(Snappy.uncompress(bytes));
    } catch (IOException e) {
      throw new AppException(ErrorCode.INVALID, "not snappy: " + e.getMessage(), e);
    }
  }

  /// All members of a gzip file (RFC 1952), under one limit.
  private static ByteBuffer gunzip(ByteBuffer in, Output out) {
    var inflater = new Inflater(true);
    var crc = new CRC32();
    try {
      while (in.hasRemaining()) {
        GzipHeader.skip(in);
        inflater.reset();
        inflater.setInput(in);
        crc.reset();
        int before = out.size;
        while (!inflater.finished()) {
          out.makeRoom();
          int from = out.size;
          int count = inflater.inflate(out.bytes, from, out.bytes.length - from);
          if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
            throw invalid("gzip: the body ends early", null);
          }
          crc.update(out.bytes, from, count);
          out.add(count);
        }
        if (in.remaining() < 8) {
          throw invalid("gzip: the body ends early", null);
        }
        if (in.getInt() != (int) crc.getValue() || in.getInt() != out.size - before) {
          throw invalid("gzip: wrong checksum or length", null);
        }
      }
      return out.asBuffer();
    } catch (DataFormatException e) {
      throw invalid("gzip: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static ByteBuffer unzstd(ByteBuffer in, Output out) {
    var bytes = new byte[in.remaining()];
    in.get(bytes);
    try (var stream = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes))) {
      stream.setLongMax(ZSTD_WINDOW_LOG_MAX);
      while (true) {
        out.makeRoom();
        int count = stream.read(out.bytes, out.size, out.bytes.length - out.size);
        if (count < 0) {
          return out.asBuffer();
        }
        out.add(count);
      }
    } catch (IOException e) {
      throw invalid("zstd: " + e.getMessage(), e);
    }
  }

  private static AppException tooLarge(int limit) {
    return new AppException(
        ErrorCode.TOO_LARGE, "the inflated body has more than " + limit + " bytes");
  }

  private static AppException invalid(String message, @Nullable Exception cause) {
    return new AppException(ErrorCode.INVALID, message, cause);
  }

  /// Doubles until the limit; one byte more shows that there would be more.
  private static final class Output {
    private final int limit;
    private byte[] bytes;
    private int size;

    Output(int limit) {
      this.limit = limit;
      bytes = new byte[Math.min(FIRST_CHUNK, limit + 1)];
    }

    void makeRoom() {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, (int) Math.min(2L * size, limit + 1L));
      }
    }

    void add(int count) {
      size += count;
      if (size > limit) {
        throw tooLarge(limit);
      }
    }

    ByteBuffer asBuffer() {
      return ByteBuffer.wrap(bytes, 0, size);
    }
  }

  /// The header of a gzip member (RFC 1952, 2.3).
  private static final class GzipHeader {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    static void skip(ByteBuffer in) {
      need(in, 10);
      if (in.getShort() != (short) 0x8B1F || in.get() != 8) {
        throw invalid("gzip: not a gzip header", null);
      }
      int flags = in.get();
      in.position(in.position() + 6);
      if ((flags & RESERVED) != 0) {
        throw invalid("gzip: reserved flags", null);
      }
      if ((flags & EXTRA) != 0) {
        need(in, 2);
        int length = in.getShort() & 0xFFFF;
        need(in, length);
        in.position(in.position() + length);
      }
      if ((flags & NAME) != 0) {
        skipText(in);
      }
      if ((flags & COMMENT) != 0) {
        skipText(in);
      }
      if ((flags & HEADER_CRC) != 0) {
        need(in, 2);
        in.getShort();
      }
    }

    private static void skipText(ByteBuffer in) {
      do {
        need(in, 1);
      } while (in.get() != 0);
    }

    private static void need(ByteBuffer in, int count) {
      if (in.remaining() < count) {
        throw invalid("gzip: the body ends early", null);
      }
    }
  }
}
