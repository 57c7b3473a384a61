// SPDX-License-Identifier: Apache-2.0
package dev.clew.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The folder that one server owns while it runs. The lock belongs to the process and goes with it,
/// however it ends.
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Creates the folder when it is missing and takes its lock.
  ///
  /// @throws DataFolderException when another process owns it or it cannot be written; the message
  ///   is a sentence for the user
  public static DataFolder open(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("clew.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      var lock = tryLock(channel);
      if (lock == null) {
        var owner = Files.readString(path.resolve("clew.lock")).strip();
        channel.close();
        throw new DataFolderException(
            "the data folder %s is in use by process %s; stop it or choose another folder with --data"
                .formatted(path, owner.isEmpty() ? "unknown" : owner));
      }
      channel.truncate(0);
      channel.write(StandardCharsets.UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return new DataFolder(path, channel, lock);
    } catch (IOException e) {
      throw new DataFolderException(
          "the data folder %s cannot be used: %s (%s)"
              .formatted(path, e.getMessage(), e.getClass().getSimpleName()),
          e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() {
    try (channel) {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
