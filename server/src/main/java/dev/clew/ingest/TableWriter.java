// SPDX-License-Identifier: Apache-2.0
package dev.clew.ingest;

import dev.clew.engine.ClickHouse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes spans and their content into ClickHouse: here is the line that stores a span.
public final class TableWriter {

  private static final int REMEMBERED_BODIES = 1 << 19;
  private static final long DAY_SECONDS = 86_400;

  private final ClickHouse clickHouse;
  private final String database;
  private final RecentSet storedBodies = new RecentSet(REMEMBERED_BODIES);

  public TableWriter(ClickHouse clickHouse, String database) {
    this.clickHouse = clickHouse;
    this.database = database;
  }

  RecentSet storedBodies() {
    return storedBodies;
  }

  /// Inserts everything or throws; safe to call again with the same token, which names this set of
  /// batches.
  void write(List<StoredBatch> batches, String token) {
    var spans = new SpanBlocks();
    var bodies = new BodyBlocks();
    Set<Long> written = new HashSet<>();
    for (var batch : batches) {
      for (var span : batch.spans()) {
        var filed = EventTime.of(span.span().raw().startNs(), batch.receivedAt());
        spans.add(batch.project(), span, filed, batch.receivedAt());
        for (var body : span.bodies()) {
          if (!storedBodies.contains(body.fingerprint()) && written.add(body.fingerprint())) {
            var trace = span.span().raw().ids().traceId();
            bodies.add(batch.project(), trace, body, batch.receivedAt() / DAY_SECONDS, filed);
          }
        }
      }
    }
    // Content first: a span must never point at something that is not there.
    clickHouse.insert(database + ".definitions", bodies.definitions(), token);
    clickHouse.insert(database + ".messages", bodies.messages(), token);
    clickHouse.insert(database + ".spans", spans.spans(), token);
    written.forEach(storedBodies::add);
  }
}
