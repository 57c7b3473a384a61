// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import java.time.Duration;
import java.util.List;

/// The journals of all signals, for what concerns them together.
public record Journals(List<Journal<?, ?>> all) implements AutoCloseable {

  public Journals {
    all = List.copyOf(all);
  }

  /// What is acknowledged and not yet in tables, in decompressed bytes.
  public long backlogBytes() {
    long bytes = 0;
    for (var journal : all) {
      bytes += journal.backlogBytes();
    }
    return bytes;
  }

  /// Returns when everything acknowledged before the call is visible to queries, or after `limit`
  /// for each signal.
  public void flush(Duration limit) {
    all.forEach(Journal::hurry);
    all.forEach(journal -> journal.flush(limit));
  }

  @Override
  public void close() {
    all.forEach(Journal::close);
  }
}
