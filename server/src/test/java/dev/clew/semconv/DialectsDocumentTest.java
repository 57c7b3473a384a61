// SPDX-License-Identifier: Apache-2.0
package dev.clew.semconv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.GoldenCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DialectsDocumentTest {

  @Test
  void theDocumentIsWhatTheRulesAndTheCapturesSay() throws IOException {
    var document = Path.of(System.getProperty("clew.root"), "docs/dialects.md");
    var written = DialectsDocument.of(GoldenCase.all());
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(document, written);
    }
    assertThat(document).content().isEqualTo(written);
  }
}
