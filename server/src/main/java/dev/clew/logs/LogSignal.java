// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.engine.ClickHouse;
import dev.clew.engine.Statement;
import dev.clew.ingest.ContentPacker;
import dev.clew.ingest.Decoder;
import dev.clew.ingest.RecentSet;
import dev.clew.ingest.Signal;
import dev.clew.model.LogBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Log records on their way through the journal.
public final class LogSignal implements Signal<LogBatch, StoredLogs> {

  private static final int REMEMBERED = 1 << 20;
  private static final int REMEMBERED_FROM_TABLES = 1 << 18;

  private final LogTables tables;
  private final ContentPacker contents;
  private final List<Decoder<LogBatch>> decoders;
  private final RecentSet seen = new RecentSet(REMEMBERED);

  public LogSignal(LogTables tables, List<Decoder<LogBatch>> decoders) {
    this.tables = tables;
    this.contents = new ContentPacker(tables.storedBodies());
    this.decoders = List.copyOf(decoders);
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public List<Decoder<LogBatch>> decoders() {
    return decoders;
  }

  @Override
  public StoredLogs prepare(LogBatch decoded, long receivedAt) {
    return new LogPreparation(contents, decoded, receivedAt).run();
  }

  @Override
  public StoredLogs unseen(StoredLogs batch, Set<Long> fresh) {
    var kept = new ArrayList<PreparedLog>(batch.size());
    for (var log : batch.records()) {
      long key = key(batch.project(), log.id());
      if (!seen.contains(key) && fresh.add(key)) {
        kept.add(log);
      }
    }
    return batch.with(kept);
  }

  @Override
  public void remember(Set<Long> fresh) {
    fresh.forEach(seen::add);
  }

  @Override
  public void write(List<StoredLogs> batches, String token) {
    tables.write(batches, token);
  }

  private static long key(String project, long id) {
    return project.hashCode() * 0x9E3779B97F4A7C15L ^ id;
  }

  /// Remembers the records that were received in the last `seconds` before the newest one: what
  /// this process knew of them before it was started again.
  public void restore(ClickHouse clickHouse, String database, int seconds) {
    clickHouse.query(
        Statement.of(
                """
                SELECT project_id, reinterpretAsInt64(id) AS id
                FROM %1$s.logs
                WHERE received_at >= (SELECT max(received_at) FROM %1$s.logs) - {seconds:UInt32}
                ORDER BY received_at DESC
                LIMIT {limit:UInt32}
                """
                    .formatted(database))
            .with("seconds", seconds)
            .with("limit", REMEMBERED_FROM_TABLES),
        row -> seen.add(key(row.string("project_id"), row.number("id"))));
  }
}
