// SPDX-License-Identifier: Apache-2.0
package dev.clew.forward;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Records on disk, first in, first out, within a number of bytes; beyond it the oldest go.
///
/// A folder of segments, each a sequence of `length, CRC-32, record`, and a file with the place of
/// the next record to read. Nothing is synced: a crash of the process loses nothing, one of the
/// machine may lose the last seconds, and what was read just before may be read again.
final class DiskQueue implements AutoCloseable {

  private static final int HEADER = 8;
  private static final int SEGMENTS = 8;
  private static final String SUFFIX = ".queue";

  private final Path folder;
  private final long maxBytes;
  private final TreeMap<Long, Segment> segments = new TreeMap<>();
  private final FileChannel position;
  private long newest;
  private long offset;
  private long dropped;

  /// @param size of its whole records, in bytes
  /// @param records that have not been read
  private record Segment(FileChannel channel, long size, long records) {}

  DiskQueue(Path folder, long maxBytes) throws IOException {
    this.folder = folder;
    this.maxBytes = maxBytes;
    Files.createDirectories(folder);
    position = open(folder.resolve("position"));
    try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      for (var file : files) {
        var name = file.getFileName().toString();
        var channel = open(file);
        segments.put(
            Long.parseLong(name.substring(0, name.length() - SUFFIX.length())), scan(channel));
      }
    }
    newest = segments.isEmpty() ? 0 : segments.lastKey();
    resume();
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  /// A record that a crash cut short ends its segment.
  private static Segment scan(FileChannel channel) throws IOException {
    long at = 0;
    long records = 0;
    while (at + HEADER <= channel.size()) {
      long next = at + HEADER + read(channel, at, HEADER).getInt();
      if (next <= at || next > channel.size()) {
        break;
      }
      at = next;
      records++;
    }
    channel.truncate(at);
    return new Segment(channel, at, records);
  }

  private void resume() throws IOException {
    if (position.size() < 16) {
      return;
    }
    var place = read(position, 0, 16);
    long segment = place.getLong();
    long at = place.getLong();
    newest = Math.max(newest, segment);
    while (!segments.isEmpty() && segments.firstKey() < segment) {
      remove();
    }
    var first = segments.firstEntry();
    if (first != null && first.getKey() == segment) {
      while (offset < Math.min(at, first.getValue().size())) {
        offset += HEADER + read(first.getValue().channel(), offset, HEADER).getInt();
        countRead();
      }
    }
  }

  synchronized void add(byte[] record) throws IOException {
    var last = segments.lastEntry();
    if (last == null || last.getValue().size() > maxBytes / SEGMENTS) {
      long name = ++newest;
      segments.put(
          name, new Segment(open(folder.resolve("%020d%s".formatted(name, SUFFIX))), 0, 0));
      last = segments.lastEntry();
    }
    var segment = last.getValue();
    var crc = new CRC32();
    crc.update(record);
    var bytes = ByteBuffer.allocate(HEADER + record.length);
    bytes.putInt(record.length).putInt((int) crc.getValue()).put(record).flip();
    long at = segment.size();
    while (bytes.hasRemaining()) {
      at += segment.channel().write(bytes, at);
    }
    segments.put(last.getKey(), new Segment(segment.channel(), at, segment.records() + 1));
    while (bytes() > maxBytes && segments.size() > 1) {
      dropped += segments.firstEntry().getValue().records();
      remove();
    }
    notifyAll();
  }

  /// The oldest record, which stays; waits up to `millis`, then `null`.
  synchronized byte @Nullable [] peek(long millis) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    for (long left = millis; records() == 0 && left > 0; ) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    while (!segments.isEmpty()) {
      var segment = segments.firstEntry().getValue();
      if (offset < segment.size()) {
        var header = read(segment.channel(), offset, HEADER);
        int length = header.getInt();
        var record = read(segment.channel(), offset + HEADER, length).array();
        var crc = new CRC32();
        crc.update(record);
        if ((int) crc.getValue() == header.getInt()) {
          return record;
        }
        // What the disk spoiled is passed over.
        dropped++;
        skip(length);
      } else if (segments.size() > 1) {
        remove();
      } else {
        return null;
      }
    }
    return null;
  }

  /// Takes the oldest record away, if it is still `record`.
  synchronized void take(byte[] record) throws IOException, InterruptedException {
    var oldest = peek(1);
    if (oldest != null && Arrays.equals(oldest, record)) {
      skip(record.length);
    }
  }

  private void skip(int length) throws IOException {
    offset += HEADER + length;
    countRead();
    var place = ByteBuffer.allocate(16).putLong(segments.firstKey()).putLong(offset).flip();
    while (place.hasRemaining()) {
      position.write(place, place.position());
    }
  }

  private void countRead() {
    var first = segments.firstEntry();
    var segment = first.getValue();
    segments.put(
        first.getKey(),
        new Segment(segment.channel(), segment.size(), Math.max(0, segment.records() - 1)));
  }

  private void remove() throws IOException {
    var first = segments.pollFirstEntry();
    first.getValue().channel().close();
    Files.deleteIfExists(folder.resolve("%020d%s".formatted(first.getKey(), SUFFIX)));
    offset = 0;
  }

  /// On disk, those read from the oldest segment included.
  synchronized long bytes() {
    return segments.values().stream().mapToLong(Segment::size).sum();
  }

  /// Not read yet, in bytes.
  synchronized long waitingBytes() {
    return Math.max(0, bytes() - offset);
  }

  /// Not read yet.
  synchronized long records() {
    return segments.values().stream().mapToLong(Segment::records).sum();
  }

  /// Never read, since the start.
  synchronized long dropped() {
    return dropped;
  }

  private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
    var bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, at + bytes.position()) < 0) {
        throw new IOException("a segment is shorter than it was");
      }
    }
    return bytes.flip();
  }

  @Override
  public synchronized void close() throws IOException {
    for (var segment : segments.values()) {
      segment.channel().close();
    }
    position.close();
  }
}
