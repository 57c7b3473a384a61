// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskProbeTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  @Test
  void aFolderThatTakesFilesIsWritableAndStaysEmpty(@TempDir Path folder) {
    assertThat(new DiskProbe(folder).isWritable(NOW)).isTrue();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatCannotBeWrittenIsFoundAndRecoversByItself(@TempDir Path folder) throws Exception {
    var data = folder.resolve("data");
    var probe = new DiskProbe(data);
    assertThat(probe.isWritable(NOW)).isFalse();
    Files.createDirectory(data);
    assertThat(probe.isWritable(NOW.plusMillis(1_999))).isFalse();
    assertThat(probe.isWritable(NOW.plusSeconds(2))).isTrue();
  }
}
