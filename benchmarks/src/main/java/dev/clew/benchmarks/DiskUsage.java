// SPDX-License-Identifier: Apache-2.0
package dev.clew.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Space that a data folder takes, in blocks of 4 KiB, without what is about to go: ClickHouse
/// keeps the parts that a merge has replaced for eight minutes.
final class DiskUsage {

  private static final long BLOCK = 4096;
  private static final Pattern PART = Pattern.compile("(.+)_(\\d+)_(\\d+)_(\\d+)");

  private DiskUsage() {}

  static long bytes(Path folder) throws IOException {
    List<Path> children = new ArrayList<>();
    try (var listed = Files.list(folder)) {
      listed.forEach(children::add);
    } catch (NoSuchFileException e) {
      return 0;
    }
    var parts = new ArrayList<Part>();
    for (var child : children) {
      var part = Part.of(child.getFileName().toString());
      if (part != null) {
        parts.add(part);
      }
    }
    long bytes = 0;
    for (var child : children) {
      var part = Part.of(child.getFileName().toString());
      if (Files.isSymbolicLink(child)) {
        // ClickHouse shows its tables a second time by name.
        continue;
      }
      if (Files.isDirectory(child)) {
        boolean isReplaced = part != null && parts.stream().anyMatch(part::isReplacedBy);
        boolean isTemporary = child.getFileName().toString().startsWith("tmp_");
        bytes += isReplaced || isTemporary ? 0 : bytes(child);
      } else {
        bytes += size(child);
      }
    }
    return bytes;
  }

  private static long size(Path file) throws IOException {
    try {
      return (Files.size(file) + BLOCK - 1) / BLOCK * BLOCK;
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /// A MergeTree part by the name of its folder: partition, first and last block, level.
  private record Part(String partition, long first, long last, long level) {

    static @Nullable Part of(String name) {
      var match = PART.matcher(name);
      return match.matches()
          ? new Part(
              match.group(1),
              Long.parseLong(match.group(2)),
              Long.parseLong(match.group(3)),
              Long.parseLong(match.group(4)))
          : null;
    }

    boolean isReplacedBy(Part other) {
      return other.partition.equals(partition)
          && other.first <= first
          && other.last >= last
          && other.level > level;
    }
  }
}
