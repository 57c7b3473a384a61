// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Space on disk, as `du` counts it: allocated blocks, hard links once.
final class DiskUsage {

  private DiskUsage() {}

  static long bytes(Path folder) throws IOException {
    var du =
        new ProcessBuilder("du", "-s", "-B1", folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var answer = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Long.parseLong(answer.split("\\s")[0]);
  }
}
