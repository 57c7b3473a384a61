// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {

  @TempDir private Path folder;

  @Test
  void aFileThatHoldsNoCertificateIsNamed() throws IOException {
    var empty = Files.writeString(folder.resolve("ca.pem"), "no certificate");
    var missing = folder.resolve("missing.pem");
    assertRefused(empty);
    assertRefused(missing);
  }

  private void assertRefused(Path file) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () -> ConfigLoader.load(null, Map.of("CLEW_ALERTS_CA_FILE", file.toString()), Map.of()))
        .withMessageContaining(
            "alerts.ca-file: %s (expected: a file with certificates in PEM)".formatted(file));
  }
}
