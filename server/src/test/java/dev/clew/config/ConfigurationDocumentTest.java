// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {

  @Test
  void theDocumentIsWhatTheSettingsSay() throws IOException {
    var document = Path.of(System.getProperty("clew.root"), "docs/configuration.md");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(document, ConfigLoader.documentation());
    }
    assertThat(document)
        .as("written by `./clew configuration > docs/configuration.md`")
        .content()
        .isEqualTo(ConfigLoader.documentation());
  }
}
