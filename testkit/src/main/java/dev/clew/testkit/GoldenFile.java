// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that holds what some code is expected to produce. `-Dgolden.update=true` writes it anew;
/// the difference is then for a person to read.
public record GoldenFile(Path path) {

  /// @param name path below `golden/`
  public static GoldenFile of(String name) {
    return new GoldenFile(root().resolve(name));
  }

  static Path root() {
    // Surefire starts in the module's folder, next to the testkit.
    var root = Path.of(System.getProperty("clew.root", ".."));
    return root.resolve("testkit/src/main/resources/golden");
  }

  /// Compares `actual` with the file, or makes it the file.
  public void matches(String actual) {
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, actual);
      }
      assertThat(path).as("run with -Dgolden.update=true to create").exists();
      assertThat(actual).isEqualTo(Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
