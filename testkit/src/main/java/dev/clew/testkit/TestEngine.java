// SPDX-License-Identifier: Apache-2.0
package dev.clew.testkit;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.DataFolder;
import dev.clew.engine.EmbeddedClickHouse;
import dev.clew.engine.EngineConfig;
import dev.clew.engine.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// One embedded engine for all tests of a JVM (it allows one data path per process), a database for
/// each test.
public final class TestEngine {

  private static final AtomicInteger databases = new AtomicInteger();

  private TestEngine() {}

  /// The shared engine; started at the first call, closed with the JVM.
  public static ClickHouse shared() {
    return Holder.ENGINE;
  }

  /// Creates an empty database and answers its name.
  public static String newDatabase() {
    var name = "test_" + databases.incrementAndGet();
    shared().execute(Statement.of("CREATE DATABASE " + name));
    return name;
  }

  /// libchdb as `npm ci` in engine/ installed it.
  public static Path library() {
    var root = System.getProperty("clew.root");
    if (root == null) {
      throw new IllegalStateException(
          "system property clew.root: not set (expected: the root of the repository)");
    }
    var platform =
        System.getProperty("os.name").startsWith("Mac")
            ? "darwin-" + (isArm() ? "arm64" : "x64")
            : "linux-" + (isArm() ? "arm64" : "x64") + "-gnu";
    return Path.of(root, "engine/node_modules/@chdb/lib-" + platform, "libchdb.so");
  }

  private static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }

  private static final class Holder {
    static final ClickHouse ENGINE = start();

    private static ClickHouse start() {
      try {
        var folder = Files.createTempDirectory("clew-test-");
        var lock = DataFolder.open(folder);
        var config = EngineConfig.sized(folder, library());
        var engine = EmbeddedClickHouse.open(config);
        Runtime.getRuntime()
            .addShutdownHook(
                Thread.ofPlatform()
                    .unstarted(
                        () -> {
                          engine.close();
                          lock.close();
                          delete(folder);
                        }));
        return engine;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path folder) {
      try (var files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
