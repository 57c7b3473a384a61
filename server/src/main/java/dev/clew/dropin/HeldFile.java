// SPDX-License-Identifier: Apache-2.0
package dev.clew.dropin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Held objects on disk, so that what was acknowledged survives a crash: a line for each state of
/// an object, and one when it is gone. The last line of an object counts. Not safe for threads.
final class HeldFile implements AutoCloseable {

  private static final long REWRITE_BYTES = 8L << 20;

  private final Path file;
  private FileChannel channel;
  private long written;
  private long kept;

  private HeldFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static HeldFile open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return new HeldFile(
        file,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /// What the file holds. A line that a crash cut short is left out: nobody was told that it is
  /// stored.
  List<Held> read(long now) throws IOException {
    Map<Held.Key, Held> held = new LinkedHashMap<>();
    // A reader that puts up with half a character, which is what a crash may leave at the end.
    try (var lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var one = Held.parse(line, now);
        if (one != null && one.isGone()) {
          held.remove(one.key());
        } else if (one != null) {
          held.put(one.key(), one);
        }
      }
    }
    rewrite(held.values());
    return List.copyOf(held.values());
  }

  /// Appends lines and syncs them.
  void append(List<String> lines) throws IOException {
    write(lines);
    channel.force(false);
  }

  /// Appends lines that may be lost.
  void note(List<String> lines) throws IOException {
    write(lines);
  }

  /// Writes the file anew when most of it is about objects that are gone.
  void tidy(Collection<Held> held) throws IOException {
    if (written > REWRITE_BYTES && written > 2 * kept) {
      rewrite(held);
    }
  }

  private void write(List<String> lines) throws IOException {
    var bytes = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    long end = channel.size();
    try {
      long at = end;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      written = at;
    } catch (IOException e) {
      cut(end, e);
      throw e;
    }
  }

  /// Half a line, left on a full disk, would spoil the one that is written after it.
  private void cut(long end, IOException why) {
    try {
      channel.truncate(end);
    } catch (IOException e) {
      why.addSuppressed(e);
    }
  }

  private void rewrite(Collection<Held> held) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".new");
    var out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    for (var one : held) {
      var line = ByteBuffer.wrap((one.line() + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        out.write(line);
      }
    }
    out.force(true);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
    channel.close();
    channel = out;
    written = out.size();
    kept = written;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
