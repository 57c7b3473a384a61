// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import dev.clew.ingest.ExportRequest.Compression;
import dev.clew.model.AppException;
import dev.clew.model.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class DecompressionTest {

  private static final int LIMIT = 1 << 20;

  @Test
  void leavesWhatIsNotCompressed() {
    assertThat(inflate("abc".getBytes(UTF_8), Compression.NONE)).isEqualTo("abc");
    assertRefused(new byte[LIMIT + 1], Compression.NONE, ErrorCode.TOO_LARGE);
  }

  @Test
  void takesNothingForNothing() {
    for (var compression : Compression.values()) {
      assertThat(inflate(new byte[0], compression)).isEmpty();
    }
  }

  @Test
  void inflatesEveryMemberAndFrame() throws IOException {
    assertThat(inflate(concat(gzip("ab"), gzip(""), gzip("cd")), Compression.GZIP))
        .isEqualTo("abcd");
    assertThat(inflate(concat(zstd("ab"), zstd("cd")), Compression.ZSTD)).isEqualTo("abcd");
  }

  @Test
  void inflatesUpToTheLimit() throws IOException {
    var text = "x".repeat(LIMIT);
    assertThat(inflate(gzip(text), Compression.GZIP)).isEqualTo(text);
    assertThat(inflate(zstd(text), Compression.ZSTD)).isEqualTo(text);
  }

  @Test
  void stopsBeyondTheLimit() throws IOException {
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      var zeros = new byte[1 << 20];
      for (int i = 0; i < 256; i++) {
        out.write(zeros);
      }
    }
    assertRefused(bomb.toByteArray(), Compression.GZIP, ErrorCode.TOO_LARGE);
    assertRefused(Zstd.compress(new byte[256 << 20]), Compression.ZSTD, ErrorCode.TOO_LARGE);
    var members = concat(gzip("x".repeat(LIMIT)), gzip("x"));
    assertRefused(members, Compression.GZIP, ErrorCode.TOO_LARGE);
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    for (var compressed : List.of(gzip("some text"), zstd("some text"))) {
      var compression = compressed[0] == 0x1f ? Compression.GZIP : Compression.ZSTD;
      for (int length = 1; length < compressed.length; length++) {
        assertRefused(Arrays.copyOf(compressed, length), compression, ErrorCode.INVALID);
      }
    }
  }

  @Test
  void refusesGarbageAndWrongChecksums() throws IOException {
    var noise = new byte[100];
    new Random(1).nextBytes(noise);
    assertRefused(noise, Compression.GZIP, ErrorCode.INVALID);
    assertRefused(noise, Compression.ZSTD, ErrorCode.INVALID);
    assertRefused(concat(gzip("a"), noise), Compression.GZIP, ErrorCode.INVALID);
    assertRefused(concat(zstd("a"), noise), Compression.ZSTD, ErrorCode.INVALID);
    var wrongCrc = gzip("some text");
    wrongCrc[wrongCrc.length - 6] ^= 1;
    assertRefused(wrongCrc, Compression.GZIP, ErrorCode.INVALID);
    var wrongLength = gzip("some text");
    wrongLength[wrongLength.length - 1] ^= 1;
    assertRefused(wrongLength, Compression.GZIP, ErrorCode.INVALID);
  }

  @Test
  void refusesAZstdFrameThatAsksForAHugeWindow() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zstd = new ZstdOutputStream(out)) {
      zstd.setLong(27);
      zstd.write("text".getBytes(UTF_8));
    }
    assertRefused(out.toByteArray(), Compression.ZSTD, ErrorCode.INVALID);
  }

  private static String inflate(byte[] body, Compression compression) {
    return UTF_8
        .decode(Decompression.inflate(ByteBuffer.wrap(body), compression, LIMIT))
        .toString();
  }

  private static void assertRefused(byte[] body, Compression compression, ErrorCode code) {
    assertThatThrownBy(() -> Decompression.inflate(ByteBuffer.wrap(body), compression, LIMIT))
        .isInstanceOfSatisfying(AppException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static byte[] gzip(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] zstd(String text) {
    return Zstd.compress(text.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
