// SPDX-License-Identifier: Apache-2.0
package dev.clew.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardReaderTest {

  @TempDir private Path folder;

  @Test
  void aTargetNeedsOnlyANameAndAnEndpoint() throws IOException {
    var target =
        load("""
                forward:
                  - {name: tempo, endpoint: "https://otlp.example:4318"}
                """)
            .forward()
            .getFirst();
    assertThat(target.signals()).containsExactly("traces", "metrics", "logs");
    assertThat(target.projects()).isEmpty();
    assertThat(target.gzip()).isTrue();
    assertThat(target.queueBytes()).isEqualTo(256L << 20);
  }

  @Test
  void headersAreNeverShown() throws IOException {
    var target =
        load("""
                forward:
                  - {name: tempo, endpoint: "https://otlp.example", headers: {authorization: Bearer hidden}}
                """)
            .forward()
            .getFirst();
    assertThat(target.headers()).containsEntry("authorization", "Bearer hidden");
    assertThat(target).asString().doesNotContain("hidden");
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(
            () ->
                load(
                    """
                    forward:
                      - {name: "../up", endpoint: "ftp://x", signals: [profiles], queue-bytes: 7, timeout: soon, colour: red, headers: {host: x}}
                    """))
        .withMessageContaining("forward[0].name: ../up")
        .withMessageContaining("forward[0].endpoint: ftp://x")
        .withMessageContaining("forward[0].signals: [profiles]")
        .withMessageContaining("forward[0].queue-bytes: 7")
        .withMessageContaining("forward[0].timeout: soon")
        .withMessageContaining("forward[0].headers.host")
        .withMessageContaining("forward[0].colour");
  }

  private Config load(String yaml) throws IOException {
    var file = Files.writeString(folder.resolve("clew.yaml"), yaml);
    return ConfigLoader.load(file, Map.of(), Map.of());
  }
}
