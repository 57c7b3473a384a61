// SPDX-License-Identifier: Apache-2.0
package dev.clew.app;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a folder takes what is written to it. Found out by writing, because what was refused a
/// minute ago says nothing when nobody sends any more, and free space says nothing about quotas and
/// broken disks.
final class DiskProbe {

  private static final Logger log = LoggerFactory.getLogger(DiskProbe.class);

  /// About what a small request takes.
  private static final int BYTES = 64 << 10;

  /// However often it is asked, the disk is synced once in so long.
  private static final Duration KEPT = Duration.ofSeconds(2);

  private final Path file;
  private boolean isWritable = true;
  private Instant lookAgain = Instant.MIN;

  DiskProbe(Path folder) {
    file = folder.resolve("disk.probe");
  }

  synchronized boolean isWritable(Instant now) {
    if (!now.isBefore(lookAgain)) {
      isWritable = write();
      lookAgain = now.plus(KEPT);
    }
    return isWritable;
  }

  private boolean write() {
    try {
      try (var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.allocate(BYTES);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      } finally {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException e) {
      log.debug("{} cannot be written", file, e);
      return false;
    }
  }
}
