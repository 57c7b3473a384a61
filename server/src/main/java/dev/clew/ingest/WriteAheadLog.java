// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Requests on their way into tables, on disk and synced before they are acknowledged.
///
/// A segment is a file of records: length (4 bytes, big-endian), CRC-32C of the record (4 bytes),
/// record. All records of a segment are inserted together, and the segment's name, which is unique,
/// is the deduplication token of that insert; so a segment left over by a crash can be inserted
/// again without anything being stored twice. A torn record at the end was never acknowledged and
/// ends the segment. Not thread-safe: [Backlog] owns it.
final class WriteAheadLog implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WriteAheadLog.class);
  private static final String SUFFIX = ".wal";
  private static final int HEADER_BYTES = 8;

  private final Path folder;
  private Segment current;

  /// Length of the whole records of `current`; whatever lies behind is the rest of a failed append.
  private long whole;

  private WriteAheadLog(Path folder, Segment current) {
    this.folder = folder;
    this.current = current;
  }

  /// @param number greater is later
  record Segment(long number, Path file, FileChannel channel) {

    String token() {
      return WriteAheadLog.token(file);
    }
  }

  /// Opens the folder and starts a segment after the last one in it.
  static WriteAheadLog open(Path folder) throws IOException {
    Files.createDirectories(folder);
    var left = leftOver(folder);
    return new WriteAheadLog(
        folder, create(folder, left.isEmpty() ? 1 : number(left.getLast()) + 1));
  }

  /// Segments that a crash left behind, oldest first.
  static List<Path> leftOver(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static long number(Path segment) {
    var name = token(segment);
    return Long.parseLong(name.substring(0, name.indexOf('-')));
  }

  /// Never the same for two segments, whatever the clock or the folder did in between.
  static String token(Path segment) {
    var name = segment.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }

  /// Keeps a segment that cannot be stored for whoever looks into why; it is not read again.
  static void setAside(Path segment, Exception reason) {
    var kept = segment.resolveSibling(segment.getFileName() + ".refused");
    log.error("telemetry that ClickHouse refuses is kept in {}", kept, reason);
    try {
      Files.move(segment, kept);
    } catch (IOException e) {
      log.error("cannot rename {}", segment, e);
    }
  }

  /// The whole records of a segment.
  static List<ByteBuffer> read(Path segment) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(segment));
    var records = new ArrayList<ByteBuffer>();
    while (bytes.remaining() >= HEADER_BYTES) {
      int length = bytes.getInt();
      int checksum = bytes.getInt();
      if (length < 0 || length > bytes.remaining()) {
        break;
      }
      var record = bytes.slice(bytes.position(), length);
      bytes.position(bytes.position() + length);
      if (checksum(record) != checksum) {
        break;
      }
      records.add(record);
    }
    return records;
  }

  /// Writes records and syncs them; when this returns they survive a crash of the machine.
  ///
  /// @throws IOException when the disk is full or broken: none of the records may be acknowledged
  void append(List<ByteBuffer> records) throws IOException {
    // What a failed append left must not stand in front of later records: reading would stop there.
    if (current.channel().size() > whole) {
      current.channel().truncate(whole);
    }
    for (var record : records) {
      var header = ByteBuffer.allocate(HEADER_BYTES);
      header.putInt(record.remaining()).putInt(checksum(record)).flip();
      write(header);
      write(record.duplicate());
    }
    current.channel().force(false);
    whole = current.channel().position();
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      current.channel().write(bytes);
    }
  }

  /// Ends the current segment and starts the next; the ended one is complete.
  Segment roll() throws IOException {
    var next = create(folder, current.number() + 1);
    var ended = current;
    current = next;
    whole = 0;
    ended.channel().close();
    return ended;
  }

  private static Segment create(Path folder, long number) throws IOException {
    var file = folder.resolve("%016d-%s%s".formatted(number, UUID.randomUUID(), SUFFIX));
    var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    // The file's name must survive a crash too.
    try (var directory = FileChannel.open(folder, StandardOpenOption.READ)) {
      directory.force(true);
    }
    return new Segment(number, file, channel);
  }

  private static int checksum(ByteBuffer record) {
    var crc = new CRC32C();
    crc.update(record.duplicate());
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    current.channel().close();
    if (Files.size(current.file()) == 0) {
      Files.delete(current.file());
    }
  }
}
