// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.DataFolder;
import dev.clew.engine.DataFolderException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClickHouseTest extends ClickHouseContract {

  @Override
  protected ClickHouse clickHouse() {
    return TestEngine.shared();
  }

  @Test
  void saysWhatItIs() {
    assertThat(clickHouse().kind()).isEqualTo("embedded");
    assertThat(clickHouse().version()).startsWith("26.7");
  }

  @Test
  void aFolderHasOneOwner(@TempDir Path folder) {
    try (var _ = DataFolder.open(folder)) {
      assertThatExceptionOfType(DataFolderException.class)
          .isThrownBy(() -> DataFolder.open(folder))
          .withMessageContaining("in use by process " + ProcessHandle.current().pid());
    }
    DataFolder.open(folder).close();
  }
}
