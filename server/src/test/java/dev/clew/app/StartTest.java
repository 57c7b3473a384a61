// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.testkit.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A start that cannot succeed says why in one sentence and ends with code 2; a stop ends with 0.
class StartTest {

  @TempDir private Path folder;

  @Test
  void aSecondServerOnTheSameFolderAndABusyPortAreRefused() {
    var data = folder.resolve("data");
    try (var server = ServerProcess.start(data)) {
      var second = ServerProcess.startAndFail(data, Map.of());
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.message()).contains("is in use by process");

      var busy =
          ServerProcess.startAndFail(
              folder.resolve("other"),
              Map.of("CLEW_HTTP_PORT", Integer.toString(server.api("/").getPort())));
      assertThat(busy.exitCode()).isEqualTo(2);
      assertThat(busy.message()).contains("cannot listen on 127.0.0.1");

      assertThat(server.stop()).isZero();
    }
  }

  @Test
  void everyWrongSettingIsNamedAtOnce() throws IOException {
    var file = folder.resolve("clew.yaml");
    Files.writeString(file, "otlp:\n  http-prt: 1\nanalysis:\n  quiet-after: soon\n");
    var refused =
        ServerProcess.startAndFail(
            folder.resolve("data"),
            Map.of("CLEW_OTLP_GRPC_PORT", "70000"),
            "--config",
            file.toString());
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.message())
        .contains("unknown setting 'otlp.http-prt'")
        .contains("analysis.quiet-after: soon")
        .contains("otlp-grpc-port: 70000 (expected: a whole number, 0..65535)");
  }
}
