// SPDX-License-Identifier: Apache-2.0
package dev.clew.logs;

import dev.clew.engine.ClickHouse;
import dev.clew.ingest.BodyBlocks;
import dev.clew.ingest.EventTime;
import dev.clew.ingest.RecentSet;
import dev.clew.model.TraceId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes log records and the messages in them into ClickHouse.
public final class LogTables {

  private static final int REMEMBERED_BODIES = 1 << 17;
  private static final long DAY_SECONDS = 86_400;
  private static final TraceId NO_TRACE = new TraceId(0, 0);

  private final ClickHouse clickHouse;
  private final String database;
  private final RecentSet storedBodies = new RecentSet(REMEMBERED_BODIES);

  public LogTables(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  RecentSet storedBodies() {
    return storedBodies;
  }

  /// Inserts everything or throws; safe to call again with the same token.
  void write(List<StoredLogs> batches, String token) {
    var logs = new LogBlock();
    var bodies = new BodyBlocks();
    Set<Long> written = new HashSet<>();
    for (var batch : batches) {
      long today = batch.receivedAt() / DAY_SECONDS;
      for (var log : batch.records()) {
        var filed = EventTime.of(log.timeNs(), batch.receivedAt());
        logs.add(batch.project(), log, filed, batch.receivedAt());
        var trace = log.record().traceId() == null ? NO_TRACE : log.record().traceId();
        for (var body : log.bodies()) {
          if (!storedBodies.contains(body.fingerprint()) && written.add(body.fingerprint())) {
            bodies.add(batch.project(), trace, body, today, filed);
          }
        }
      }
    }
    // Content first: a record must never point at something that is not there.
    clickHouse.insert(database + ".definitions", bodies.definitions(), token);
    clickHouse.insert(database + ".messages", bodies.messages(), token);
    clickHouse.insert(database + ".logs", logs.block(), token);
    written.forEach(storedBodies::add);
  }
}
