// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteAheadLogTest {

  @TempDir private Path folder;

  @Test
  void readsBackWhatWasAppended() throws IOException {
    try (var log = WriteAheadLog.open(folder)) {
      log.append(List.of(record("one"), record("two")));
      log.append(List.of(record("three")));
      var segment = log.roll();
      assertThat(texts(segment.file())).containsExactly("one", "two", "three");
    }
  }

  @Test
  void aTornTailEndsTheSegmentWhereverItIsCut() throws IOException {
    Path file;
    try (var log = WriteAheadLog.open(folder)) {
      log.append(List.of(record("first"), record("second")));
      file = log.roll().file();
    }
    var whole = Files.readAllBytes(file);
    int firstRecord = 8 + "first".length();
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      assertThat(texts(file))
          .as("cut at %d", cut)
          .isEqualTo(cut < firstRecord ? List.of() : List.of("first"));
    }
  }

  @Test
  void aFlippedBitEndsTheSegmentBeforeItsRecord() throws IOException {
    Path file;
    try (var log = WriteAheadLog.open(folder)) {
      log.append(List.of(record("first"), record("second")));
      file = log.roll().file();
    }
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertThat(texts(file)).containsExactly("first");
  }

  @Test
  void namesNeverRepeatAndSortByTheirOrder() throws IOException {
    var tokens = new ArrayList<String>();
    for (int restart = 0; restart < 3; restart++) {
      try (var log = WriteAheadLog.open(folder)) {
        for (int i = 0; i < 3; i++) {
          log.append(List.of(record("x")));
          tokens.add(log.roll().token());
        }
      }
    }
    assertThat(tokens).doesNotHaveDuplicates().isSorted();
    for (var left : WriteAheadLog.leftOver(folder)) {
      Files.delete(left);
    }
    try (var log = WriteAheadLog.open(folder)) {
      assertThat(tokens).doesNotContain(log.roll().token());
    }
  }

  private static ByteBuffer record(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(Path segment) throws IOException {
    return WriteAheadLog.read(segment).stream()
        .map(record -> StandardCharsets.UTF_8.decode(record).toString())
        .toList();
  }
}
